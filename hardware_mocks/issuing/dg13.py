"""DG13 of the Vietnamese identity card, written field by field as seen on cards.

A national file: no published specification; the shape is inferred from public readers that agree with each other.
"""

from __future__ import annotations

from datetime import date

from hardware_mocks.personas import Persona
from nfc_icao.encoding import tlv

_UTF8_STRING = 0x0C
_PRINTABLE_STRING = 0x13
_SEQUENCE = 0x30
_VERSION = b"\x02\x01\x01"
_ID_UTF8_ENCODING = bytes.fromhex("0606 28D316010008".replace(" ", ""))  # OID 1.0.10646.1.0.8
NON_EXPIRING = "Không thời hạn"


def dg13(persona: Persona) -> bytes:
    """The file, fields 1 to 16 in that order: the SET is not sorted as DER would have it."""
    person, document = persona.person, persona.document
    fields = (
        _field(1, _printable(person.personal_number)),
        _field(2, _utf8(person.full_name)),
        _field(3, _printable(_day(person.date_of_birth))),
        _field(4, _utf8(person.sex)),
        _field(5, _utf8(person.nationality)),
        _field(6, _utf8(person.ethnicity)),
        _field(7, _utf8(person.religion)),
        _field(8, _utf8(person.hometown)),
        _field(9, _utf8(person.residence)),
        _field(10, _utf8(person.identifying_marks)),
        _field(11, _printable(_day(document.date_of_issue))),
        # UTF8String, because it can be words.
        _field(12, _utf8(NON_EXPIRING if document.date_of_expiry is None else _day(document.date_of_expiry))),
        # Father and mother are two sequences side by side, present even when unknown.
        _field(13, tlv.encode(_SEQUENCE, _utf8(person.father)), tlv.encode(_SEQUENCE, _utf8(person.mother))),
        _field(14, tlv.encode(_SEQUENCE, _utf8(person.spouse)) if person.spouse else b""),
        _field(15, _printable(person.old_number) if person.old_number else b""),
        _field(16, _printable(document.card_id)),
    )
    return tlv.encode(0x6D, tlv.encode(_SEQUENCE, _VERSION, _ID_UTF8_ENCODING, tlv.encode(0x31, *fields)))


def _field(number: int, *values: bytes) -> bytes:
    return tlv.encode(_SEQUENCE, bytes([0x02, 0x01, number]), *values)


def _utf8(text: str) -> bytes:
    return tlv.encode(_UTF8_STRING, text.encode("utf-8"))


def _printable(text: str) -> bytes:
    return tlv.encode(_PRINTABLE_STRING, text.encode("ascii"))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
