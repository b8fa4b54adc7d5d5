"""Any text at all, and what becomes of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware_mocks import personas
from kiosk.domain.dates import PartialDate
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, FactName, Sex, Source
from kiosk.identification import CodeError, CodeKind, as_json, identity_from_code, parse_code

TODAY = date(2026, 11, 21)
PRINTED = [one for one in personas.ids() if personas.load(one).qr_text()]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "https://vneid.gov.vn/abc", "012345678901", "BEGIN:VCARD\nN:An", "00020101021138|x", "a" * 10_000_000],
)
def test_other_documents_are_unknown_and_nothing_is_made_of_them(text: str) -> None:
    parsed = parse_code(text)
    assert as_json(parsed) == {"kind": "unknown", "fields": {}}
    with pytest.raises(CodeError) as caught:
        identity_from_code(parsed, TODAY)
    assert caught.value.failure is FailureCode.CODE_OF_ANOTHER_DOCUMENT


@pytest.mark.parametrize("persona_id", PRINTED)
def test_every_personas_code_becomes_the_claims_printed_on_it(persona_id: str) -> None:
    persona = personas.load(persona_id)
    identity = identity_from_code(parse_code(persona.qr_text()), TODAY)
    assert identity.text(FactName.PERSONAL_NUMBER) == persona.person.personal_number
    assert identity.text(FactName.FULL_NAME) == persona.person.full_name
    birth = identity.get(FactName.DATE_OF_BIRTH)
    assert birth is not None
    assert birth.value == PartialDate.of(persona.person.date_of_birth)
    sex = identity.get(FactName.SEX)
    assert sex is not None
    assert sex.value is (Sex.FEMALE if persona.person.sex == "Nữ" else Sex.MALE)
    assert {(fact.source, fact.assurance) for fact in identity.facts.values()} == {(Source.QR, Assurance.CLAIMED)}
    assert identity.assurance is Assurance.CLAIMED
    expected = "can_cuoc_2024" if persona.document.qr_fields == 11 else "cccd_2021"
    assert identity.document_kind == expected


def test_a_birth_date_in_the_future_is_no_fact() -> None:
    parsed = parse_code("001299012345||Nguyễn Văn An|15032099|Nam|Hà Nội|10052022")
    assert identity_from_code(parsed, TODAY).get(FactName.DATE_OF_BIRTH) is None


def test_the_json_of_a_card_of_2024_has_lists_for_what_is_many() -> None:
    made = as_json(parse_code("001099012345||An|15031999|Nam|Hà Nội|06102025|001099999999|||"))
    assert made["kind"] == "can_cuoc_2024"
    assert made["fields"]["cancelled_numbers"] == ["001099999999"]
    assert made["fields"]["trailing"] == ["001099999999", "", "", ""]


PIECES = st.sampled_from(
    ["|", "||", "001099012345", "0123456789", "$", "15031999", "Nam", "4e67", "15/03/1999", "-", "1"]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=24).map("".join)))
def test_any_text_is_a_code_or_an_unknown_document_or_one_error(text: str) -> None:
    try:
        parsed = parse_code(text)
        assert isinstance(as_json(parsed)["fields"], dict)
        if parsed.kind is not CodeKind.UNKNOWN:
            identity_from_code(parsed, TODAY)
    except CodeError as error:
        assert error.failure is FailureCode.CODE_MALFORMED


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PRINTED), st.integers(0, 200), st.characters())
def test_one_changed_character_never_makes_another_error(persona_id: str, place: int, character: str) -> None:
    text = personas.load(persona_id).qr_text()
    changed = text[: place % len(text)] + character + text[place % len(text) + 1 :]
    try:
        parse_code(changed)
    except CodeError as error:
        assert error.failure is FailureCode.CODE_MALFORMED
