"""DG13 of the Vietnamese card: the holder's particulars with all their accents, and the family.

    6D { 30 { 02 version, 06 1.0.10646.1.0.8, 31 { 30 { 02 field number, value… } … } } }

No public specification exists; the structure was observed, and fields are keyed on their INTEGER, never on position:
absent and empty ones both occur. Field 13 holds father and mother side by side on observed cards, inside one SEQUENCE
in another report; both are read. Programs that scan for `30 ?? 02 01 n` break on any address above 120 bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nfc_icao.encoding import tlv
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.files import DATA_GROUPS
from nfc_icao.national.vietnam.printed_date import PrintedDate, parse_printed_date

MAX_BYTES = 16 * 1024

_PARENTS = 13
_KNOWN = range(1, 17)
_TEXT_TAGS = (
    der.UTF8_STRING,
    der.PRINTABLE_STRING,
    der.IA5_STRING,
    der.BMP_STRING,
    der.OCTET_STRING,
)
_MISSING = frozenset({"", "null", "-"})


@dataclass(frozen=True)
class VietnameseHolder:
    """The sixteen fields. None means: absent, empty, or one of the words issuers put for nothing."""

    personal_number: str | None = field(default=None, repr=False)
    """Twelve digits."""
    full_name: str | None = field(default=None, repr=False)
    date_of_birth: PrintedDate | None = field(default=None, repr=False)
    sex: str | None = field(default=None, repr=False)
    """`Nam` or `Nữ`."""
    nationality: str | None = field(default=None, repr=False)
    ethnicity: str | None = field(default=None, repr=False)
    religion: str | None = field(default=None, repr=False)
    place_of_origin: str | None = field(default=None, repr=False)
    """Quê quán."""
    place_of_residence: str | None = field(default=None, repr=False)
    """Nơi thường trú (2021) or nơi cư trú (2024), as it was when the card was issued."""
    identifying_marks: str | None = field(default=None, repr=False)
    date_of_issue: PrintedDate | None = field(default=None, repr=False)
    date_of_expiry: PrintedDate | None = field(default=None, repr=False)
    """May be the words "Không thời hạn"."""
    father_name: str | None = field(default=None, repr=False)
    mother_name: str | None = field(default=None, repr=False)
    spouse_name: str | None = field(default=None, repr=False)
    old_id_number: str | None = field(default=None, repr=False)
    """Nine digits of the former CMND."""
    chip_id: str | None = field(default=None, repr=False)
    """Field 16, sixteen characters; what it is for is not public."""
    unknown_fields: Mapping[int, bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Field number → the bytes after the number, for numbers nobody has explained."""


def parse_dg13(file: bytes) -> VietnameseHolder:
    """Read the file DG13 of a Vietnamese card.

    Raises:
        MalformedData: another structure, or a field that comes twice.
    """
    root = der.decode(file, MAX_BYTES, padded=True)
    if root.tag != DATA_GROUPS[13].tag:
        raise MalformedData(f"DG13 begins with tag {root.tag:X}")
    fields: dict[int, tuple[Tlv, ...]] = {}
    for entry in _entries(root):
        number_node, *values = der.members(entry, der.SEQUENCE, at_least=1)
        number = der.integer(number_node)
        if number in fields:
            raise MalformedData("a field of DG13 comes twice")
        fields[number] = tuple(values)
    return _holder(fields)


def _entries(root: Tlv) -> tuple[Tlv, ...]:
    """The field SEQUENCEs: inside the SET, or, where there is none, directly inside the outer SEQUENCE."""
    container = tlv.require(root, der.SEQUENCE)
    members = container.children()
    for member in members:
        if member.tag == der.SET:
            return member.children()
    return tuple(member for member in members if member.tag == der.SEQUENCE)


def _holder(fields: Mapping[int, tuple[Tlv, ...]]) -> VietnameseHolder:
    texts = {number: [_clean(text) for text in _texts(fields.get(number, ()))] for number in _KNOWN}

    def text(number: int, position: int = 0) -> str | None:
        found = texts[number]
        return found[position] if position < len(found) else None

    def printed_date(number: int) -> PrintedDate | None:
        value = text(number)
        return None if value is None else parse_printed_date(value)

    return VietnameseHolder(
        personal_number=text(1),
        full_name=text(2),
        date_of_birth=printed_date(3),
        sex=text(4),
        nationality=text(5),
        ethnicity=text(6),
        religion=text(7),
        place_of_origin=text(8),
        place_of_residence=text(9),
        identifying_marks=text(10),
        date_of_issue=printed_date(11),
        date_of_expiry=printed_date(12),
        father_name=text(_PARENTS),
        mother_name=text(_PARENTS, 1),
        spouse_name=text(14),
        old_id_number=text(15),
        chip_id=text(16),
        unknown_fields=MappingProxyType(
            {
                number: b"".join(value.encoded() for value in values)
                for number, values in fields.items()
                if number not in _KNOWN
            }
        ),
    )


def _texts(values: tuple[Tlv, ...]) -> Iterator[str]:
    """Every string below `values`, in order, however they are nested. An empty SEQUENCE keeps its place: a father left
    out that way must not make the mother the father."""
    for value in values:
        for node in tlv.walk(value):
            if node.tag in _TEXT_TAGS:
                yield der.text(node)
            elif node.tag == der.SEQUENCE and not node.value:
                yield ""


def _clean(text: str) -> str | None:
    trimmed = unicodedata.normalize("NFC", text).strip()
    return None if trimmed.casefold() in _MISSING else trimmed
