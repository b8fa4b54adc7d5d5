"""Padding method 2 of ISO/IEC 9797-1: one byte 80, then zeros up to the block (Doc 9303-11 §9.8)."""

from __future__ import annotations

from nfc_icao.errors import MalformedData

_MARKER = 0x80


def pad(data: bytes, block_size: int) -> bytes:
    """`data` followed by 80 and as few zeros as fill the block; a full block gains another one."""
    return data + bytes([_MARKER]) + bytes(-(len(data) + 1) % block_size)


def unpad(data: bytes) -> bytes:
    """`data` without its padding.

    Raises:
        MalformedData: there is no 80 before the trailing zeros.
    """
    stripped = data.rstrip(b"\x00")
    if not stripped or stripped[-1] != _MARKER:
        raise MalformedData("padding of ISO 9797-1 method 2 missing")
    return stripped[:-1]
