"""A code scanner on a serial port: RS-232, USB-CDC, or a USB bridge.

Serial is preferred to a scanner that plays keyboard: no layout, no input method and no focus stands between the code
and us, and the bytes arrive as they were printed. pyserial is loaded when the port is opened.
"""

from __future__ import annotations

import hashlib
import importlib
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from drivers.errors import LibraryMissing, ScannerGone
from drivers.scanners.codes import ScannedCode, UnreadableCode, nothing
from drivers.scanners.framing import MAX_CODE_BYTES, CodeFraming
from drivers.scanners.scanned_text import recover_text
from drivers.scanners.waiting import open_when_back

if TYPE_CHECKING:
    import serial

log = logging.getLogger(__name__)

READ_WAIT_S = 0.05
"""How long one read waits for the first byte: the longest a cancellation has to wait."""


@dataclass(frozen=True)
class SerialSettings:
    """How one scanner is set up. The defaults fit most scanners as they leave the factory."""

    baud_rate: int = 9600
    """Means nothing to true USB-CDC; RS-232 scanners and bridges need the right one."""

    prefix: bytes = b""
    """What this scanner puts before each code, besides STX and the AIM identifier."""

    legacy_encoding: str | None = None
    """The code page the scanner is set to when it cannot be set to UTF-8, for example "windows-1258"."""

    idle_gap_s: float = 0.08
    """Silence that ends a code when no terminator does."""

    repeat_gap_s: float = 2.0
    """The same code again within this time is the same scan: a hand-held scanner reads twice with ease."""

    poll_s: float = 1.0
    """How often a lost port is tried again."""


class SerialPort(Protocol):
    """The part of `serial.Serial` we use; imagined scanners offer the same. Losing the device raises OSError."""

    def read(self, size: int) -> bytes:
        """At most `size` bytes, or fewer, or none, after a short time."""
        ...

    def close(self) -> None: ...


class SerialScanner:
    """`CodeScanner` on a serial port."""

    def __init__(
        self,
        port: str,
        settings: SerialSettings | None = None,
        *,
        open_port: Callable[[str, SerialSettings], SerialPort] | None = None,
    ) -> None:
        """`port` is what pyserial understands: `COM3`, `/dev/ttyACM0`, or a URL such as `loop://`."""
        self._port = port
        self._settings = settings or SerialSettings()
        self._open_port = open_port or open_serial_port
        self._lost = False
        self._last_digest = b""
        self._last_seen_at = 0.0

    def scan(
        self, cancelled: Callable[[], bool], ready: Callable[[], None] = nothing
    ) -> Iterator[ScannedCode | UnreadableCode]:
        """Yield codes; see `CodeScanner.scan`."""
        port = self._open(cancelled)
        if port is None:
            return
        ready()
        try:
            for raw in self._codes(port, cancelled):
                code = self._understand(raw)
                if code is not None:
                    yield code
        finally:
            port.close()

    def _open(self, cancelled: Callable[[], bool]) -> SerialPort | None:
        if self._lost:
            port = open_when_back(self._try_open, self._settings.poll_s, cancelled)
        else:
            port = self._try_open()
        self._lost = False
        return port

    def _try_open(self) -> SerialPort:
        try:
            return self._open_port(self._port, self._settings)
        except OSError as error:
            self._lost = True
            raise ScannerGone(f"the scanner at {self._port} does not open: {_reason(error)}") from error

    def _codes(self, port: SerialPort, cancelled: Callable[[], bool]) -> Iterator[bytes]:
        framing = CodeFraming(prefix=self._settings.prefix)
        quiet_since = time.monotonic()
        while not cancelled():
            try:
                data = port.read(MAX_CODE_BYTES)
            except OSError as error:
                self._lost = True
                raise ScannerGone(f"the scanner at {self._port} was pulled out: {_reason(error)}") from error
            now = time.monotonic()
            if data:
                quiet_since = now
                yield from framing.feed(data)
            elif framing.is_collecting and now - quiet_since >= self._settings.idle_gap_s:
                code = framing.finish()
                if code is not None:
                    yield code

    def _understand(self, raw: bytes) -> ScannedCode | UnreadableCode | None:
        recovered = recover_text(raw, self._settings.legacy_encoding)
        if recovered is None:
            log.warning("a code of %d bytes from %s is no readable text", len(raw), self._port)
            return UnreadableCode(self._port)
        if self._is_repeat(raw):
            return None
        return ScannedCode(recovered.text, self._port, recovered.was_repaired)

    def _is_repeat(self, raw: bytes) -> bool:
        """True for the code seen just before. Only its digest is kept: the text belongs to a person."""
        digest, now = hashlib.sha256(raw).digest(), time.monotonic()
        is_repeat = digest == self._last_digest and now - self._last_seen_at < self._settings.repeat_gap_s
        self._last_digest, self._last_seen_at = digest, now
        return is_repeat


def open_serial_port(port: str, settings: SerialSettings) -> SerialPort:
    """Open a real port for this program alone, 8N1, without flow control.

    Raises:
        LibraryMissing: pyserial is not installed.
        OSError: the port is not there or is taken (pyserial's errors are OSErrors).
    """
    try:
        library = importlib.import_module("serial")
    except ImportError as error:
        raise LibraryMissing("pyserial", "scripts/run") from error
    try:
        opened = library.serial_for_url(port, baudrate=settings.baud_rate, timeout=READ_WAIT_S, exclusive=True)
    except ValueError as error:
        raise OSError(f"not a serial port: {type(error).__name__}") from error
    return _PyserialPort(opened)


class _PyserialPort:
    """A pyserial port whose `read` returns what is there at once, instead of waiting until `size` bytes came."""

    def __init__(self, opened: serial.Serial) -> None:
        self._opened = opened

    def read(self, size: int) -> bytes:
        first = self._opened.read(1)
        if not first:
            return b""
        return first + self._opened.read(min(size - 1, self._opened.in_waiting))

    def close(self) -> None:
        self._opened.close()


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
