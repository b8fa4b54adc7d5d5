"""Which serial ports are probably code scanners, by their USB identity.

Numbers from the public usb.ids list and the makers' manuals. A keyboard or HID-POS scanner has no serial port and is
not found here. Bridge chips (CH340 and the like) sit in scanners and in everything else: they are offered, never
chosen.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from drivers.errors import LibraryMissing

SCANNER_MAKERS: dict[int, str] = {
    0x0C2E: "Honeywell",
    0x0536: "Honeywell (Hand Held)",
    0x05E0: "Zebra",
    0x05F9: "Datalogic",
    0x1EAB: "Newland",
    0x065A: "Opticon",
    0x27DD: "Mindeo",
}
BRIDGE_CHIPS = frozenset({0x1A86, 0x067B, 0x10C4, 0x0403})
"""WCH CH340, Prolific PL2303, Silicon Labs CP210x, FTDI."""


@dataclass(frozen=True)
class FoundPort:
    """A serial port that may be a scanner."""

    port: str
    maker: str
    """Empty when only the bridge chip is known."""

    certain: bool
    """True when the USB maker builds scanners: may be used without asking."""


def find_scanner_ports() -> list[FoundPort]:
    """Serial ports that may be scanners, the certain ones first.

    Raises:
        LibraryMissing: pyserial is not installed.
    """
    try:
        list_ports: Any = importlib.import_module("serial.tools.list_ports")
    except ImportError as error:
        raise LibraryMissing("pyserial", "scripts/run") from error
    found = [_judged(str(port.device), port.vid) for port in list_ports.comports()]
    return sorted((port for port in found if port is not None), key=lambda port: not port.certain)


def _judged(device: str, vendor_id: int | None) -> FoundPort | None:
    if vendor_id in SCANNER_MAKERS:
        return FoundPort(device, SCANNER_MAKERS[vendor_id], True)
    return FoundPort(device, "", False) if vendor_id in BRIDGE_CHIPS else None
