"""The catalogue of procedures and the days off: what stands in the files, and what the checker refuses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import config
from config import calendar_data, procedures_data
from config.calendar_data import calendar_years, office_hours
from config.procedures_checking import calendar_findings, procedure_findings
from config.procedures_data import (
    CODE,
    essential_services,
    life_events,
    linked_groups,
    papers,
    procedures,
    refused_codes,
)
from config.provenance import Certainty

TODAY = date(2026, 11, 21)
CACHES = (
    procedures_data.procedures,
    procedures_data.papers,
    procedures_data.essential_services,
    procedures_data.linked_groups,
    calendar_data.calendar_years,
)


@pytest.fixture
def other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of our files that a test may spoil."""
    for module, name in ((procedures_data, "procedures"), (calendar_data, "calendar")):
        for path in module.DIRECTORY.rglob("*.toml"):
            copy = tmp_path / name / path.relative_to(module.DIRECTORY)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
        monkeypatch.setattr(module, "DIRECTORY", tmp_path / name)
    monkeypatch.setattr(procedures_data, "CATALOGUE", tmp_path / "procedures" / "catalogue")
    for cached in CACHES:
        cached.cache_clear()
    yield tmp_path
    for cached in CACHES:
        cached.cache_clear()


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(day: date = TODAY) -> str:
    return "\n".join(one.reason for one in (*procedure_findings(day), *calendar_findings(day)))


def test_the_files_that_come_with_the_program_are_in_order() -> None:
    assert found() == ""


def test_the_catalogue_holds_sixty_rows_the_twenty_five_services_and_both_linked_groups() -> None:
    rows = [row for _, row in procedures()]
    assert len(rows) >= 60
    assert [one.number for one in essential_services()] == list(range(1, 26))
    assert {"khai-sinh", "khai-tu"} <= {one.group_id for one in linked_groups()}
    assert all(re.match(CODE, one.code) for one in rows)
    assert not {one.code for one in rows} & {one.code for one in refused_codes()}


def test_every_row_says_where_it_comes_from_and_how_sure_it_is() -> None:
    rows = [row for _, row in procedures()]
    assert all(one.decision and one.decided_on for one in rows if one.certainty is Certainty.VERIFIED)
    assert {one.code for one in rows if one.certainty is not Certainty.VERIFIED} == {"1.006714", "2.000987"}
    assert {one.number for one in essential_services() if not one.codes} == {8, 10}


def test_every_procedure_can_be_asked_for_in_words_and_reached_by_an_event() -> None:
    rows = [row for _, row in procedures()]
    assert all(one.words for one in rows)
    used = Counter(event for one in rows for event in one.events)
    assert set(used) == {one.event_id for one in life_events()}


def test_every_paper_in_the_list_is_wanted_or_no_longer_wanted_by_some_procedure() -> None:
    rows = [row for _, row in procedures()]
    spoken_of = {need.paper for one in rows for need in (*(one.needs or ()), *one.not_needed)}
    assert spoken_of == {one.paper_id for one in papers()}


def test_a_fee_that_ends_this_year_has_a_successor() -> None:
    card = next(row for _, row in procedures() if row.code == "1.014063")
    fees = card.ways[0].fees or ()
    assert [(one.vnd, one.valid_to) for one in fees] == [(25_000, date(2026, 12, 31)), (50_000, None)]


@pytest.mark.parametrize("code", ["TTHC-VNEID-06", "1.00419", "1.0041940", "11.004194", "1,004194", "a.004194"])
def test_a_code_of_an_invented_shape_is_refused_by_the_file(other_files: Path, code: str) -> None:
    spoil(other_files / "procedures/catalogue/cu-tru.toml", 'code = "1.004194"', f'code = "{code}"')
    with pytest.raises(config.ConfigError, match="code"):
        procedures()


def test_a_code_that_circulates_wrongly_is_refused_with_the_reason(other_files: Path) -> None:
    spoil(other_files / "procedures/catalogue/cu-tru.toml", 'code = "1.010028"', 'code = "2.001642"')
    assert "2.001642 must not be used here" in found()


def test_a_service_with_a_code_that_is_in_no_file_is_found(other_files: Path) -> None:
    spoil(other_files / "procedures/essential_services.toml", '"1.012566"', '"1.999999"')
    assert "1.999999 is in no file of the catalogue" in found()


def test_a_service_with_a_code_without_a_shape_is_found(other_files: Path) -> None:
    spoil(other_files / "procedures/essential_services.toml", '"1.012566"', '"C08_XPHCDB"')
    assert "'C08_XPHCDB' has no code's shape" in found()


def test_a_missing_service_of_the_twenty_five_is_found(other_files: Path) -> None:
    spoil(other_files / "procedures/essential_services.toml", "number = 25", "number = 24")
    with pytest.raises(config.ConfigError, match="24"):
        essential_services()


