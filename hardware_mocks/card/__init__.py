"""An imagined chip: it computes everything a real one would, from its own side.

Secure messaging, key derivation and point arithmetic are written apart from `nfc_icao.chip` and `nfc_icao.access`.

Enters: command APDUs, any bytes at all. Leaves: response APDUs of at least two bytes, never an exception.
Words: profile, session, status word, access condition. Not known: links, readers, terminals, time.
"""

from hardware_mocks.card.apdu_log import ApduRecord
from hardware_mocks.card.virtual_card import VirtualCard

__all__ = ["ApduRecord", "VirtualCard"]
