"""The QR of health-insurance cards (thẻ BHYT): fifteen fields, seventeen since April 2021, the last one `$`.

Names and addresses are hexadecimal UTF-8, so that keyboard scanners cannot damage them; nothing is written as `-`. The
checksum's algorithm is not published, so it is kept and not checked. Some scanners swallow the `$`. The VssID
application is said to show a short form, `number|name in hexadecimal`: it says whose card it is, and nothing else.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from kiosk.domain.identity import Sex
from kiosk.identification import code_fields as part
from kiosk.identification.code_fields import malformed
from kiosk.identification.parsed_code import CodeKind, CodeWarning, ParsedCode

SEPARATOR = "|"
END = "$"
FIELDS_BEFORE_2021 = 14
"""Without the `$`."""
FIELDS_SINCE_2021 = 16
FIELDS_OF_VSSID = 2
INSURANCE_NUMBER_DIGITS = 10

_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")
_CARD_NUMBER = re.compile(r"[A-Z]{2}[0-9A-Z]{13}|[0-9]{10}")
_FACILITY = re.compile(r"([0-9]{2})\s*[-\u2010-\u2015]?\s*([0-9A-Z]{3})")
_NAMES = (
    "card_number", "full_name", "date_of_birth", "sex", "address", "facility_code", "valid_from", "valid_to",
    "issued_on", "insurance_number", "guardian", "area_code", "five_years_on", "checksum", "benefit_digit", "residence",
)  # fmt: skip
_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE}
_AREAS = {"5": "K1", "6": "K2", "7": "K3"}


def looks_like_insurance_code(text: str) -> bool:
    """True when only an insurance card writes like this, broken or not."""
    fields = text.split(SEPARATOR)
    if len(fields) < FIELDS_OF_VSSID:
        return False
    ends = fields[-1].strip() == END
    if ends and len(fields) >= FIELDS_BEFORE_2021:
        return True
    return _CARD_NUMBER.fullmatch(fields[0].strip()) is not None and (ends or _HEX.fullmatch(fields[1]) is not None)


def parse_insurance_code(text: str) -> ParsedCode:
    """Take apart the code of an insurance card.

    Raises:
        CodeError: something in it is broken.
    """
    fields = [part.clean(one) for one in text.split(SEPARATOR)]
    if fields[-1] in (END, ""):
        fields.pop()
    if len(fields) == FIELDS_OF_VSSID:
        return _short_form(*fields)
    if not FIELDS_BEFORE_2021 <= len(fields) <= FIELDS_SINCE_2021:
        raise malformed(f"{len(fields)} fields")
    card_number = fields[0]
    if not _CARD_NUMBER.fullmatch(card_number):
        raise malformed("the card number is neither fifteen characters nor ten digits")
    name = _text_from_hex(fields[1])
    if name is None or not part.has_letters(name):
        raise malformed("the field for the name holds no name")
    sex = _SEXES.get(fields[3])
    if sex is None:
        raise malformed("the field for sex is neither 1 nor 2")
    guardian = part.optional(fields[10])
    damaged = guardian is not None and ("?" in guardian or part.REPLACEMENT in guardian)
    known: dict[str, str | None] = {
        "card_number": card_number,
        "full_name": name,
        "date_of_birth": _date(fields[2]),
        "sex": sex.value,
        "address": _text_from_hex(fields[4]),
        "facility_code": _facility(fields[5]),
        "valid_from": _date(fields[6]),
        "valid_to": _date(fields[7]),
        "issued_on": _date(fields[8]),
        "insurance_number": _insurance_number(fields[9], card_number),
        "guardian": guardian,
        "area_code": _AREAS.get(fields[11]),
        "five_years_on": _date(fields[12]),
        "checksum": part.optional(fields[13]),
        "benefit_digit": _benefit_digit(card_number, fields),
        "residence": _text_from_hex(fields[15]) if len(fields) == FIELDS_SINCE_2021 else None,
    }
    found = (
        (CodeWarning.DAMAGED_TEXT, damaged),
        (CodeWarning.TWO_INSURANCE_NUMBERS, _numbers_differ(card_number, fields[9])),
    )
    warnings = tuple(warning for warning, applies in found if applies)
    return ParsedCode(CodeKind.BHYT, MappingProxyType(known), warnings)


def _short_form(card_number: str, name_in_hex: str) -> ParsedCode:
    name = _text_from_hex(name_in_hex)
    if not _CARD_NUMBER.fullmatch(card_number) or name is None or not part.has_letters(name):
        raise malformed("two fields that are no card number and name")
    known: dict[str, str | None] = {
        **dict.fromkeys(_NAMES),
        "card_number": card_number,
        "full_name": name,
        "insurance_number": _insurance_number("", card_number),
        "benefit_digit": _benefit_digit(card_number, []),
    }
    return ParsedCode(CodeKind.BHYT, MappingProxyType(known), (CodeWarning.INCOMPLETE,))


def _text_from_hex(text: str) -> str | None:
    if part.optional(text) is None:
        return None
    if not _HEX.fullmatch(text):
        raise malformed("a text is not hexadecimal")
    try:
        return part.clean(bytes.fromhex(text).decode("utf-8"))
    except UnicodeDecodeError:
        raise malformed("a text is not UTF-8") from None


def _date(text: str) -> str | None:
    return None if part.optional(text) is None else part.slashed_date(text).iso()


def _facility(text: str) -> str | None:
    """`PP - FFF`, with a hyphen or an en dash, to five characters."""
    if part.optional(text) is None:
        return None
    match = _FACILITY.fullmatch(text)
    if match is None:
        raise malformed("the facility is not two and three characters")
    return match.group(1) + match.group(2)


def _insurance_number(office_and_number: str, card_number: str) -> str | None:
    """The last ten of fourteen digits; cards since 2021 carry the same number as their card number."""
    if part.is_digits(office_and_number, 14):
        return office_and_number[-INSURANCE_NUMBER_DIGITS:]
    return card_number if part.is_digits(card_number, INSURANCE_NUMBER_DIGITS) else None


def _numbers_differ(card_number: str, office_and_number: str) -> bool:
    """Whether field 0 ends in other ten digits than field 9. Older cards with letters there hold no BHXH number."""
    of_card = card_number[-INSURANCE_NUMBER_DIGITS:]
    if not part.is_digits(of_card, INSURANCE_NUMBER_DIGITS) or not part.is_digits(office_and_number, 14):
        return False
    return of_card != office_and_number[-INSURANCE_NUMBER_DIGITS:]


def _benefit_digit(card_number: str, fields: list[str]) -> str | None:
    """Third character of a fifteen-character card number, else the field that newer codes have for it."""
    digit = card_number[2] if len(card_number) == 15 else (fields[14] if len(fields) > FIELDS_BEFORE_2021 else "")
    return digit if part.is_digits(digit, 1) else None
