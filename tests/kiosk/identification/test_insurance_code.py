"""Codes of health-insurance cards. All people are invented."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import FactName
from kiosk.identification import CodeError, CodeKind, CodeWarning, identity_from_code, parse_code


def hexadecimal(text: str) -> str:
    return text.encode("utf-8").hex()


NEW = "|".join(
    [
        "0123456789", hexadecimal("Nguyễn Văn An"), "15/03/1999", "1", hexadecimal("Hà Nội"), "01 - 043", "01/01/2025",
        "-", "02/01/2025", "01050123456789", "-", "4", "01/01/2025", "0123456789abcdef-7102", "4",
        hexadecimal("Xã Mẫu, Hà Nội"), "$",
    ]
)  # fmt: skip
OLD = "|".join(
    [
        "TE1790123456789", hexadecimal("Lý Gia Hân"), "2018", "2", hexadecimal("Trường mẫu"), "79 – 0A1", "01/10/2018",
        "30/09/2024", "01/10/2018", "79010123456789", "L? Chí C??ng", "6", " 01/10/2023", "123456789abcdef-7102", "$",
    ]
)  # fmt: skip


def with_field(code: str, index: int, value: str) -> str:
    fields = code.split("|")
    fields[index] = value
    return "|".join(fields)


def refused(text: str) -> FailureCode:
    with pytest.raises(CodeError) as caught:
        parse_code(text)
    return caught.value.failure


def test_the_seventeen_fields_since_2021_are_named() -> None:
    parsed = parse_code(NEW)
    assert parsed.kind is CodeKind.BHYT
    assert parsed.fields == {
        "card_number": "0123456789",
        "full_name": "Nguyễn Văn An",
        "date_of_birth": "1999-03-15",
        "sex": "male",
        "address": "Hà Nội",
        "facility_code": "01043",
        "valid_from": "2025-01-01",
        "valid_to": None,
        "issued_on": "2025-01-02",
        "insurance_number": "0123456789",
        "guardian": None,
        "area_code": None,
        "five_years_on": "2025-01-01",
        "checksum": "0123456789abcdef-7102",
        "benefit_digit": "4",
        "residence": "Xã Mẫu, Hà Nội",
    }


def test_the_fifteen_fields_before_2021_with_a_childs_guardian() -> None:
    parsed = parse_code(OLD)
    assert parsed.fields["card_number"] == "TE1790123456789"
    assert parsed.fields["date_of_birth"] == "2018"
    assert parsed.fields["facility_code"] == "790A1"
    assert parsed.fields["valid_to"] == "2024-09-30"
    assert parsed.fields["area_code"] == "K2"
    assert parsed.fields["benefit_digit"] == "1"
    assert parsed.fields["five_years_on"] == "2023-10-01"
    assert parsed.fields["guardian"] == "L? Chí C??ng"
    assert parsed.warnings == (CodeWarning.DAMAGED_TEXT,)


@pytest.mark.parametrize("code", [NEW, OLD])
def test_a_scanner_that_swallows_the_end_sign_loses_nothing(code: str) -> None:
    whole = parse_code(code).fields
    assert parse_code(code.removesuffix("$")).fields == whole
    assert parse_code(code.removesuffix("|$")).fields == whole


@pytest.mark.parametrize("end", ["|$", "|", ""])
def test_the_short_form_of_the_vssid_application_names_the_holder(end: str) -> None:
    parsed = parse_code(f"0123456789|{hexadecimal('Nguyễn Văn An')}{end}")
    assert parsed.kind is CodeKind.BHYT
    known = {name: value for name, value in parsed.fields.items() if value is not None}
    assert known == {"card_number": "0123456789", "full_name": "Nguyễn Văn An", "insurance_number": "0123456789"}
    assert parsed.fields.keys() == parse_code(NEW).fields.keys()
    assert parsed.warnings == (CodeWarning.INCOMPLETE,)


@pytest.mark.parametrize(("written", "area"), [("4", None), ("5", "K1"), ("6", "K2"), ("7", "K3"), ("-", None)])
def test_living_areas(written: str, area: str | None) -> None:
    assert parse_code(with_field(NEW, 11, written)).fields["area_code"] == area


@pytest.mark.parametrize(
    ("index", "value"),
    [
        (0, "12345"), (1, "4e6"), (1, "zz"), (1, "ff"), (1, hexadecimal("12")), (2, "31/02/1999"), (3, "3"),
        (5, "1 - 43"), (6, "2025-01-01"), (4, hexadecimal("a\x1bb")),
    ],
)  # fmt: skip
def test_a_broken_field_is_a_malformed_code(index: int, value: str) -> None:
    assert refused(with_field(NEW, index, value)) is FailureCode.CODE_MALFORMED


def test_a_code_cut_short_is_malformed() -> None:
    assert refused("|".join(NEW.split("|")[:6])) is FailureCode.CODE_MALFORMED


@pytest.mark.parametrize(("code", "number"), [(NEW, "0123456789"), (with_field(OLD, 9, "-"), "TE1790123456789")])
def test_the_number_the_portal_knows_a_card_by_is_a_claim(code: str, number: str) -> None:
    identity = identity_from_code(parse_code(code), date(2026, 11, 21))
    assert identity.text(FactName.INSURANCE_NUMBER) == number
    assert identity.get(FactName.PERSONAL_NUMBER) is None
    assert identity.document_kind == "bhyt"


@pytest.mark.parametrize(
    ("code", "field", "value", "warned"),
    [
        (NEW, 9, "01050999999999", True),
        (OLD, 9, "79010999999999", True),
        (OLD, 0, "TE179012345678A", False),
        (NEW, 9, "-", False),
    ],
)
def test_a_card_number_of_somebody_elses_insurance_number_deserves_a_second_look(
    code: str, field: int, value: str, warned: bool
) -> None:
    parsed = parse_code(with_field(code, field, value))
    assert (CodeWarning.TWO_INSURANCE_NUMBERS in parsed.warnings) is warned
    assert CodeWarning.TWO_INSURANCE_NUMBERS not in parse_code(code).warnings
