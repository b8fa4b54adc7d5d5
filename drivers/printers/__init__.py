"""Ticket printers.

Enters: python-escpos (and with it pyserial or pywin32), loaded when the first ticket is printed; `TicketDocument`.
Leaves: paper; `PaperOut`, `PrinterGone`, `PrinterFault`. Words: roll, dots, code page, connection.
Not known: what a ticket says and who it is for.
"""

from drivers.printers.errors import PaperOut, PrinterFault, PrinterGone
from drivers.printers.escpos_printer import EscPosPrinter
from drivers.printers.pdf_printer import PdfPrinter
from drivers.printers.settings import (
    CodePage,
    Connection,
    DeviceFile,
    EscPosSettings,
    NetworkPort,
    SerialLine,
    WindowsPrinter,
)
from drivers.printers.ticket_document import TicketDocument, TicketPrinter

__all__ = [
    "CodePage",
    "Connection",
    "DeviceFile",
    "EscPosPrinter",
    "EscPosSettings",
    "NetworkPort",
    "PaperOut",
    "PdfPrinter",
    "PrinterFault",
    "PrinterGone",
    "SerialLine",
    "TicketDocument",
    "TicketPrinter",
    "WindowsPrinter",
]
