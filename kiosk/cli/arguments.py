"""Shapes that several commands share: host and port, dates, numbers, the key that opens a chip."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, date, datetime

from kiosk.bootstrap.keys import keys_from_claim
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Identity
from kiosk.identification import identity_from_code, parse_code
from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.national.vietnam import can_from_personal_number

_MRZ_KEY = re.compile(r"([A-Z0-9][A-Z0-9<]{0,21}),([0-9<]{6}),([0-9<]{6})")
"""A TD1 number that overflows into the optional data has up to 22 characters (Doc 9303-5 §4.2.2.1)."""


def endpoint(text: str) -> tuple[str, int]:
    """`HOST:PORT`."""
    host, separator, port = text.rpartition(":")
    if not separator or not port.isdigit() or not 0 < int(port) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not HOST:PORT")
    return host or "127.0.0.1", int(port)


def moment(text: str) -> datetime:
    """ISO 8601; a time without a zone is taken as UTC."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not an ISO 8601 date or time") from error
    return value if value.tzinfo is not None else value.replace(tzinfo=UTC)


def data_groups(text: str) -> tuple[int, ...]:
    """`1,2,13`."""
    try:
        numbers = tuple(dict.fromkeys(int(part) for part in text.split(",")))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of data groups") from error
    if not numbers or not all(1 <= number <= 16 for number in numbers):
        raise argparse.ArgumentTypeError("data groups are 1 to 16")
    return numbers


def personal_number(text: str) -> str:
    if len(text) != 12 or not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError("a personal number is 12 digits")
    return text


def identity_number(text: str) -> str:
    """A number a record may be kept under: 12 digits, the 9 of an old CMND, or a passport's letter and 7 digits."""
    if not re.fullmatch(r"[0-9]{12}|[0-9]{9}|[A-Z][0-9]{7}", text):
        raise argparse.ArgumentTypeError("an identity number is 12 or 9 digits, or a capital letter and 7 digits")
    return text


def port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port")
    return int(text)


def day(text: str) -> date:
    """`YYYY-MM-DD`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-11-21") from None


def birth(text: str) -> PartialDate:
    """`dd/mm/yyyy`, `mm/yyyy` or `yyyy`."""
    try:
        parts = [int(part) for part in text.split("/")]
        return PartialDate(*reversed(parts))
    except (ValueError, TypeError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not dd/mm/yyyy, mm/yyyy or yyyy") from error


def can(text: str) -> Can:
    try:
        return Can(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def mrz_key(text: str) -> MrzKey:
    """`DOC,YYMMDD,YYMMDD`: document number, date of birth, date of expiry as in the MRZ; small letters are taken for
    capitals.

    Of a date of birth, what is unknown is `<<` (Doc 9303-3 §4.8); a date of expiry is always whole.
    """
    match = _MRZ_KEY.fullmatch(text.upper())
    if match is None:
        raise argparse.ArgumentTypeError("the MRZ key is DOC,YYMMDD,YYMMDD, without blanks")
    number, born, expires = match.groups()
    if not _is_yymmdd(born, may_be_unknown=True):
        raise argparse.ArgumentTypeError("the date of birth in the MRZ key is no date")
    if not _is_yymmdd(expires, may_be_unknown=False):
        raise argparse.ArgumentTypeError("the date of expiry in the MRZ key is no date")
    return MrzKey(number.rstrip("<"), born, expires)


def _is_yymmdd(text: str, *, may_be_unknown: bool) -> bool:
    """Whether there is such a day in some century; 29 February therefore counts whatever the year."""
    year, month, day = text[:2], text[2:4], text[4:]
    if may_be_unknown:
        if not all(part.isdigit() or part == "<<" for part in (year, month, day)):
            return False
        month, day = month.replace("<<", "01"), day.replace("<<", "01")
    elif not text.isdigit():
        return False
    try:
        date(2000, int(month), int(day))
    except ValueError:
        return False
    return True


def add_key_options(parser: argparse.ArgumentParser) -> None:
    keys = parser.add_mutually_exclusive_group(required=True)
    keys.add_argument("--qr", metavar="TEXT", help="text of the card's QR code: CAN first, then derived MRZ keys")
    keys.add_argument(
        "--id", metavar="N12", type=personal_number, help="the 12-digit personal number: its last six are the CAN"
    )
    keys.add_argument("--can", metavar="N6", type=can, help="the card access number")
    keys.add_argument("--mrz", metavar="DOC,YYMMDD,YYMMDD", type=mrz_key, help="document number, birth, expiry")


def claim_of(arguments: argparse.Namespace, today: date) -> Identity | None:
    """What a QR given with `--qr` claims; None for the other keys.

    Raises:
        CodeError: the text is no identity card's code.
    """
    return identity_from_code(parse_code(arguments.qr, today=today), today) if arguments.qr is not None else None


def access_keys(arguments: argparse.Namespace, claim: Identity | None) -> tuple[AccessKey, ...]:
    """The keys to try, the likeliest first; empty when the given code holds no personal number."""
    if claim is not None:
        return keys_from_claim(claim)
    if arguments.id:
        return (can_from_personal_number(arguments.id),)
    return (arguments.can or arguments.mrz,)
