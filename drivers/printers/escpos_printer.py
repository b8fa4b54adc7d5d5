"""Ticket printers that speak ESC/POS, through python-escpos: network, serial, USB as a file, raw through Windows.

The ticket is sent as dots (GS v 0), because code pages with Vietnamese letters differ between makers; only a site that
knows its printer's page has it print letters. The connection is opened for each ticket: desks share one printer, and
one that was switched off and on is simply there again. python-escpos is loaded when the first ticket is printed.
"""

from __future__ import annotations

import importlib
import io
import logging
import socket
from collections.abc import Callable
from typing import Any

from drivers.errors import DeviceError, LibraryMissing
from drivers.printers.code_page import encoded
from drivers.printers.errors import PaperOut, PrinterFault, PrinterGone
from drivers.printers.settings import (
    Connection,
    DeviceFile,
    EscPosSettings,
    NetworkPort,
    SerialLine,
    WindowsPrinter,
)
from drivers.printers.ticket_document import TicketDocument

log = logging.getLogger(__name__)

_INITIALIZE = b"\x1b@"
_SELECT_PAGE = b"\x1bt"
_ASK_PAPER = b"\x10\x04\x04"
"""DLE EOT 4: the paper sensors, answered in real time."""
_PAPER_OUT = 0x60
"""Both bits of the end sensor."""
_WIDEST_DOTS = 576
_IS_STATUS, _STATUS_SHAPE = 0x93, 0x12
"""Every real-time status has bits 1 and 4 set and bits 0 and 7 clear; anything else is no answer to our question."""


class EscPosPrinter:
    """`TicketPrinter` for an 80 mm roll."""

    def __init__(
        self,
        connection: Connection,
        settings: EscPosSettings | None = None,
        *,
        connect: Callable[[Connection, EscPosSettings], Any] | None = None,
    ) -> None:
        self._connection = connection
        self._settings = settings or EscPosSettings()
        self._connect = connect or open_connection

    def print(self, document: TicketDocument) -> None:
        """See `TicketPrinter.print`."""
        printer = self._open()
        try:
            if self._settings.ask_paper and self._says_paper_out(printer):
                raise PaperOut("the ticket printer has no paper")
            self._send(printer, document)
        except DeviceError:
            raise
        except Exception as error:  # noqa: BLE001 - python-escpos lets socket, serial, pywin32 and its own errors through
            raise PrinterFault(f"the ticket did not get through: {type(error).__name__}") from None
        finally:
            self._close(printer)

    def _open(self) -> Any:  # noqa: ANN401 - python-escpos has no types
        try:
            return self._connect(self._connection, self._settings)
        except DeviceError:
            raise
        except Exception as error:  # noqa: BLE001 - as in `print`: many libraries, one thing a person can do
            raise PrinterGone(f"the ticket printer does not answer: {type(error).__name__}") from None

    def _send(self, printer: Any, document: TicketDocument) -> None:  # noqa: ANN401 - as above
        from PIL import Image  # noqa: PLC0415 - only printing needs it

        page = self._settings.code_page
        letters = encoded(document.lines, page)
        printer._raw(_INITIALIZE)
        if letters is not None and page is not None:
            printer._raw(_SELECT_PAGE + bytes((page.number & 0xFF,)) + letters)
        else:
            with Image.open(io.BytesIO(document.bitmap)) as dots:
                printer.image(dots, impl="bitImageRaster")
        if self._settings.cut:
            printer.cut()
        else:
            printer._raw(b"\n" * 6)

    def _says_paper_out(self, printer: Any) -> bool:  # noqa: ANN401 - as above
        """True when the printer tells so. One that says nothing is believed to have paper."""
        if not isinstance(self._connection, NetworkPort | SerialLine):
            return False
        device = printer.device
        patient = self._settings.timeout_s
        try:
            _wait(device, self._settings.status_wait_s)
            printer._raw(_ASK_PAPER)
            answer = bytes(printer._read() or b"")
        except TimeoutError:
            answer = b""
        finally:
            _wait(device, patient)
        statuses = [one for one in answer if one & _IS_STATUS == _STATUS_SHAPE]
        return any(one & _PAPER_OUT for one in statuses)

    def _close(self, printer: Any) -> None:  # noqa: ANN401 - as above
        try:
            printer.close()
        except Exception as error:  # noqa: BLE001 - the ticket is out, or its failure is already told
            log.info("closing the ticket printer: %s", type(error).__name__)


def _wait(device: Any, seconds: float) -> None:  # noqa: ANN401 - a socket or a serial port
    if hasattr(device, "settimeout"):
        device.settimeout(seconds)
    else:
        device.timeout = seconds


def open_connection(connection: Connection, settings: EscPosSettings) -> Any:  # noqa: ANN401 - no types there
    """The printer object of python-escpos, opened.

    Raises:
        LibraryMissing: python-escpos, or what it needs for this kind of connection, is not installed.
        Exception: whatever the library underneath raises when the printer is not there.
    """
    library = _library()
    match connection:
        case NetworkPort(host, port):
            printer = library.Network(host, port=port, timeout=settings.timeout_s)
            # WORKAROUND: python-escpos 3.1 leaves its socket open when it cannot connect, so it is handed one that is.
            printer.device = socket.create_connection((host, port), settings.timeout_s)
        case SerialLine(port, baud_rate):
            if not library.Serial.is_usable():
                raise LibraryMissing("pyserial", "scripts/run")
            printer = library.Serial(port, baudrate=baud_rate, timeout=settings.timeout_s, dsrdtr=False)
            printer.open()
        case DeviceFile(path):
            printer = library.File(path)
            printer.open()
        case WindowsPrinter(name):
            if not library.Win32Raw.is_usable():
                raise LibraryMissing("pywin32", "uv pip install pywin32")
            printer = library.Win32Raw(name)
            printer.open()
    _tell_width(printer)
    return printer


def _tell_width(printer: Any) -> None:  # noqa: ANN401 - no types there
    """WORKAROUND: not told how wide the paper is, python-escpos 3.1 prints a sentence to standard output at each
    picture. The profile's data are shared by all printers, so this one gets its own."""
    printer.profile.profile_data = {**printer.profile.profile_data, "media": {"width": {"pixels": _WIDEST_DOTS}}}


def _library() -> Any:  # noqa: ANN401 - a module without types
    try:
        return importlib.import_module("escpos.printer")
    except ImportError:
        raise LibraryMissing("python-escpos", "scripts/run") from None
