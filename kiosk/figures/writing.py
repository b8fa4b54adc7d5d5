"""The tables of a day as files for an office's own spreadsheet.

A result code comes from a portal, and a text that begins like a formula would be one to a spreadsheet (OWASP, "CSV
injection"): in CSV it gets an apostrophe in front, in XLSX its cell is text by type.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kiosk.domain.figures import DayFigures
from kiosk.figures.errors import SpreadsheetMissing
from kiosk.figures.sheets import Cell, Sheet

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 §2.2 does not allow, and control characters that no cell needs."""
_FORBIDDEN_IN_TITLE = re.compile(r"[\\/*?:\[\]]")
_LONGEST_TITLE = 28
"""Spreadsheets take 31 signs and none of those above; three are left for the number of a name that comes twice."""
_WIDTHS = (44, 16, 24)


def to_csv(sheets: Iterable[Sheet]) -> bytes:
    """One file with every table under its title; UTF-8 with a byte order mark, by which spreadsheets know it."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    for place, sheet in enumerate(sheets):
        if place:
            lines.writerow(())
        lines.writerow((_harmless(sheet.title),))
        lines.writerow(tuple(map(_harmless, sheet.heading)))
        lines.writerows(tuple(map(_harmless, row)) for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Iterable[Sheet], written_at: datetime) -> bytes:
    """A workbook with a sheet for each table. Raises `SpreadsheetMissing`."""
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra, and slow to load
        from openpyxl.styles import Font  # noqa: PLC0415 - as above
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
    except ImportError:
        raise SpreadsheetMissing from None
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "mot-cham"
    book.properties.created = book.properties.modified = written_at.replace(tzinfo=None)
    for sheet in sheets:
        page = book.create_sheet(_FORBIDDEN_IN_TITLE.sub(" ", sheet.title)[:_LONGEST_TITLE])
        for number, row in enumerate((sheet.heading, *sheet.rows), start=1):
            for column, value in enumerate(row, start=1):
                _write(page.cell(number, column), value)
        for cell in page[1]:
            cell.font = Font(bold=True)
        for column in range(1, len(sheet.heading) + 1):
            page.column_dimensions[get_column_letter(column)].width = _WIDTHS[min(column, len(_WIDTHS)) - 1]
        page.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_json(figures: DayFigures) -> dict[str, Any]:
    """The day with words as the program keeps them; what is not known is None."""
    return {
        "day": figures.day.isoformat(),
        "visits": figures.visits,
        "left": figures.left,
        "median_s": figures.median_s,
        "slow_s": figures.slow_s,
        "stretches": dict(figures.stretches),
        "ends": dict(figures.ends),
        "ways": dict(figures.ways),
        "assurances": dict(figures.assurances),
        "portal": dict(figures.portal),
        "result_codes": dict(figures.result_codes),
        "failures": dict(figures.failures),
        "hours": [{"hour": one.hour, "visits": one.visits, "median_s": one.median_s} for one in figures.hours],
        "waiting": figures.waiting,
        "refused": figures.refused,
    }


def _harmless(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    text = _UNWRITABLE.sub("", value)
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def _write(cell: Any, value: Cell) -> None:  # noqa: ANN401 - openpyxl's cell, which may not be installed
    if isinstance(value, str):
        cell.value = _UNWRITABLE.sub("", value)
        cell.data_type = "s"  # Whatever it begins with: openpyxl takes a leading "=" for a formula.
    else:
        cell.value = value
