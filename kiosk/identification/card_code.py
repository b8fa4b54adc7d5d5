"""The QR printed on identity cards: `number|old number|name|birth|sex|residence|issue`, since 2024 with four fields
more.

No header, no checksum, no signature, no expiry. The old number is often empty (`||`) and must keep its place. One
source describes another order (`number|name|sex|birth|residence|issue|old|cancelled`); three real samples contradict
it, so it is accepted with a warning. What fills the four fields of 2024 is not published: they are read by content
and kept as they stood.

The personal number alone opens the chip, so a code is refused only where the number is in doubt: fewer than six fields,
a date that no calendar has, signs that no card prints. Everything else that is missing or out of place is left out
with a warning: dates with slashes and a form of six fields, without the old number, are written by other programs.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from types import MappingProxyType

from kiosk.domain.dates import PartialDate
from kiosk.identification import code_fields as part
from kiosk.identification.code_fields import malformed
from kiosk.identification.parsed_code import CodeKind, CodeWarning, ParsedCode
from kiosk.identification.personal_number import doubts

SEPARATOR = "|"
FEWEST_FIELDS = 6
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
    return len(first) == 12 or (len(first) != 10 and rest.count(SEPARATOR) >= FEWEST_FIELDS - 1)


def parse_card_code(text: str, provinces: Collection[str] = (), today: date | None = None) -> ParsedCode:
    """Take apart the code of an identity card. Without `today` no date is late.

    Raises:
        CodeError: the personal number cannot be relied on.
    """
    raw = text.split(SEPARATOR)
    if not FEWEST_FIELDS <= len(raw) <= MAX_FIELDS:
        raise malformed(f"{len(raw)} fields")
    warnings: list[CodeWarning] = []
    fields = _in_usual_order([part.clean(one) for one in raw], warnings)
    number, old_number, name, birth_text, sex_text, residence, issue_text = fields[:FIELDS_OF_2021]
    if not part.is_digits(number, 12):
        raise malformed("the personal number is not twelve digits")
    if part.optional(old_number) is not None and not part.is_digits(old_number, 9, 12):
        old_number = ""
        warnings.append(CodeWarning.INCOMPLETE)
    name_is_one = part.has_letters(name) and len(name) <= MAX_NAME
    birth, issued, sex = _date(birth_text, warnings), _date(issue_text, warnings), part.sex(sex_text)
    if any(part.is_damaged(one) for one in (name, residence, sex_text)):
        warnings.append(CodeWarning.DAMAGED_TEXT)
    if not name_is_one or (sex is None and not part.is_damaged(sex_text)):
        warnings.append(CodeWarning.INCOMPLETE)
    warnings.extend(doubts(number, birth, sex, provinces))
    warnings.extend(_doubtful_dates(birth, issued, today))
    known = {
        "personal_number": number,
        "old_id_number": part.optional(old_number),
        "full_name": name if name_is_one else None,
        "date_of_birth": None if birth is None else birth.iso(),
        "sex": None if sex is None else sex.value,
        "residence": part.optional(residence),
        "date_of_issue": None if issued is None else issued.iso(),
    }
    trailing = fields[FIELDS_OF_2021:]
    if len(trailing) < FIELDS_OF_2024 - FIELDS_OF_2021 and not any(trailing):
        # A separator or two too many, as some scanners and programs end a code; the card of 2024 has four.
        return ParsedCode(CodeKind.CCCD_2021, MappingProxyType(known), _each_once(warnings))
    return _with_trailing(known, trailing, warnings)


def _in_usual_order(fields: list[str], warnings: list[CodeWarning]) -> list[str]:
    """At least seven fields, the name at the third place."""
    if part.has_letters(fields[1]):
        if part.sex(fields[2]) is not None and len(fields) >= FIELDS_OF_2021:
            warnings.append(CodeWarning.REORDERED)
            return [fields[index] for index in _REORDERED] + fields[FIELDS_OF_2021:]
        fields = [fields[0], "", *fields[1:]]
        warnings.append(CodeWarning.INCOMPLETE)
    if len(fields) < FIELDS_OF_2021:
        fields = [*fields, ""]
    return fields


def _date(text: str, warnings: list[CodeWarning]) -> PartialDate | None:
    if part.has_date_shape(text):
        return part.packed_date(text)
    if part.is_slashed_date(text):
        warnings.append(CodeWarning.UNUSUAL_DATES)
        return part.slashed_date(text)
    warnings.append(CodeWarning.INCOMPLETE)
    return None


def _doubtful_dates(birth: PartialDate | None, issued: PartialDate | None, today: date | None) -> list[CodeWarning]:
    """What cannot be of a date of birth and a date of issue. A date known in part is given the benefit of the doubt."""
    found = []
    if birth is not None and issued is not None and _latest(issued) < _earliest(birth):
        found.append(CodeWarning.ISSUED_BEFORE_BIRTH)
    if today is not None and any(one is not None and _earliest(one) > today for one in (birth, issued)):
        found.append(CodeWarning.DATE_IN_FUTURE)
    return found


def _earliest(day: PartialDate) -> date:
    return date(day.year, day.month or 1, day.day or 1)


def _latest(day: PartialDate) -> date:
    return day.whole or date(day.year, 12, 31)


def _each_once(warnings: list[CodeWarning]) -> tuple[CodeWarning, ...]:
    return tuple(dict.fromkeys(warnings))


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
        _each_once(warnings),
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
