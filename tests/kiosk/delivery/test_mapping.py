"""A record under somebody else's names: what is taken, how it is written, and when it cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from delivered_records import invented_record

from kiosk.delivery import DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid, MappedField, Written
from kiosk.delivery.mapping import flat
from kiosk.domain.record import Record, RecordedValue


def with_value(name: str, value: str) -> Record:
    record = invented_record()
    return replace(record, values={**record.values, name: RecordedValue(value, "dg13", "authentic")})


def one(record: Record, **row: object) -> object:
    return flat(record, [MappedField("X", **row)])["X"]


def test_each_part_of_a_record_can_stand_under_another_name():
    record = invented_record()
    assert one(record, ours="values.HO_TEN") == "Đỗ Thị Uyên"
    assert one(record, ours="assurance.HO_TEN") == "authentic"
    assert one(record, ours="record.record_id") == record.record_id
    assert one(record, ours="record.confirmed_at") == "2026-11-21T01:02:03.456+00:00"
    assert one(record, ours="record.confirmed_moment") == "202611210802"
    assert one(record, ours="identification.document_kind") == "cccd_2021"
    assert one(record, ours="insurance.result_code") == "000"


@pytest.mark.parametrize(
    "ours", [None, "values.NOT_THERE", "assurance.NOT_THERE", "identification.access_protocol", "record.follows"]
)
def test_what_a_record_does_not_say_is_sent_empty(ours):
    assert one(invented_record(), ours=ours) == ""


@pytest.mark.parametrize(
    ("value", "written", "expected"),
    [
        ("199905150000", Written.DATE_SLASHES, "15/05/1999"),
        ("199905000000", Written.DATE_SLASHES, "05/1999"),
        ("199900000000", Written.DATE_SLASHES, "1999"),
        ("20261231", Written.DATE_ISO, "2026-12-31"),
        ("195000000000", Written.DATE_ISO, "1950"),
        ("", Written.DATE_SLASHES, ""),
        ("0123", Written.NUMBER, 123),
        ("", Written.NUMBER, None),
    ],
)
def test_dates_and_numbers_are_written_as_the_office_wants_them_and_no_day_is_invented(value, written, expected):
    assert one(with_value("X", value), ours="values.X", written=written) == expected


def test_a_word_of_ours_becomes_theirs_and_one_without_a_word_is_empty():
    words = {"1": "Nam", "2": "Nữ"}
    assert one(with_value("GIOI_TINH", "2"), ours="values.GIOI_TINH", words=words) == "Nữ"
    assert one(with_value("GIOI_TINH", "3"), ours="values.GIOI_TINH", words=words) == ""


@pytest.mark.parametrize(
    "row",
    [
        {"ours": "values.NOT_THERE", "required": True},
        {"ours": "values.HO_TEN", "written": Written.NUMBER},
        {"ours": "values.HO_TEN", "written": Written.DATE_ISO},
        {"ours": "values.HO_TEN", "words": {"1": "Nam"}, "required": True},
    ],
)
def test_a_record_that_cannot_be_written_so_is_refused_and_a_person_looks(row):
    with pytest.raises(DeliveryRefused) as caught:
        one(invented_record(), **row)
    assert caught.value.problem is DeliveryProblem.UNFIT
    assert "Uyên" not in str(caught.value)


def test_a_record_that_adds_to_another_goes_only_where_that_can_be_said():
    added = replace(invented_record(), follows=invented_record().record_id)
    rows = [MappedField("HO_TEN", "values.HO_TEN")]
    with pytest.raises(DeliveryRefused):
        flat(added, rows)
    assert flat(added, [*rows, MappedField("GOC", "record.follows")])["GOC"] == added.follows


@pytest.mark.parametrize("ours", ["values", "values.", "secrets.KEY", "record.values", "record.nothing", ""])
def test_a_row_that_takes_from_nowhere_is_an_error_of_the_settings(ours):
    with pytest.raises(DeliverySettingsInvalid):
        MappedField("X", ours)
