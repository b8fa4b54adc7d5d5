"""Opening a Vietnamese chip with what the printed QR says: number, date of birth, date of issue.

The CAN is the last six digits of the personal number, so the number alone opens the chip; it is no secret. BAC needs
the date of expiry, which the QR leaves out. It follows from the ages at which a card must be replaced, with a few
days of doubt, so a short list of candidates is tried (Law 26/2023/QH15 Article 21; the 2014 law has the same rule).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.encoding.mrz import NON_EXPIRING_YYMMDD
from nfc_icao.errors import MalformedData

KNOWN_CARD_ACCESS = bytes.fromhex(
    "3134"
    "300d060804007f0007020202020101"  # TerminalAuthenticationInfo, version 1
    "300f060a04007f00070202030202020101"  # id-CA-ECDH-AES-CBC-CMAC-128, version 1
    "3012060a04007f0007020204020202010202010d"  # id-PACE-ECDH-GM-AES-CBC-CMAC-128, version 2, brainpoolP256r1
)
"""EF.CardAccess as several public programs for these cards carry it, for a chip that will not give its own (SELECT MF
is answered 6D00 there). Source: HVLoc/dmrtd (2024-06) and LuongDinhHoang/authentication_cccd, read 2026-11-21;
likely, not certain, and other batches may differ. So the chip is asked first."""

_PERSONAL_NUMBER_DIGITS = 12
_MILESTONES = (14, 25, 40, 60)
_BY_FREQUENCY = (25, 40, 60, None, 14)
_EARLY_YEARS = 2
MAX_CANDIDATES = 8


def can_from_personal_number(personal_number: str) -> Can:
    """The CAN of the card with this twelve-digit number: its last six digits.

    Raises:
        MalformedData: not twelve digits.
    """
    return Can(_checked(personal_number)[6:])


def expiry_candidates(date_of_birth: date, date_of_issue: date) -> tuple[date | None, ...]:
    """Dates of expiry worth trying, likeliest first; None stands for a card without expiry (`991231` in the MRZ)."""
    candidates: list[date | None] = []
    for text in _expiry_yymmdd(date_of_birth, date_of_issue):
        if text == NON_EXPIRING_YYMMDD:
            candidates.append(None)
        elif (day := _day(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))) is not None:
            candidates.append(day)
    return tuple(candidates)


def access_keys_from_qr(
    personal_number: str, date_of_birth: date | None, date_of_issue: date | None
) -> tuple[AccessKey, ...]:
    """Keys to try in order: the CAN, then MRZ keys with each date of expiry the other two dates allow.

    The document number of the MRZ is the last nine digits of the personal number.

    Raises:
        MalformedData: the number is not twelve digits.
    """
    keys: list[AccessKey] = [can_from_personal_number(personal_number)]
    if date_of_birth is not None and date_of_issue is not None:
        birth = date_of_birth.strftime("%y%m%d")
        keys.extend(
            MrzKey(personal_number[3:], birth, expiry) for expiry in _expiry_yymmdd(date_of_birth, date_of_issue)
        )
    return tuple(keys)


def _checked(personal_number: str) -> str:
    if not (
        len(personal_number) == _PERSONAL_NUMBER_DIGITS and personal_number.isascii() and personal_number.isdigit()
    ):
        raise MalformedData("a personal number is twelve digits")
    return personal_number


def _expiry_yymmdd(date_of_birth: date, date_of_issue: date) -> tuple[str, ...]:
    """The same candidates as the MRZ would write them: 29 February may be written in a year that has none."""
    found: list[str] = []
    for milestone in (*_by_rule(date_of_birth, date_of_issue), *_BY_FREQUENCY):
        if milestone is None:
            found.append(NON_EXPIRING_YYMMDD)
        else:
            found.extend(_birthday_yymmdd(date_of_birth, milestone, date_of_issue))
    return tuple(dict.fromkeys(found))[:MAX_CANDIDATES]


def _by_rule(date_of_birth: date, date_of_issue: date) -> Iterable[int | None]:
    """A card issued less than two years before an age of replacement is valid until the next one.

    On the very day it becomes two years, both are tried.
    """
    for milestone in _MILESTONES:
        turning = _on_or_after_birthday(date_of_birth, milestone - _EARLY_YEARS)
        if date_of_issue < turning:
            yield milestone
            return
        if date_of_issue == turning:
            following = _MILESTONES.index(milestone) + 1
            yield _MILESTONES[following] if following < len(_MILESTONES) else None
            yield milestone
            return
    yield None


def _birthday_yymmdd(date_of_birth: date, age: int, after: date) -> Iterable[str]:
    """The birthday at `age` when it lies after `after`; for one born on 29 February, the days around it as well.

    Which of them the issuer writes in a common year is not known.
    """
    year = date_of_birth.year + age
    if (date_of_birth.month, date_of_birth.day) != (2, 29):
        days = [(date_of_birth.month, date_of_birth.day)]
    elif _day(year, 2, 29) is not None:
        days = [(2, 29)]
    else:
        days = [(2, 28), (2, 29), (3, 1)]
    for month, day in days:
        if (year, month, day) > (after.year, after.month, after.day):
            yield f"{year % 100:02}{month:02}{day:02}"


def _on_or_after_birthday(date_of_birth: date, age: int) -> date:
    year = date_of_birth.year + age
    return _day(year, date_of_birth.month, date_of_birth.day) or _day(year, 3, 1) or date.max


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
