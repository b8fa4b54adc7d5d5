"""A scanned text becomes claims about a citizen: which document it comes from, what it says, how odd that is.

Nothing here is proven. A VNeID screen shows the same text as the card; its time-limited tokens are an unknown document.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from kiosk.domain.dates import PartialDate
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, Fact, FactName, FactValue, Identity, Sex, Source
from kiosk.identification.card_code import looks_like_card_code, parse_card_code
from kiosk.identification.code_fields import malformed, partial_from_iso
from kiosk.identification.errors import CodeError
from kiosk.identification.insurance_code import looks_like_insurance_code, parse_insurance_code
from kiosk.identification.parsed_code import CodeKind, ParsedCode

MAX_BYTES = 2048
"""A QR of version 13 holds far less; a scanner that sends more is not reading a card."""

_OUTER = " \t\r\n\x00\ufeff"
_FACTS: Mapping[str, FactName] = MappingProxyType(
    {
        "personal_number": FactName.PERSONAL_NUMBER,
        "old_id_number": FactName.OLD_ID_NUMBER,
        "full_name": FactName.FULL_NAME,
        "date_of_birth": FactName.DATE_OF_BIRTH,
        "sex": FactName.SEX,
        "residence": FactName.RESIDENCE,
        "date_of_issue": FactName.DATE_OF_ISSUE,
        "father_name": FactName.FATHER_NAME,
        "mother_name": FactName.MOTHER_NAME,
        "guardian": FactName.GUARDIAN_NAME,
        "insurance_number": FactName.INSURANCE_NUMBER,
    }
)
_DATES = frozenset({FactName.DATE_OF_BIRTH, FactName.DATE_OF_ISSUE})


def parse_code(text: str, *, provinces: Collection[str] = (), today: date | None = None) -> ParsedCode:
    """Take apart any scanned text; kind `unknown` when it is not a document of ours.

    `provinces` are the known three-digit prefixes of personal numbers; without them that oddity is not looked for.
    Without `today` no date is taken for one of the future.

    Raises:
        CodeError: it is the code of a card, and broken (`CODE_MALFORMED`).
    """
    trimmed = text.strip(_OUTER)
    card, insurance = looks_like_card_code(trimmed[:MAX_BYTES]), looks_like_insurance_code(trimmed[:MAX_BYTES])
    if not card and not insurance:
        return ParsedCode(CodeKind.UNKNOWN)
    if len(trimmed.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise malformed("more text than a card's code holds")
    return parse_card_code(trimmed, provinces, today) if card else parse_insurance_code(trimmed)


def identity_from_code(parsed: ParsedCode, today: date) -> Identity:
    """The claims of a code. A birth date after `today` is no fact and left out.

    Raises:
        CodeError: `CODE_OF_ANOTHER_DOCUMENT`, when the code was of no kind we know.
    """
    if parsed.kind is CodeKind.UNKNOWN:
        raise CodeError(FailureCode.CODE_OF_ANOTHER_DOCUMENT, "no layout we know")
    facts: dict[FactName, Fact] = {}
    for field_name, name in _FACTS.items():
        text = parsed.fields.get(field_name)
        if text is None and name is FactName.INSURANCE_NUMBER:
            text = parsed.fields.get("card_number")  # Older cards: the long number is what the portal knows them by.
        if text is None:
            continue
        value = _value(name, text)
        if name is FactName.DATE_OF_BIRTH and isinstance(value, PartialDate) and _is_after(value, today):
            continue
        facts[name] = Fact(value, Source.QR, Assurance.CLAIMED)
    warnings = tuple(f"code_warning.{one.value}" for one in parsed.warnings)
    return Identity(MappingProxyType(facts), (), parsed.kind.value, warnings)


def as_json(parsed: ParsedCode) -> dict[str, Any]:
    """The object `mot-cham qr parse --json` prints."""
    if parsed.kind is CodeKind.UNKNOWN:
        return {"kind": parsed.kind.value, "fields": {}}
    fields: dict[str, Any] = dict(parsed.fields)
    if parsed.kind is CodeKind.CAN_CUOC_2024:
        fields["cancelled_numbers"] = list(parsed.cancelled_numbers)
        fields["trailing"] = list(parsed.trailing)
    return {"kind": parsed.kind.value, "fields": fields, "warnings": [warning.value for warning in parsed.warnings]}


def _value(name: FactName, text: str) -> FactValue:
    if name in _DATES:
        return partial_from_iso(text)
    return Sex(text) if name is FactName.SEX else text


def _is_after(value: PartialDate, today: date) -> bool:
    return (value.year, value.month or 1, value.day or 1) > (today.year, today.month, today.day)
