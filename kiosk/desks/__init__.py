"""Desks that are more than a form: a list somebody is looked for in, marks, reports, small sheets.

Enters: list files, `FilledForm`, `Record`, `Identity`, dated rules. Leaves: `ImportedList` with every broken row named,
`Match`, forms with the desk's own boxes, `Table`, data for layouts, `DeskError`. Words: list, row, key, mark, light,
station, sheet. Not known: files, devices, screens, printers, settings.
"""

from kiosk.desks.encodings import KNOWN as ENCODINGS
from kiosk.desks.errors import DeskError, ListRefused, ShapeBroken, SheetMissing
from kiosk.desks.importing import ImportedList, ListedRow, RowProblem, SetAside, import_list
from kiosk.desks.marks import DeskVisit, desk_visit, mark_of, marks_on
from kiosk.desks.matching import Light, ListIndex, Match, MatchVerdict, Person, folded_key
from kiosk.desks.names import NameAgreement, compare_names
from kiosk.desks.raw_rows import MAX_BYTES, MAX_ROWS
from kiosk.desks.shapes import Column, ColumnKind, ListShape
from kiosk.desks.stations import STATIONS, Surroundings

__all__ = [
    "ENCODINGS",
    "MAX_BYTES",
    "MAX_ROWS",
    "STATIONS",
    "Column",
    "ColumnKind",
    "DeskError",
    "DeskVisit",
    "ImportedList",
    "Light",
    "ListIndex",
    "ListRefused",
    "ListShape",
    "ListedRow",
    "Match",
    "MatchVerdict",
    "NameAgreement",
    "Person",
    "RowProblem",
    "SetAside",
    "ShapeBroken",
    "SheetMissing",
    "Surroundings",
    "compare_names",
    "desk_visit",
    "folded_key",
    "import_list",
    "mark_of",
    "marks_on",
]
