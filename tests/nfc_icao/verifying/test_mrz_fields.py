"""Fields of a machine readable zone that cannot be, under right check digits."""

from __future__ import annotations

import pytest

from nfc_icao.encoding.mrz import parse_mrz
from nfc_icao.trust import Result
from nfc_icao.verifying import verify_chip
from nfc_icao.verifying.mrz_fields import are_possible

from .imagined_document import NOW, data_groups, dg1, mrz, reading, store


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"document_code": "C"},
        {"nationality": "D"},
        {"given_names": ""},
        {"date_of_birth": "99<<<<"},
        {"date_of_birth": "<<<<<<"},
        {"date_of_birth": "990000"},
        {"date_of_expiry": "991231"},
    ],
)
def test_what_real_documents_say_is_possible(changes: dict[str, str]) -> None:
    assert are_possible(parse_mrz(mrz(**changes)))


@pytest.mark.parametrize(
    "changes",
    [
        {"document_code": "QQ"},
        {"nationality": "D1"},
        {"nationality": ""},
        {"surname": "", "given_names": ""},
        {"date_of_birth": "991301"},
        {"date_of_birth": "990132"},
        {"date_of_birth": "9<0101"},
        {"date_of_birth": "99<101"},
        {"date_of_expiry": "391340"},
    ],
)
def test_what_cannot_be_is_found_and_left_to_a_person(changes: dict[str, str]) -> None:
    text = mrz(**changes)
    assert not are_possible(parse_mrz(text))
    report = verify_chip(reading({**data_groups(), "DG1": dg1(text)}), store(), at=NOW)
    check = report.check("C1")
    assert check is not None
    assert (check.result, check.reason) == (Result.UNDETERMINED, "mrz.field_impossible")
    assert report.overall is Result.UNDETERMINED
    assert "DG1" in report.usable_files
