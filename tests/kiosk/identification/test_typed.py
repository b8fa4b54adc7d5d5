"""What a person types to begin a visit. All numbers are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import config
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, CaptureMethod, FactName, Source
from kiosk.identification import CodeError, TypedKind, parse_typed

TODAY = date(2026, 11, 21)
PROVINCES = frozenset(one.prefix for one in config.provinces())


def refused(text: str) -> FailureCode:
    with pytest.raises(CodeError) as caught:
        parse_typed(text, TODAY)
    return caught.value.failure


@pytest.mark.parametrize("text", ["001099012345", " 001 099 012 345\n", "001.099.012.345", "００１０９９０１２３４５"])
def test_twelve_digits_are_a_citizen_number_however_they_are_grouped(text: str) -> None:
    entry = parse_typed(text, TODAY, provinces=PROVINCES)
    assert (entry.kind, entry.number, entry.warnings) == (TypedKind.CITIZEN_NUMBER, "001099012345", ())


def test_a_typed_number_is_a_claim_by_staff_and_never_more() -> None:
    identity = parse_typed("001099012345", TODAY).identity
    fact = identity.facts[FactName.PERSONAL_NUMBER]
    assert (fact.source, fact.assurance, identity.assurance) == (Source.STAFF, Assurance.CLAIMED, Assurance.CLAIMED)
    assert identity.capture is not None
    assert identity.capture.method is CaptureMethod.TYPED


@pytest.mark.parametrize(
    ("number", "warning"),
    [
        ("099099012345", "code_warning.unknown_province"),
        ("001227012345", "code_warning.number_of_a_later_year"),
        ("001899012345", "code_warning.number_of_a_later_year"),
    ],
)
def test_an_odd_citizen_number_earns_a_second_look_and_is_taken(number: str, warning: str) -> None:
    entry = parse_typed(number, TODAY, provinces=PROVINCES)
    assert entry.warnings == (warning,)
    assert entry.identity.text(FactName.PERSONAL_NUMBER) == number


@pytest.mark.parametrize("number", ["001226012345", "101099012345"])
def test_a_child_of_this_year_and_a_citizen_born_abroad_have_nothing_odd(number: str) -> None:
    assert parse_typed(number, TODAY, provinces=PROVINCES).warnings == ()


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("0123456789", "0123456789", TypedKind.INSURANCE_NUMBER),
        ("dn 4 01 0123456789", "DN4010123456789", TypedKind.CARD_NUMBER),
        ("GD479CV23456789", "GD479CV23456789", TypedKind.CARD_NUMBER),
        ("DN401012345678901", "DN401012345678901", TypedKind.CARD_NUMBER),
    ],
)
def test_the_number_of_an_insurance_card_is_asked_about_as_such(text: str, number: str, kind: TypedKind) -> None:
    entry = parse_typed(text, TODAY)
    assert (entry.kind, entry.number) == (kind, number)
    assert entry.identity.text(FactName.INSURANCE_NUMBER) == number
    assert entry.identity.get(FactName.PERSONAL_NUMBER) is None
    assert entry.identity.capture is not None
    assert entry.identity.capture.method is CaptureMethod.PAPER_NUMBER


def test_nine_digits_are_the_number_of_an_old_card_and_open_nothing() -> None:
    identity = parse_typed("012 345 678", TODAY).identity
    assert set(identity.facts) == {FactName.OLD_ID_NUMBER}


def test_a_code_typed_by_a_scanner_stays_a_code() -> None:
    entry = parse_typed("001099012345||Nguyễn Văn An|15031999|Nam|Hà Nội|10052022\r", TODAY)
    assert (entry.kind, entry.number) == (TypedKind.CODE, None)
    assert entry.identity.facts[FactName.FULL_NAME].source is Source.QR
    assert entry.identity.capture is None


@pytest.mark.parametrize("text", ["", "  ", "00109901234", "0010990123456", "DN9010123456789", "12345678901", "①"])
def test_a_number_with_a_digit_too_few_or_too_many_is_refused(text: str) -> None:
    assert refused(text) is FailureCode.NUMBER_MALFORMED


@pytest.mark.parametrize("text", ["Nguyễn Văn An", "https://example.invalid/qr/abc", "a|b", "eyJhbGciOi" * 20])
def test_the_text_of_a_document_nobody_described_is_never_guessed_at(text: str) -> None:
    assert refused(text) is FailureCode.CODE_OF_ANOTHER_DOCUMENT


@given(st.text(alphabet=st.characters(), max_size=80) | st.text("0123456789 .-|ABĐ$٣\ud800", max_size=40))
def test_any_text_is_understood_or_refused_by_the_rooms_own_error(text: str) -> None:
    try:
        entry = parse_typed(text, TODAY, provinces=PROVINCES)
    except CodeError as error:
        assert text.strip() == "" or len(text) < 4 or text not in str(error)
    else:
        assert entry.identity.facts


def test_what_was_typed_shows_in_no_repr() -> None:
    entry = parse_typed("001099012345", TODAY)
    assert "001099012345" not in repr(entry) + repr(entry.identity)
