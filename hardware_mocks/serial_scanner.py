"""An imagined code scanner on an imagined serial port, on every platform.

It can be set up as badly as real ones are: any terminator or none, marks in front, one byte at a time, the wrong code
page, pulled out in the middle of a code.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Condition

from drivers.scanners.serial_scanner import SerialSettings

STX = b"\x02"
AIM_QR = b"]Q1"


@dataclass(frozen=True)
class ScannerHabits:
    """How this scanner sends a code."""

    terminator: bytes = b"\r"
    prefix: bytes = b""
    encoding: str = "utf-8"
    chunk_bytes: int = 0
    """Bytes per write; 0 sends the whole code at once."""

    delay_s: float = 0.0
    """Pause between two writes."""

    def wire_bytes(self, text: str) -> bytes:
        """What goes over the wire for a code with this text."""
        return self.prefix + text.encode(self.encoding) + self.terminator

    def chunks(self, text: str) -> list[bytes]:
        """The same, as it is written piece by piece."""
        wire = self.wire_bytes(text)
        size = self.chunk_bytes or len(wire) or 1
        return [wire[start : start + size] for start in range(0, len(wire), size)]


class VirtualSerialScanner:
    """Pass `open_port` to `SerialScanner`; then `scan` codes into it, `unplug` it, `plug` it in again."""

    def __init__(self, habits: ScannerHabits | None = None) -> None:
        self._habits = habits or ScannerHabits()
        self._changed = Condition()
        self._wire = bytearray()
        self._plugged = True

    def open_port(self, _port: str, _settings: SerialSettings) -> VirtualSerialPort:
        """What a driver calls instead of opening a device.

        Raises:
            FileNotFoundError: the scanner is not plugged in.
        """
        with self._changed:
            if not self._plugged:
                raise FileNotFoundError(2, "no such device")
        return VirtualSerialPort(self)

    def scan(self, text: str) -> None:
        """Read a code: its bytes appear on the port as the habits say."""
        for chunk in self._habits.chunks(text):
            self.send(chunk)
            if self._habits.delay_s:
                time.sleep(self._habits.delay_s)

    def send(self, data: bytes) -> None:
        """Put raw bytes on the wire."""
        with self._changed:
            self._wire += data
            self._changed.notify_all()

    def unplug(self) -> None:
        """Pull the cable: reads fail, and the port cannot be opened."""
        with self._changed:
            self._plugged = False
            self._wire.clear()
            self._changed.notify_all()

    def plug(self) -> None:
        """Put the cable back."""
        with self._changed:
            self._plugged = True

    def take(self, size: int, wait_s: float) -> bytes:
        """What the port's `read` returns.

        Raises:
            OSError: the scanner was pulled out.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._wire or not self._plugged, wait_s)
            if not self._plugged:
                raise OSError(5, "device disconnected")
            taken = bytes(self._wire[:size])
            del self._wire[:size]
            return taken


class VirtualSerialPort:
    """The driver's end of the imagined wire."""

    def __init__(self, scanner: VirtualSerialScanner, *, read_wait_s: float = 0.02) -> None:
        self._scanner = scanner
        self._read_wait_s = read_wait_s

    def read(self, size: int) -> bytes:
        """See `drivers.scanners.serial_scanner.SerialPort`."""
        return self._scanner.take(size, self._read_wait_s)

    def close(self) -> None:
        """Nothing is held."""
