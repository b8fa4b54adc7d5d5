"""Facts out of DG1 and DG13, in citizen words. Identifying marks stay behind: no desk needs them. Ethnicity and
religion stay behind too, unless a form asks for them.

The MRZ has two digits for a year. Its century comes from the fourth digit of the personal number, else from what is
possible before the date of expiry and, where the day of reading is known, before that day: nobody is born tomorrow.
When both centuries are possible, the date of birth stays out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName, FactValue, Sex
from kiosk.identification import code_fields as part
from kiosk.identification.errors import CodeError
from nfc_icao.encoding.mrz import NON_EXPIRING_YYMMDD, Mrz
from nfc_icao.errors import MalformedData
from nfc_icao.lds import Lds
from nfc_icao.national.vietnam import PrintedDate, VietnameseHolder, parse_dg13

NON_EXPIRING = "Không thời hạn"
"""What stands in place of a date of expiry on a card for life."""
VIETNAM = "VNM"

_NUMBER = re.compile(r"[0-9]{12}")
_YYMMDD = re.compile(r"([0-9]{2})([0-9]{2}|<<)([0-9]{2}|<<)")
_OLDEST = 110
_SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}


def holder_of(lds: Lds) -> VietnameseHolder | None:
    """DG13 of a Vietnamese card; None when it is missing, broken, or another country's."""
    if lds.dg13 is None or not is_vietnamese(lds):
        return None
    try:
        return parse_dg13(lds.dg13)
    except MalformedData:
        return None


def is_vietnamese(lds: Lds) -> bool:
    """Whether DG13 may be read as Vietnam's; where DG1 is missing, nothing speaks against it."""
    return lds.mrz is None or lds.mrz.issuing_state == VIETNAM


def personal_number(mrz: Mrz) -> str | None:
    """The twelve digits that Vietnamese documents put first into the optional data; None for other documents."""
    if mrz.issuing_state != VIETNAM:
        return None
    match = _NUMBER.match(mrz.optional_data)
    return match.group() if match else None


def birth_parts(mrz: Mrz) -> tuple[int, int | None, int | None] | None:
    """Year without century, month and day of an MRZ, None where unknown; None when it holds no such date."""
    match = _YYMMDD.fullmatch(mrz.date_of_birth)
    if match is None:
        return None
    year, month, day = match.groups()
    return int(year), _known(month), _known(day)


def sex_of(mrz: Mrz) -> Sex | None:
    """None when the MRZ leaves it open."""
    return _SEXES.get(mrz.sex)


def facts_of_dg1(mrz: Mrz, today: date | None = None) -> Mapping[FactName, FactValue]:
    """What the MRZ says; `today` is the day of reading, None when no clock is trusted."""
    number = personal_number(mrz)
    found: dict[FactName, FactValue] = {}
    if number is not None:
        found[FactName.PERSONAL_NUMBER] = number
    name = f"{mrz.surname} {mrz.given_names}".strip()
    if name:
        found[FactName.FULL_NAME] = name
    birth = _birth(mrz, number, today)
    if birth is not None:
        found[FactName.DATE_OF_BIRTH] = birth
    sex = sex_of(mrz)
    if sex is not None:
        found[FactName.SEX] = sex
    if mrz.nationality:
        found[FactName.NATIONALITY] = mrz.nationality
    expiry = _expiry(mrz)
    if expiry is not None:
        found[FactName.DATE_OF_EXPIRY] = expiry
    return found


def facts_of_dg13(holder: VietnameseHolder, asked: Collection[FactName] = frozenset()) -> Mapping[FactName, FactValue]:
    """What the national data group says, as far as a desk may need it; ethnicity and religion only when `asked`."""
    texts = {
        FactName.PERSONAL_NUMBER: holder.personal_number,
        FactName.FULL_NAME: holder.full_name,
        FactName.NATIONALITY: holder.nationality,
        FactName.RESIDENCE: holder.place_of_residence,
        FactName.PLACE_OF_ORIGIN: holder.place_of_origin,
        FactName.OLD_ID_NUMBER: holder.old_id_number,
        FactName.FATHER_NAME: holder.father_name,
        FactName.MOTHER_NAME: holder.mother_name,
        FactName.SPOUSE_NAME: holder.spouse_name,
    }
    belonging = {FactName.ETHNICITY: holder.ethnicity, FactName.RELIGION: holder.religion}
    texts.update({name: text for name, text in belonging.items() if name in asked})
    found: dict[FactName, FactValue] = {}
    for name, text in texts.items():
        plain = _plain(text)
        if plain is not None:
            found[name] = plain
    for name, printed in (
        (FactName.DATE_OF_BIRTH, holder.date_of_birth),
        (FactName.DATE_OF_ISSUE, holder.date_of_issue),
        (FactName.DATE_OF_EXPIRY, holder.date_of_expiry),
    ):
        value = _date(printed)
        if value is not None:
            found[name] = value
    sex = _sex(holder.sex)
    if sex is not None:
        found[FactName.SEX] = sex
    return found


def _birth(mrz: Mrz, number: str | None, today: date | None) -> PartialDate | None:
    parts = birth_parts(mrz)
    if parts is None:
        return None
    year, month, day = parts
    expiry = mrz.date_of_expiry
    centuries = [1900, 2000]
    if number is not None and 1900 + 100 * (int(number[3]) // 2) in centuries and int(number[4:6]) == year:
        centuries = [1900 + 100 * (int(number[3]) // 2)]
    else:
        if expiry != NON_EXPIRING_YYMMDD and expiry.isdigit():
            expires = 2000 + int(expiry[:2])
            centuries = [century for century in centuries if 0 <= expires - (century + year) <= _OLDEST]
        if today is not None:
            latest = (today.year, today.month, today.day)
            centuries = [one for one in centuries if (one + year, month or 1, day or 1) <= latest]
    if len(centuries) != 1:
        return None
    try:
        return PartialDate(centuries[0] + year, month, day if month is not None else None)
    except ValueError:
        return None


def _expiry(mrz: Mrz) -> FactValue | None:
    text = mrz.date_of_expiry
    if text == NON_EXPIRING_YYMMDD and mrz.issuing_state == VIETNAM:
        return NON_EXPIRING
    if not part.is_digits(text, 6):
        return None
    try:
        return PartialDate(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def _known(two_digits: str) -> int | None:
    return int(two_digits) or None if two_digits.isdigit() else None


def _date(printed: PrintedDate | None) -> FactValue | None:
    if printed is None:
        return None
    if printed.is_non_expiring:
        return NON_EXPIRING
    if printed.value is not None:
        return PartialDate.of(printed.value)
    if printed.year is None or not part.EARLIEST_YEAR <= printed.year <= part.LATEST_YEAR:
        return None
    return PartialDate(printed.year, printed.month)


def _plain(text: str | None) -> str | None:
    try:
        return None if text is None else part.clean(text) or None
    except CodeError:
        return None


def _sex(text: str | None) -> Sex | None:
    try:
        return None if text is None else part.sex(text)
    except CodeError:
        return None
