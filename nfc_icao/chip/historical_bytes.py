"""What a chip says of itself when it is powered: card capabilities in the historical bytes (ISO 7816-4 §12.1.1).

Over PC/SC a contactless card has no ATR of its own; the reader makes one around the historical bytes of its ATS (PC/SC
part 3 §3.1.3.2.3). Nothing here is signed; a wrong value costs time, never trust.
"""

from __future__ import annotations

MAX_ATR_BYTES = 33

_COUNT_MASK = 0x0F
_INTERFACE_BYTES = (0x10, 0x20, 0x40, 0x80)  # TA, TB, TC, TD announced by the high nibble (ISO 7816-3 §8.2.3).
_TD = 0x80
_COMPACT_TLV = 0x80
_COMPACT_TLV_WITH_STATUS = 0x00
_STATUS_BYTES = 3
_CARD_CAPABILITIES = 7
_EXTENDED_LENGTH = 0x40  # Third software function table, bit 7 (ISO 7816-4 §12.1.1.9.3).


def announces_extended_length(atr: bytes) -> bool | None:
    """Whether the card capabilities say that the chip knows extended length; None when the ATR does not say."""
    capabilities = _capabilities(_historical_bytes(atr))
    return bool(capabilities[2] & _EXTENDED_LENGTH) if len(capabilities) == 3 else None


def _historical_bytes(atr: bytes) -> bytes:
    """ISO 7816-3 §8.2: TS, T0, interface bytes, historical bytes; empty when the ATR is broken."""
    if not 2 <= len(atr) <= MAX_ATR_BYTES:
        return b""
    count, position, announced = atr[1] & _COUNT_MASK, 2, atr[1]
    while announced:
        following = position + sum(bool(announced & flag) for flag in _INTERFACE_BYTES)
        if following > len(atr):
            return b""
        announced = atr[following - 1] if announced & _TD else 0
        position = following
    return atr[position : position + count] if position + count <= len(atr) else b""


def _capabilities(historical: bytes) -> bytes:
    """The card capabilities among the COMPACT-TLV data objects; empty when there are none."""
    if historical[:1] == bytes([_COMPACT_TLV_WITH_STATUS]):
        objects = historical[1:-_STATUS_BYTES]
    elif historical[:1] == bytes([_COMPACT_TLV]):
        objects = historical[1:]
    else:
        return b""
    while objects:
        tag, length = objects[0] >> 4, objects[0] & _COUNT_MASK
        if tag == _CARD_CAPABILITIES:
            return objects[1 : 1 + length]
        objects = objects[1 + length :]
    return b""
