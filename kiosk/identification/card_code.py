"""The QR printed on identity cards: `number|old number|name|birth|sex|residence|issue`, since 2024 with four fields
more.

No header, no checksum, no signature, no expiry. The old number is often empty (`||`) and must keep its place. One
source describes another order (`number|name|sex|birth|residence|issue|old|cancelled`); three real samples contradict
it, so it is accepted with a warning. What fills the four fields of 2024 is not published: they are read by content
and kept as they stood.
"""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType

from kiosk.identification import code_fields as part
from kiosk.identification.code_fields import malformed
from kiosk.identification.parsed_code import CodeKind, CodeWarning, ParsedCode
from kiosk.identification.personal_number import doubts

SEPARATOR = "|"
FIELDS_OF_2021 = 7
FIELDS_OF_2024 = 11
MAX_FIELDS = 16
MAX_NAME = 255
_REORDERED = (0, 6, 1, 3, 2, 4, 5)
"""Where the seven fields of the usual order stand in the unusual one."""


def looks_like_card_code(text: str) -> bool:
    """True when only an identity card writes like this, broken or not."""
    first, separator, rest = text.partition(SEPARATOR)
    first = first.strip()
    if not separator or not part.is_digits(first):
        return False
    return len(first) == 12 or (len(first) != 10 and rest.count(SEPARATOR) >= FIELDS_OF_2021 - 2)


def parse_card_code(text: str, provinces: Collection[str] = ()) -> ParsedCode:
    """Take apart the code of an identity card.

    Raises:
        CodeError: something in it is broken.
    """
    raw = text.split(SEPARATOR)
    if not FIELDS_OF_2021 <= len(raw) <= MAX_FIELDS:
        raise malformed(f"{len(raw)} fields")
    fields = [part.clean(one) for one in raw]
    warnings: list[CodeWarning] = []
    if part.has_letters(fields[1]):
        fields = _usual_order(fields)
        warnings.append(CodeWarning.REORDERED)
    number, old_number, name, birth_text, sex_text, residence, issue_text = fields[:FIELDS_OF_2021]
    _check_numbers(number, old_number)
    if not part.has_letters(name) or len(name) > MAX_NAME:
        raise malformed("the field for the name holds no name")
    birth, issued, sex = part.packed_date(birth_text), part.packed_date(issue_text), part.sex(sex_text)
    if any(sign in one for one in (name, residence, sex_text) for sign in (part.REPLACEMENT, "?")):
        warnings.append(CodeWarning.DAMAGED_TEXT)
    warnings.extend(doubts(number, birth, sex, provinces))
    known = {
        "personal_number": number,
        "old_id_number": part.optional(old_number),
        "full_name": name,
        "date_of_birth": birth.iso(),
        "sex": None if sex is None else sex.value,
        "residence": part.optional(residence),
        "date_of_issue": issued.iso(),
    }
    if len(raw) == FIELDS_OF_2021:
        return ParsedCode(CodeKind.CCCD_2021, MappingProxyType(known), tuple(warnings))
    return _with_trailing(known, fields[FIELDS_OF_2021:], warnings)


def _usual_order(fields: list[str]) -> list[str]:
    return [fields[index] for index in _REORDERED] + fields[FIELDS_OF_2021:]


def _check_numbers(number: str, old_number: str) -> None:
    if not part.is_digits(number, 12):
        raise malformed("the personal number is not twelve digits")
    if part.optional(old_number) is not None and not part.is_digits(old_number, 9, 12):
        raise malformed("the old number is neither nine nor twelve digits")


def _with_trailing(known: dict[str, str | None], trailing: list[str], warnings: list[CodeWarning]) -> ParsedCode:
    """Read the fields of 2024 by content: digits are cancelled numbers, letters are father, then mother."""
    cancelled: list[str] = []
    people: list[tuple[int, str]] = []
    for index, text in enumerate(trailing):
        if part.optional(text) is None:
            continue
        if part.has_letters(text):
            people.append((index, text))
            continue
        numbers = text.replace(",", " ").replace(";", " ").split()
        cancelled.extend(number for number in numbers if part.is_digits(number, 9, 12))
    father, mother = _parents(people, len(trailing))
    if len(people) == 1:
        warnings.append(CodeWarning.ONE_PARENT)
    return ParsedCode(
        CodeKind.CAN_CUOC_2024,
        MappingProxyType({**known, "father_name": father, "mother_name": mother}),
        tuple(warnings),
        cancelled_numbers=tuple(cancelled),
        trailing=tuple(trailing),
    )


def _parents(people: list[tuple[int, str]], places: int) -> tuple[str | None, str | None]:
    if not people:
        return None, None
    if len(people) == 1:
        index, name = people[0]
        last = places == FIELDS_OF_2024 - FIELDS_OF_2021 and index == places - 1
        return (None, name) if last else (name, None)
    return people[0][1], people[1][1]
