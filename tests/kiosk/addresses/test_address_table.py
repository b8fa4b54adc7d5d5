"""The table as a file: what it says of itself, what it weighs, and that no broken one is read."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import config
from config import addresses_data
from config.addresses_data import TABLE, address_findings, read_unit_file, unit_file
from kiosk.bootstrap.addresses import unit_table

TODAY = date(2026, 11, 21)
EMPTY: dict[str, Any] = {
    "source": "invented",
    "read_on": "2026-11-21",
    "certainty": "likely",
    "sha256": "0" * 64,
    "licence": "invented " * 20,
    "new": [],
    "old": [],
}


def written(path: Path, table: object) -> Path:
    path.write_bytes(gzip.compress(json.dumps(table).encode()))
    return path


def test_the_table_names_its_source_its_day_and_its_licence() -> None:
    origin = unit_file().origin
    assert origin.source.startswith("vietnamadminunits 1.0.4")
    assert "MIT License" in origin.licence
    assert origin.read_on == TODAY


def test_the_table_weighs_less_than_a_megabyte_and_loads_while_nobody_notices() -> None:
    assert TABLE.stat().st_size < 1_000_000
    started = time.process_time()
    read_unit_file(TABLE)
    unit_table(TODAY)
    assert time.process_time() - started < 0.6  # 0.1 s; a machine under test may be slow


def test_the_table_has_every_unit_of_both_times() -> None:
    units = unit_file()
    assert (len(units.new), sum(len(one.wards) for one in units.new)) == (34, 3_321)
    assert (len(units.old), sum(len(district.wards) for one in units.old for district in one.districts)) == (63, 10_040)


def test_nothing_is_wrong_with_the_table_and_its_corrections() -> None:
    assert list(address_findings(TODAY)) == []


@pytest.mark.parametrize(
    ("name", "known", "unknown"),
    [
        ("changes.toml", 'code = "75"', 'code = "00"'),
        ("names.toml", 'unit = "46"', 'unit = "00"'),
        ("corrections.toml", 'old = "01615"', 'old = "00000"'),
        ("corrections.toml", 'code = "01636"', 'code = "00000"'),
    ],
)
def test_a_row_about_a_unit_that_does_not_exist_is_found(
    name: str, known: str, unknown: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for path in addresses_data.DIRECTORY.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace(known, unknown) if path.name == name else text, "utf-8")
    monkeypatch.setattr(addresses_data, "DIRECTORY", tmp_path)
    for table in ("name_changes", "other_names", "corrections"):  # past the cache, which other tests share
        monkeypatch.setattr(addresses_data, table, getattr(addresses_data, table).__wrapped__)
    (finding,) = address_findings(TODAY)
    assert Path(finding.file).name == name
    assert unknown.split('"')[1] in finding.reason


@pytest.mark.parametrize(
    ("day", "name"), [(date(2026, 4, 29), "Tỉnh Đồng Nai"), (date(2026, 4, 30), "Thành phố Đồng Nai")]
)
def test_a_new_name_counts_from_its_day_on(day: date, name: str) -> None:
    assert {one.province.name for one in unit_table(day).wards if one.province.code == "75"} == {name}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\x1f\x8b\x08" + b"\0" * 40),
        lambda path: path.write_bytes(TABLE.read_bytes()[:-500]),
        lambda path: path.write_bytes(b"x" * 1_000),
        lambda path: path.write_bytes(gzip.compress(b"\xff\xfe not JSON")),
        lambda path: path.write_bytes(gzip.compress(b"[" * 200_000)),
        lambda path: path.write_bytes(gzip.compress(b" " * 5_000_000)),
        lambda path: written(path, []),
        lambda path: written(path, {**EMPTY, "new": None}),
        lambda path: written(path, {**EMPTY, "new": [["01", "Hà Nội"]]}),
        lambda path: written(path, {**EMPTY, "new": [["01", 1, []]]}),
        lambda path: written(
            path, {**EMPTY, "old": [["01", "Hà Nội", [], [["001", "Ba Đình", [], [["1", "A", [], 7]]]]]]}
        ),
        lambda path: written(path, {**EMPTY, "licence": ""}),
        lambda path: written(path, {**EMPTY, "strange": 1}),
        lambda path: path.unlink(missing_ok=True),
    ],
)
def test_a_broken_table_is_refused_with_a_remedy(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    path = tmp_path / "units.json.gz"
    spoil(path)
    with pytest.raises(config.ConfigError) as caught:
        read_unit_file(path)
    assert "make_address_table.py" in caught.value.remedy


def test_an_empty_table_of_the_right_shape_is_read(tmp_path: Path) -> None:
    assert read_unit_file(written(tmp_path / "units.json.gz", EMPTY)).new == ()
