"""What a confirmed record gives to the check-in table, and what it leaves."""

from __future__ import annotations

import pytest
from arrivals import RULES, confirmed_record

from kiosk.insurance.check_in import CheckInError, FilledBy, Severity, row_from_record, validate


def test_a_record_fills_the_kiosks_columns_and_names_what_the_hospital_adds() -> None:
    row, left = row_from_record(confirmed_record(), RULES)
    assert (row["HO_TEN"], row["STT"], row["MA_LK"]) == ("Đỗ Thị Ví Dụ", "1", "KB-1")
    assert left == tuple(one.name for one in RULES.columns if one.filled_by is FilledBy.HOSPITAL)
    assert {"MA_BN", "MA_DICH_VU", "NGAY_YL"} <= set(left)


def test_what_a_whole_record_still_breaks_lies_in_the_columns_that_were_left() -> None:
    row, left = row_from_record(confirmed_record(), RULES)
    errors = [one for one in validate(row, RULES) if one.severity is Severity.ERROR]
    assert {one.column for one in errors} == {"MA_BN", "MA_DICH_VU", "NGAY_YL"}
    assert {one.column for one in errors} <= set(left)


def test_a_required_column_the_citizen_could_not_fill_is_left_too() -> None:
    _, left = row_from_record(confirmed_record(MA_DOITUONG_KCB="", MA_THE_BHYT=""), RULES)
    assert "MA_DOITUONG_KCB" in left
    assert "MA_THE_BHYT" not in left


def test_the_hospitals_visit_number_takes_the_place_of_ours() -> None:
    row, _ = row_from_record(confirmed_record(), RULES, stt=7, visit_number="LK-77")
    assert (row["MA_LK"], row["STT"]) == ("LK-77", "7")


def test_a_record_without_a_visit_number_has_its_own_id_there() -> None:
    row, _ = row_from_record(confirmed_record(MA_LK=""), RULES)
    assert row["MA_LK"] == "01a1fb9f-e8c0-73f2-a1d8-4e75b1e9c0d1"


def test_fields_of_other_tables_stay_out() -> None:
    row, _ = row_from_record(confirmed_record(), RULES)
    assert "Phường Ví Dụ" not in row.values.values()


def test_rows_are_counted_from_one() -> None:
    with pytest.raises(CheckInError):
        row_from_record(confirmed_record(), RULES, stt=0)