def test_a_code_that_stands_in_two_files_is_refused(other_files: Path) -> None:
    spoil(other_files / "procedures/catalogue/thue.toml", 'code = "1.008498"', 'code = "1.004194"')
    with pytest.raises(config.ConfigError, match="stands in cu-tru too"):
        procedures()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('code = "1.004222"', 'valid_to = 2026-06-30\ncode = "1.004222"', "the procedure ended on 2026-06-30"),
        ('{ paper = "ct01" }', '{ paper = "ct99" }', "'ct99', which is no paper"),
        ('events = ["cu-tru", "co-con-nho"]', 'events = ["nowhere"]', "there is no life event 'nowhere'"),
    ],
)
def test_a_stale_or_broken_row_is_found(other_files: Path, old: str, new: str, reason: str) -> None:
    path = other_files / "procedures/catalogue/cu-tru.toml"
    spoil(path, old, new)
    assert reason in found()


def test_a_row_that_nobody_read_for_a_year_is_warned_of() -> None:
    assert "more than a year ago (warning)" not in found(date(2027, 11, 20))
    assert "more than a year ago (warning)" in found(date(2027, 11, 22))


def test_a_row_that_holds_only_until_a_day_is_found_afterwards(other_files: Path) -> None:
    spoil(other_files / "procedures/papers.toml", "read_on", "valid_until = 2026-11-01\nread_on")
    assert "no longer valid" in found()


def test_a_paper_whose_form_is_not_there_is_found(other_files: Path) -> None:
    spoil(other_files / "procedures/papers.toml", 'form = "ct01"', 'form = "ct99"')
    assert "there is no form 'ct99'" in found()


def test_a_day_without_a_fee_is_found(other_files: Path) -> None:
    spoil(other_files / "procedures/catalogue/can-cuoc.toml", "valid_from = 2027-01-01", "valid_from = 2027-02-01")
    assert "no fee holds on 2027-01-15" in found(date(2027, 1, 15))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "working_days", amount = 3', 'kind = "working_days"'),
        ('kind = "working_days", amount = 3', 'kind = "same_day", amount = 3'),
        ('kind = "working_days", amount = 3', 'kind = "weeks", amount = 3'),
        ("decided_on = 2025-11-19", "decided_on = 2027-11-19"),
        ('decision = "9354/QĐ-BCA-C06"\n', ""),
        ('by = ["direct"]', 'by = ["direct", "online"]'),
        ("common = true", "comon = true"),
    ],
    ids=["no amount", "amount of a day", "unknown kind", "future decision", "no decision", "channel twice", "misspelt"],
)
def test_a_row_that_contradicts_itself_is_refused(other_files: Path, old: str, new: str) -> None:
    path = other_files / "procedures/catalogue/cu-tru.toml"
    text = path.read_text(encoding="utf-8")
    at = text.index('code = "1.004194"')
    assert old in text[at:]
    path.write_text(text[:at] + text[at:].replace(old, new, 1), encoding="utf-8")
    with pytest.raises(config.ConfigError):
        procedures()


def test_the_table_of_days_off_says_where_it_ends() -> None:
    assert max(one.covers_to for one in calendar_years()) == date(2026, 12, 31)
    assert found(date(2026, 12, 31)) == ""
    assert "the table of days off ended on 2026-12-31" in found(date(2027, 1, 1))


def test_swapped_days_of_2026_are_off_and_worked_in_pairs() -> None:
    days = {one.day: one.kind for year in calendar_years() for one in year.days}
    for off, worked in ((date(2026, 1, 2), date(2026, 1, 10)), (date(2026, 8, 31), date(2026, 8, 22))):
        assert (days[off], days[worked]) == ("off", "working")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("day = 2026-01-10", "day = 2026-01-09"),
        ("day = 2026-01-10", "day = 2027-01-09"),
        ("day = 2026-01-10", "day = 2026-01-02"),
        ("covers_to = 2026-12-31", "covers_to = 2025-12-31"),
        ("[[days]]\nday = 2026-01-02", "[[dayz]]\nday = 2026-01-02"),
    ],
    ids=["a weekday worked", "outside", "twice", "backwards", "unknown key"],
)
def test_a_table_of_days_that_contradicts_itself_is_refused(other_files: Path, old: str, new: str) -> None:
    spoil(other_files / "calendar/2026.toml", old, new)
    with pytest.raises(config.ConfigError):
        calendar_years()


def test_two_years_with_a_gap_between_are_found(other_files: Path) -> None:
    table = (other_files / "calendar/2026.toml").read_text(encoding="utf-8")
    later = table.replace("2026-", "2027-").replace("covers_from = 2027-01-01", "covers_from = 2027-01-02")
    later = later.replace('kind = "working"', 'kind = "off"')
    (other_files / "calendar/2027.toml").write_text(later, encoding="utf-8")
    assert "between 2026-12-31 and 2027-01-02" in found()


@pytest.mark.parametrize(
    ("old", "new"),
    [("start = 13:30:00", "start = 11:00:00"), ("end = 17:00:00", "end = 17:00:30"), ("[6, 7]", "[0, 7]")],
)
def test_office_hours_out_of_order_are_refused(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "office_hours.toml"
    path.write_bytes(calendar_data.HOURS.read_bytes())
    spoil(path, old, new)
    with pytest.raises(config.ConfigError):
        office_hours(path)
