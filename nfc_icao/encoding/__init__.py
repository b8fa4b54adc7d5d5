"""Encodings: bytes that have a structure before they have a meaning.

Enters: bytes and characters from anywhere. Leaves: `Tlv` trees, `Mrz` values, or `MalformedData`.
Words: tag, length, value, check digit. Not known: files, keys, commands, countries.
"""

from nfc_icao.encoding.mrz import Mrz, parse_mrz
from nfc_icao.encoding.tlv import Tlv

__all__ = ["Mrz", "Tlv", "parse_mrz"]
