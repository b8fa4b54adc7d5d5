"""Distinguished names, compared as RFC 5280 §7.1 asks: case and inner spaces do not matter, the string type neither.

Issuers write the same name as PrintableString in one certificate and UTF8String in the next; comparing bytes loses
them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from nfc_icao.errors import MalformedData
from nfc_icao.lds import der

MAX_BYTES = 4 * 1024
MAX_ATTRIBUTES = 64
_COUNTRY = "2.5.4.6"
_COMMON_NAME = "2.5.4.3"


@dataclass(frozen=True)
class Name:
    """A distinguished name, folded for comparison."""

    attributes: tuple[tuple[str, str], ...]
    """(object identifier, folded text), in order. Equal names have equal attributes."""

    @property
    def country(self) -> str | None:
        """countryName, two letters (some issuers write three) in capitals; None when the name has none."""
        return next((value.upper() for oid, value in self.attributes if oid == _COUNTRY), None)

    @property
    def common_name(self) -> str | None:
        return next((value for oid, value in self.attributes if oid == _COMMON_NAME), None)


def parse_name(data: bytes) -> Name:
    """Read a DER Name: SEQUENCE OF SET OF SEQUENCE { type OID, value string }.

    Raises:
        MalformedData: it is not one.
    """
    attributes: list[tuple[str, str]] = []
    for relative_name in der.members(der.decode(data, MAX_BYTES), der.SEQUENCE):
        for attribute in der.members(relative_name, der.SET):
            oid, value = der.members(attribute, der.SEQUENCE, at_least=2)[:2]
            folded = _fold(der.text(value)) if der.is_text(value) else value.value.hex()
            attributes.append((der.object_identifier(oid), folded))
    if len(attributes) > MAX_ATTRIBUTES:
        raise MalformedData(f"a name of {len(attributes)} attributes")
    return Name(tuple(attributes))


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
