"""How DG11, DG12 and DG16 write things down: text with `<` between its parts, dates in ASCII or BCD, tag lists.

Doc 9303-10 §4.7.11 wants UTF-8 and eight digits for a date. Cards in the field have Latin-1, dates of four BCD bytes,
days that are unknown, separators doubled or left at the ends, and tag lists that name more or less than what follows.
All of that is read; what cannot be a date stays text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import LimitExceeded, MalformedData

MAX_ITEMS = 64
MAX_TEXT_BYTES = 4 * 1024

TAG_LIST = 0x5C
_UNKNOWN_PARTS = ("00", "<<")
_MONTHS = tuple(f"{month:02d}" for month in range(1, 13))
OTHERS = 0xA0
"""Content-specific template around things that may come several times."""


@dataclass(frozen=True)
class WrittenDate:
    """A date as the file has it."""

    text: str = field(repr=False)
    """`YYYYMMDD`, perhaps with `00` or `<<` for what is unknown, perhaps with a time after it."""
    value: date | None = field(repr=False)
    """The day it names; None when it names none."""

    @property
    def iso(self) -> str | None:
        """`yyyy-mm-dd`, `yyyy-mm` or `yyyy` (ISO 8601), as much as is known; None when it names no year."""
        if self.value is not None:
            return self.value.isoformat()
        year, month, day = self.text[:4], self.text[4:6], self.text[6:8]
        if not (year.isascii() and year.isdigit() and int(year)) or day not in _UNKNOWN_PARTS:
            return None
        if month in _UNKNOWN_PARTS:
            return year
        return f"{year}-{month}" if month in _MONTHS else None


def items(root: Tlv) -> Iterator[Tlv]:
    """What is written in a data group: its members, those inside `OTHERS` included, in order.

    Raises:
        MalformedData: broken members, or more of them than anybody has.
    """
    seen = 0
    for child in root.children():
        for node in child.children() if child.tag == OTHERS else (child,):
            seen += 1
            if seen > MAX_ITEMS:
                raise LimitExceeded(f"more than {MAX_ITEMS} items in a data group")
            yield node


def by_tag(root: Tlv) -> dict[int, list[bytes]]:
    """The values of `items` by their tag."""
    found: dict[int, list[bytes]] = {}
    for node in items(root):
        found.setdefault(node.tag, []).append(node.value)
    return found


def text(value: bytes) -> str:
    """UTF-8, or Latin-1 where it is none; composed, without padding.

    Raises:
        LimitExceeded: longer than anything one would print.
    """
    if len(value) > MAX_TEXT_BYTES:
        raise LimitExceeded(f"text of {len(value)} bytes")
    try:
        decoded = value.decode("utf-8")
    except UnicodeDecodeError:
        decoded = value.decode("latin-1")
    return unicodedata.normalize("NFC", decoded).strip("\0 ")


def parts(value: bytes) -> tuple[str, ...]:
    """What stands between the `<`; empty parts, as stray separators leave them, are no parts."""
    return tuple(part for part in (piece.strip() for piece in text(value).split("<")) if part)


def name(value: bytes) -> str:
    """A name as the MRZ writes it, `<<` between primary and secondary identifier, or as people do."""
    return " ".join(parts(value)) if b"<" in value else text(value)


def tag_list(value: bytes) -> tuple[int, ...]:
    """The tags a data group announces, one or two bytes each.

    Raises:
        MalformedData: cut inside a tag.
    """
    tags: list[int] = []
    rest = value
    while rest:
        size = 2 if rest[0] & 0x1F == 0x1F else 1
        if len(rest) < size:
            raise MalformedData("a tag list cut inside a tag")
        tags.append(int.from_bytes(rest[:size], "big"))
        rest = rest[size:]
    return tuple(tags)


def written_date(value: bytes) -> WrittenDate:
    """Eight digits, four BCD bytes, or either with a time of six digits after it.

    Raises:
        MalformedData: of another length.
    """
    digits = value.hex() if len(value) in (4, 7) else text(value)
    if len(digits) not in (8, 14):
        raise MalformedData(f"a date of {len(value)} bytes")
    return WrittenDate(digits, _day(digits))


def _day(digits: str) -> date | None:
    if not (digits[:8].isascii() and digits[:8].isdigit()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
