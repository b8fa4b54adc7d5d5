"""Writing DG13 the way observed cards have it: for issuers of imagined cards, and as a check on the reader."""

from __future__ import annotations

from nfc_icao.encoding.tlv import encode
from nfc_icao.lds import der
from nfc_icao.lds.files import DATA_GROUP_TAGS
from nfc_icao.national.vietnam.dg13 import VietnameseHolder
from nfc_icao.national.vietnam.printed_date import PrintedDate

_VERSION = 1
_ISO_10646_UTF_8 = "1.0.10646.1.0.8"
_FATHER_AND_MOTHER = 13


def build_dg13(holder: VietnameseHolder) -> bytes:
    """The file DG13 for `holder`. Fields without a value are left out, but the family fields stay, empty."""
    fields = [
        _field(1, der.PRINTABLE_STRING, holder.personal_number),
        _field(2, der.UTF8_STRING, holder.full_name),
        _field(3, der.PRINTABLE_STRING, _text(holder.date_of_birth)),
        _field(4, der.UTF8_STRING, holder.sex),
        _field(5, der.UTF8_STRING, holder.nationality),
        _field(6, der.UTF8_STRING, holder.ethnicity),
        _field(7, der.UTF8_STRING, holder.religion),
        _field(8, der.UTF8_STRING, holder.place_of_origin),
        _field(9, der.UTF8_STRING, holder.place_of_residence),
        _field(10, der.UTF8_STRING, holder.identifying_marks),
        _field(11, der.PRINTABLE_STRING, _text(holder.date_of_issue)),
        _field(12, der.UTF8_STRING, _text(holder.date_of_expiry)),  # UTF-8, because it may be words.
        _sequence(_FATHER_AND_MOTHER, _person(holder.father_name), _person(holder.mother_name)),
        _sequence(14, _person(holder.spouse_name) if holder.spouse_name is not None else b""),
        _field(15, der.PRINTABLE_STRING, holder.old_id_number),
        _field(16, der.PRINTABLE_STRING, holder.chip_id),
        *(_sequence(number, raw) for number, raw in holder.unknown_fields.items()),
    ]
    content = encode(
        der.SEQUENCE,
        encode(der.INTEGER, bytes([_VERSION])),
        encode(der.OBJECT_IDENTIFIER, der.encode_object_identifier(_ISO_10646_UTF_8)),
        encode(der.SET, *fields),
    )
    return encode(DATA_GROUP_TAGS[13], content)


def _sequence(number: int, *parts: bytes) -> bytes:
    return encode(der.SEQUENCE, encode(der.INTEGER, bytes([number])), *parts)


def _field(number: int, tag: int, value: str | None) -> bytes:
    return b"" if value is None else _sequence(number, encode(tag, value.encode("utf-8")))


def _person(name: str | None) -> bytes:
    return encode(der.SEQUENCE, encode(der.UTF8_STRING, (name or "").encode("utf-8")))


def _text(printed: PrintedDate | None) -> str | None:
    return None if printed is None else printed.text
