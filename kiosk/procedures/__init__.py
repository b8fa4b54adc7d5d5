"""Procedures of the one-stop counter: which one, what to bring, when it is due, and the slip to take home.

Enters: a catalogue of dated facts, a question in people's words, the time of reception, a table of days off.
Leaves: `Procedure`, `Found`, `DueDate`, `SlipNumber`, `OfficialCode`, the data of a receipt, `ProcedureError`.
Words: procedure, channel, term, due date, wait for supplements, life event, linked group, slip, official code.
Not known: the chip, forms, screens, portals. It files nothing and makes no official dossier code.
"""

from kiosk.procedures.definition import (
    Catalogue,
    Certainty,
    Channel,
    EssentialService,
    Fee,
    Level,
    LifeEvent,
    LinkedGroup,
    Need,
    Origin,
    Paper,
    PortalLinks,
    Procedure,
    Term,
    TermKind,
    Texts,
    Trap,
    Way,
)
from kiosk.procedures.due import DueDate, DueOnWay, Pause, due_date, due_dates
from kiosk.procedures.errors import (
    CatalogueUnfit,
    HoursUnfit,
    OfficialCodeUnfit,
    PauseUnfit,
    ProcedureError,
    ProcedureUnknown,
    ReceivedUnfit,
    SlipBookError,
)
from kiosk.procedures.finder import Finder, Found
from kiosk.procedures.official_code import OfficialCode, official_code
from kiosk.procedures.receipt import RECEIPT_LAYOUT, RECEIPT_ROLL_LAYOUT, Receipt, ReceiptOffice, receipt_data
from kiosk.procedures.slip import SlipBook, SlipNumber, next_slip
from kiosk.procedures.slip_folder import SlipFolder
from kiosk.procedures.working_time import DayKind, OfficeHours, SpecialDay, WorkCalendar, YearlyDay
from kiosk.procedures.writing import written_due, written_fee, written_term

__all__ = [
    "RECEIPT_LAYOUT",
    "RECEIPT_ROLL_LAYOUT",
    "Catalogue",
    "CatalogueUnfit",
    "Certainty",
    "Channel",
    "DayKind",
    "DueDate",
    "DueOnWay",
    "EssentialService",
    "Fee",
    "Finder",
    "Found",
    "HoursUnfit",
    "Level",
    "LifeEvent",
    "LinkedGroup",
    "Need",
    "OfficeHours",
    "OfficialCode",
    "OfficialCodeUnfit",
    "Origin",
    "Paper",
    "Pause",
    "PauseUnfit",
    "PortalLinks",
    "Procedure",
    "ProcedureError",
    "ProcedureUnknown",
    "Receipt",
    "ReceiptOffice",
    "ReceivedUnfit",
    "SlipBook",
    "SlipBookError",
    "SlipFolder",
    "SlipNumber",
    "SpecialDay",
    "Term",
    "TermKind",
    "Texts",
    "Trap",
    "Way",
    "WorkCalendar",
    "YearlyDay",
    "due_date",
    "due_dates",
    "next_slip",
    "official_code",
    "receipt_data",
    "written_due",
    "written_fee",
    "written_term",
]
