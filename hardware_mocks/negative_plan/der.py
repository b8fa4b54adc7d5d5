"""The few DER values the plan writes by hand. A library would refuse to write most of what the plan needs."""

from __future__ import annotations

from datetime import datetime

from nfc_icao.encoding import tlv

NULL = b"\x05\x00"
TRUE = b"\x01\x01\xff"


def integer(value: int) -> bytes:
    return tlv.encode(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def object_identifier(dotted: str) -> bytes:
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    content = b""
    for arc in (40 * first + second, *rest):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(arc & 0x7F | 0x80)
        content += bytes(reversed(groups))
    return tlv.encode(0x06, content)


def octet_string(value: bytes) -> bytes:
    return tlv.encode(0x04, value)


def bit_string(value: bytes, unused_bits: int = 0) -> bytes:
    return tlv.encode(0x03, bytes([unused_bits]), value)


def printable_string(text: str) -> bytes:
    return tlv.encode(0x13, text.encode("ascii"))


def utc_time(moment: datetime) -> bytes:
    return tlv.encode(0x17, f"{moment:%y%m%d%H%M%S}Z".encode("ascii"))


def generalized_time(moment: datetime) -> bytes:
    return tlv.encode(0x18, f"{moment:%Y%m%d%H%M%S}Z".encode("ascii"))


def sequence(*parts: bytes) -> bytes:
    return tlv.encode(0x30, *parts)


def set_of(*parts: bytes) -> bytes:
    """Sorted, as X.690 §11.6 wants it."""
    return tlv.encode(0x31, *sorted(parts))
