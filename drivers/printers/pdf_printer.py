"""Tickets as PDF files in a folder: for sites whose spooler watches one, and for a desk without a roll printer."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from drivers.printers.errors import PrinterFault
from drivers.printers.ticket_document import TicketDocument

_NOT_A_NAME = re.compile(r"[^A-Za-z0-9-]+")


class PdfPrinter:
    """`TicketPrinter` into a folder. A file appears whole or not at all; the same ticket again replaces it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def print(self, document: TicketDocument) -> None:
        """See `TicketPrinter.print`. Raises `PrinterFault`."""
        name = _NOT_A_NAME.sub("-", document.name).strip("-")[:80] or "ticket"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, half = tempfile.mkstemp(prefix=".", suffix=".part", dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(document.pdf)
                Path(half).replace(self._folder / f"{name}.pdf")
            except OSError:
                Path(half).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise PrinterFault(f"the ticket's folder cannot be written: {error.strerror}") from None
