"""The dated rows of coverage and of the check-in table: what they say, and what `config check` says of broken ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import config
from config import check_in_data, coverage_data
from config.check_in_data import check_in_columns, check_in_findings, check_in_rules
from config.coverage_data import (
    coverage_findings,
    coverage_limits,
    facilities,
    paper_card_groups,
    reference_amounts,
    route_benefits,
    route_rules,
)
from config.site_facility import FacilitySettings
from kiosk.bootstrap.check_in import check_in_rules as rules_of_the_table
from kiosk.bootstrap.coverage import coverage_rules, facility_of
from kiosk.insurance.coverage import FacilityLevel, FormerRank, ScoreBand

TODAY = date(2026, 11, 21)
TABLES: tuple[Any, ...] = (
    route_rules,
    route_benefits,
    reference_amounts,
    coverage_limits,
    paper_card_groups,
    facilities,
    check_in_columns,
    check_in_rules,
)
CHECKED, OVER = 'certainty = "verified"', "valid_until = 2026-01-01"
CHILD_AGE = '[[limits]]\nname = "child_age"'
Alter = Callable[[str, str, str], None]


@pytest.fixture
def alter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Alter]:
    """Read the tables from a copy, in which one text of one file is replaced."""
    folder = tmp_path / "insurance"
    shutil.copytree(coverage_data.DIRECTORY, folder)
    for module in (coverage_data, check_in_data):
        monkeypatch.setattr(module, "DIRECTORY", folder)

    def forget() -> None:
        for table in TABLES:
            table.cache_clear()

    def replaced(name: str, old: str, new: str) -> None:
        path = folder / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    forget()
    yield replaced
    forget()


def findings() -> list[str]:
    return [one.reason for look in (coverage_findings, check_in_findings) for one in look(TODAY)]


def test_the_tables_as_they_come_are_in_order() -> None:
    assert findings() == []
    assert not config.check(config.load_site("demo"), today=TODAY)


def test_every_row_says_where_it_comes_from_and_what_we_chose_ourselves_is_not_verified() -> None:
    rows = [row for table in TABLES for row in table()]
    assert all(row.source and row.read_on <= TODAY for row in rows)
    assert not [row for row in rows if "This project" in row.source and row.certainty.value == "verified"]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("route_rules", 'code = "1.3"', 'code = "1.8"', "1.8 is no route code"),
        ("route_benefits", 'code = "1.7"', 'code = "1.9"', "1.9 is no route code"),
        ("reference_amounts", "valid_from = 2026-07-01", "valid_from = 2027-07-01", "no amount holds"),
        ("paper_card_groups", CHECKED, f"{CHECKED}\n{OVER}", "no longer"),
        ("coverage_limits", CHILD_AGE, f"{CHILD_AGE}\n{OVER}", "no longer"),
        ("check_in_table", "number = 3", "number = 4", "not numbered"),
        ("check_in_table", 'name = "MA_BN"', 'name = "MA_XX"', "MA_XX is no field of XML0"),
        ("check_in_rules", 'others = ["NGAY_VAO"]', 'others = ["NOWHERE"]', "NOWHERE, which is no column"),
    ],
)
def test_a_table_that_contradicts_itself_is_found(alter: Alter, name: str, old: str, new: str, said: str) -> None:
    alter(name, old, new)
    assert [reason for reason in findings() if said in reason]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("route_rules", '["co_ban", "chuyen_sau"]', '["tuyen_huyen"]'),
        ("route_rules", 'needs = ["referral"]', 'needs = ["letter"]'),
        ("route_rules", "valid_from = 2025-10-17", "valid_from = 2025-10-17\nvalid_to = 2025-01-01"),
        ("route_benefits", "share_percent = 100", "share_percent = 101"),
        ("coverage_limits", 'name = "child_age"', 'name = "childs_age"'),
        ("facilities", 'code = "01999"', 'code = "1999"'),
        ("check_in_table", 'kind = "birth"', 'kind = "birthday"'),
        ("check_in_rules", "limit = 28\n", ""),
        ("check_in_rules", 'values_from = "route_codes"\n', ""),
        ("check_in_rules", "[0-9]{9}|", "[0-9]{9}|("),
        ("check_in_rules", 'kind = "sequence"', 'kind = "order"'),
    ],
)
def test_a_row_that_cannot_be_meant_is_refused(alter: Alter, name: str, old: str, new: str) -> None:
    alter(name, old, new)
    with pytest.raises(config.ConfigError, match=name):
        findings()


def test_a_limit_that_is_left_out_is_found(alter: Alter) -> None:
    text = (coverage_data.DIRECTORY / "coverage_limits.toml").read_text(encoding="utf-8")
    alter("coverage_limits", text[text.index(CHILD_AGE) :], "")
    assert "child_age is missing" in findings()


def test_the_check_in_rules_of_the_files_can_be_meant() -> None:
    assert len(rules_of_the_table().columns) == 26
    assert len(rules_of_the_table().rules) == len(check_in_rules())


def test_invented_names_of_facilities_are_shown_on_a_demo_alone_and_a_sites_own_names_everywhere() -> None:
    demo = config.load_site("demo")
    assert coverage_rules(demo).facility_names["79999"] == "Trạm y tế phường Ví Dụ"
    named = demo.facility.model_copy(update={"names": {"01998": "Phòng khám Bên Cạnh"}})
    real = demo.model_copy(update={"demo": False, "facility": named})
    assert dict(coverage_rules(real).facility_names) == {"01998": "Phòng khám Bên Cạnh"}


@pytest.mark.parametrize(
    "said",
    [{"level": "chuyen_sau", "score": "duoi_50"}, {"primary_kind": "khac"}, {"level": "huyen"}, {"rank": "tinh"}],
)
def test_a_facility_described_against_itself_is_refused(said: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        FacilitySettings.model_validate(said)


def test_the_demo_site_says_what_kind_of_facility_it_is() -> None:
    facility = facility_of(config.load_site("demo"))
    assert (facility.level, facility.former_rank) == (FacilityLevel.BASIC, FormerRank.NONE)
    assert facility.score is ScoreBand.PROVISIONAL
    assert facility.primary_kind is None
