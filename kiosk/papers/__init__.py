"""Paper: layouts filled with data become PDF/A, a document that offices edit, or the dots of a ticket printer.

Enters: the name of a layout, a tree of final texts, `Ticket`, `CorrectionSlip`.
Leaves: PDF, DOCX and PNG bytes, `PaperError`. Words: layout (a file in `layouts/`), part (what a layout notes of
itself), data, roll (80 mm paper), dots.
Not known: printers, screens, where the data come from; every text is final when it enters.
"""

from kiosk.papers.correction_slip import SLIP_LAYOUT, CorrectionSlip, correction_slip_data, correction_slip_lines
from kiosk.papers.docx import render_docx
from kiosk.papers.errors import DataUnfit, LayoutFailed, LayoutUnknown, PaperError, PaperLibraryMissing
from kiosk.papers.rendering import ROLL_DOTS, layouts, render, render_bitmap
from kiosk.papers.ticket import TICKET_LAYOUT, TicketPlace, ticket_data, ticket_lines

__all__ = [
    "ROLL_DOTS",
    "SLIP_LAYOUT",
    "TICKET_LAYOUT",
    "CorrectionSlip",
    "DataUnfit",
    "LayoutFailed",
    "LayoutUnknown",
    "PaperError",
    "PaperLibraryMissing",
    "TicketPlace",
    "correction_slip_data",
    "correction_slip_lines",
    "layouts",
    "render",
    "render_bitmap",
    "render_docx",
    "ticket_data",
    "ticket_lines",
]
