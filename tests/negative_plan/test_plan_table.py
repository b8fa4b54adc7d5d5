"""The table itself: complete, in the standard's numbers, and the page written from it is current."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from hardware_mocks import negative_plan
from hardware_mocks.errors import UnknownName
from hardware_mocks.negative_plan import MalformedPlan, Variant, make, table
from hardware_mocks.negative_plan.changes import CHANGES
from hardware_mocks.negative_plan.table import Step

ROOT = Path(__file__).parents[2]
IN_THE_STANDARD = {
    "ISO7816_A": 3,
    "ISO7816_B": 10,
    "ISO7816_C": 8,
    "ISO7816_D": 15,
    "ISO7816_F": 9,
    "ISO7816_G": 41,
    "LDS_A": 10,
    "LDS_B": 28,
    "LDS_C": 28,
    "LDS_F": 7,
    "LDS_H": 98,
    "LDS_I": 3,
    "LDS_J": 4,
    "LDS_K": 4,
}


def test_every_applicable_case_of_the_standard_has_a_row() -> None:
    expected = [f"{group}_{number:02}" for group, size in IN_THE_STANDARD.items() for number in range(1, size + 1)]
    found = [case.id for case in negative_plan.cases() if case.certainty != "own"]
    assert len(expected) == 268
    assert found == expected


def test_no_identifier_stands_twice() -> None:
    assert max(Counter(case.id for case in negative_plan.cases()).values()) == 1


def test_a_case_without_a_card_says_why_and_has_no_gap() -> None:
    for case in negative_plan.cases():
        assert bool(case.variants) is not bool(case.not_buildable), case.id
        assert not (case.known_gap and case.not_buildable), case.id


def test_every_change_is_used_by_some_case() -> None:
    used = {
        step.change
        for case in negative_plan.cases()
        for variant in case.variants
        for step in (*variant.changes, *variant.afterwards)
    }
    assert used == set(CHANGES)


def test_a_change_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownName, match=r"no change 'file\.burn'"):
        make(Variant("eac", (Step("file.burn", {}),), ()))


def test_a_file_no_chip_has_is_refused() -> None:
    with pytest.raises(UnknownName, match="no file 'EF_ATTIC'"):
        make(Variant("eac", (Step("file.content", {"file": "EF_ATTIC", "value": "00"}),), ()))


def test_a_base_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownName, match="no base"):
        make(Variant("paper", (), ()))


@pytest.mark.parametrize(
    "row",
    ['outcome = "perhaps"\ncertainty = "own"', 'outcome = "failed"\ncertainty = "own"\ncolour = "red"'],
)
def test_a_broken_table_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(
        f'[group]\nid = "X"\ntitle = "x"\nbase = "eac"\n[[case]]\nid = "X_01"\ntitle = "x"\n{row}\n', encoding="utf-8"
    )
    with pytest.raises(MalformedPlan, match=r"broken\.toml"):
        table.read_group(path)


def test_the_page_is_written_from_the_table() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "negative_plan.py"), "--check"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.strip() == "current", done.stderr
