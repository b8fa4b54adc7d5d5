"""The facts that come with the program, and what happens to a broken one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import config
from config.data_rows import outdated, read_rows
from config.desks_data import DIRECTORY as DESKS
from config.forms_data import DIRECTORY as FORMS
from config.forms_data import form_file
from config.insurance_data import ResultCode, standard_fields
from kiosk.domain.identity import Assurance
from kiosk.domain.insurance import InsuranceOutcome

OFFICIAL = [
    "000", "001", "002", "003", "004", "010", "050", "051", "052", "053", "054", "055", "060", "061", "070", "100",
    "101", "110", "120", "121", "122", "123", "124", "130", "205", "401",
]  # fmt: skip


def test_all_26_official_result_codes_are_there_verified_with_an_outcome() -> None:
    rows = {row.code: row for row in config.result_codes()}
    assert len(OFFICIAL) == 26
    assert set(OFFICIAL) <= rows.keys()
    assert {rows[code].certainty.value for code in OFFICIAL} == {"verified"}
    assert {rows[code].certainty.value for code in rows.keys() - set(OFFICIAL)} <= {"likely", "unknown"}


def test_outcomes_are_those_reception_knows() -> None:
    outcomes = config.result_code_outcomes()
    assert set(outcomes.values()) <= {one.value for one in InsuranceOutcome}
    assert outcomes["000"] == "covered"
    assert outcomes["003"] == "new_card"
    assert {outcomes[code] for code in ("054", "055", "205", "401")} == {"configuration"}
    assert {outcomes[code] for code in ("100", "101")} == {"later"}


def test_code_lists_have_the_rows_of_their_decisions() -> None:
    assert len(config.route_codes()) == 27
    assert [row.code for row in config.visit_types()] == [f"{number:02d}" for number in range(1, 17)]
    assert {row.digit: row.percent for row in config.benefit_levels()} == {
        "1": 100,
        "2": 100,
        "3": 95,
        "4": 80,
        "5": 100,
    }
    assert len(config.provinces()) == 63
    assert len({row.since_2025 for row in config.provinces()}) == 34


def test_every_row_says_where_it_comes_from() -> None:
    tables = (
        config.result_codes(),
        config.copayment_codes(),
        config.route_codes(),
        config.visit_types(),
        config.benefit_levels(),
        config.provinces(),
    )
    rows = [row for table in tables for row in table]
    rows += [
        *standard_fields(),
        *(form_file(one) for one in config.forms()),
        *(config.load_desk(one) for one in config.desks()),
    ]
    assert all(row.source and row.read_on <= date(2026, 11, 21) for row in rows)


def test_desks_speak_of_forms_that_exist_and_proofs_we_know() -> None:
    for desk_id in config.desks():
        desk = config.load_desk(desk_id)
        for service in desk.services:
            assert service.form in config.forms()
            assert service.wanted_assurance in {one.name.lower() for one in Assurance}
    assert config.load_desk("clinic-checkin").service("clinic-checkin").form == "bhyt-checkin"
    with pytest.raises(config.ConfigError):
        config.load_desk("clinic-checkin").service("haircut")


@pytest.mark.parametrize("load", [config.load_desk, config.load_form])
def test_a_desk_or_form_that_is_not_there_is_an_error_with_its_file(load: object) -> None:
    assert callable(load)
    with pytest.raises(config.ConfigError, match=r"config/(desks|forms)/nowhere\.toml"):
        load("nowhere")


GOOD = """source = "a test"
read_on = 2026-11-21
certainty = "likely"
[[codes]]
code = "000"
outcome = "covered"
next_steps = ["continue"]
meaning = { vi = "Đúng", en = "Right" }
"""


def rows_of(tmp_path: Path, text: str) -> tuple[ResultCode, ...]:
    path = tmp_path / "codes.toml"
    path.write_text(text, encoding="utf-8")
    return read_rows(path, "codes", ResultCode, "code")


def test_a_row_inherits_the_origin_of_its_file_and_may_have_its_own(tmp_path: Path) -> None:
    own = GOOD + GOOD[GOOD.index("[[codes]]") :].replace('"000"', '"1"') + 'source = "another"\n'
    first, second = rows_of(tmp_path, own)
    assert (first.source, second.source) == ("a test", "another")


def test_a_row_whose_validity_is_over_is_found(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, GOOD + "valid_until = 2026-01-01\n")
    assert outdated(rows, date(2026, 1, 1)) == ()
    assert outdated(rows, date(2026, 1, 2)) == rows


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("source", "sauce"), "sauce"),
        (('source = "a test"\n', ""), "source"),
        (('certainty = "likely"', 'certainty = "sure"'), "certainty"),
        (('"covered"', '"splendid"'), "outcome"),
        (('en = "Right"', 'fr = "Juste"'), "meaning"),
        (("[[codes]]", "[[kodes]]"), "kodes"),
        (("code = ", "kode = "), "kode"),
    ],
)
def test_a_broken_table_is_refused_with_its_key(tmp_path: Path, change: tuple[str, str], key: str) -> None:
    with pytest.raises(config.ConfigError) as caught:
        rows_of(tmp_path, GOOD.replace(*change))
    assert key in f"{caught.value.key} {caught.value}"
    assert caught.value.remedy


def test_a_code_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(config.ConfigError, match="twice"):
        rows_of(tmp_path, GOOD + GOOD[GOOD.index("[[codes]]") :])


def test_data_folders_hold_toml_only() -> None:
    files = [path for folder in (DESKS, FORMS) for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files if path.name != "README.md"} == {".toml"}
