"""What a ticket printer gets, in the forms printers understand, and the port behind which every one of them stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class TicketDocument:
    """One ticket, already set. Two forms of the same, because a roll printer burns dots and a spooler wants pages."""

    name: str
    """What the paper is called in a folder or a spooler's list: a number of the queue, never a person's name."""
    pdf: bytes = field(repr=False)
    bitmap: bytes = field(repr=False)
    """PNG, black and white, as wide in dots as the printer."""
    lines: tuple[str, ...] = field(default=(), repr=False)
    """The same as plain lines, for printers that are set to print letters of their own."""


class TicketPrinter(Protocol):
    """Something that turns a ticket into paper."""

    def print(self, document: TicketDocument) -> None:
        """Print it; on return the printer has taken it all.

        Raises:
            PaperOut, PrinterGone, PrinterFault: what a person has to do differs, so the errors do.
            LibraryMissing: the driver library is not installed.
        """
        ...
