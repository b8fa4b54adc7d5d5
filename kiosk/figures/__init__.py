"""The day in figures: how many visits, how long they took, what the portal said, what failed.

Enters: `VisitFigure`, one for each visit that ended; counts of the outbox. Leaves: `DayFigures`, and the same as CSV,
XLSX or JSON; `FigureError`, and whatever the rows raise. Words: figure, stretch (a part of a visit, in seconds),
median, slow (what nine visits in ten stay below), way (how identity was captured).
Not known: names, numbers of people, screens, where rows are kept.
"""

from kiosk.figures.book import FigureBook, FigureRows, RecordCounts
from kiosk.figures.errors import FigureError, SpreadsheetMissing
from kiosk.figures.reckoning import reckon
from kiosk.figures.sheets import Sheet, sheets
from kiosk.figures.writing import to_csv, to_json, to_xlsx

__all__ = [
    "FigureBook",
    "FigureError",
    "FigureRows",
    "RecordCounts",
    "Sheet",
    "SpreadsheetMissing",
    "reckon",
    "sheets",
    "to_csv",
    "to_json",
    "to_xlsx",
]
