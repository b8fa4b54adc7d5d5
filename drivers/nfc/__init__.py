"""Card readers: who came, who left, and a transport to the card that lies there.

Enters: PC/SC (pyscard, loaded late) or a socket that speaks vpcd.
Leaves: `CardReader` with its `ReaderEvent`s, `CardTransport`s, `Diagnosis` for staff.
Words: reader (a name PC/SC gives), slot, service, ATR, event.
Not known: APDUs, keys, what the card says.
"""

from drivers.nfc.diagnosis import Diagnosis, diagnose
from drivers.nfc.events import (
    CardArrived,
    CardLeft,
    ReaderEvent,
    ReaderPlugged,
    ReaderUnplugged,
    ServiceDown,
    ServiceUp,
)
from drivers.nfc.pcsc_reader import PcscReader, Sharing
from drivers.nfc.reader import CardReader
from drivers.nfc.slots import choose_slot, usable_slots
from drivers.nfc.vpcd_link import VpcdTransport, connect_to_card, wait_for_card

__all__ = [
    "CardArrived",
    "CardLeft",
    "CardReader",
    "Diagnosis",
    "PcscReader",
    "ReaderEvent",
    "ReaderPlugged",
    "ReaderUnplugged",
    "ServiceDown",
    "ServiceUp",
    "Sharing",
    "VpcdTransport",
    "choose_slot",
    "connect_to_card",
    "diagnose",
    "usable_slots",
    "wait_for_card",
]
