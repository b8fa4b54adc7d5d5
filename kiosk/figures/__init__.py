"""The day in figures: how many visits, how long they took, what the portal said, what failed; and a counter's week.

Enters: `VisitFigure`, one for each visit that ended; counts of the outbox; `CounterFigure`, boxes by where they came
from. Leaves: `DayFigures`, `WeekFigures`, and the same as CSV, XLSX or JSON; `FigureError`, and what the rows raise.
Words: figure, stretch (a part of a visit, in seconds), median, slow (what nine visits in ten stay below), way (how
identity was captured), service, papers saved (that nobody had to bring).
Not known: names, numbers of people, screens, where rows are kept.
"""

from kiosk.figures.book import FigureBook, FigureRows, RecordCounts
from kiosk.figures.errors import FigureError, SpreadsheetMissing
from kiosk.figures.one_stop import CounterFigureRows, OneStopBook, reckon_week
from kiosk.figures.reckoning import reckon
from kiosk.figures.sheets import Sheet, sheets
from kiosk.figures.week_writing import week_json, week_sheets
from kiosk.figures.writing import to_csv, to_json, to_xlsx

__all__ = [
    "CounterFigureRows",
    "FigureBook",
    "FigureError",
    "FigureRows",
    "OneStopBook",
    "RecordCounts",
    "Sheet",
    "SpreadsheetMissing",
    "reckon",
    "reckon_week",
    "sheets",
    "to_csv",
    "to_json",
    "to_xlsx",
    "week_json",
    "week_sheets",
]
