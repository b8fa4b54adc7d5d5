"""A table as data of the layout `desk-table`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.desks.errors import SheetMissing
from kiosk.desks.tables import Table
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.runtime.language import Language

TABLE_LAYOUT = "desk-table"
MOST_ROWS_ON_PAPER = 3_000
"""A longer table is no paper: it is taken as a workbook."""
_NARROWEST, _WIDEST = 6, 30


@dataclass(frozen=True)
class TablePaper:
    """What stands around the table."""

    office: str
    signatures: tuple[str, ...] = ()
    """Keys of `desks.report.signature`."""
    tall: bool = False
    """Rows high enough to sign in."""
    note: str = ""
    session: str = ""
    demo: bool = False


def table_data(table: Table, paper: TablePaper, language: Language, at: datetime) -> dict[str, object]:
    """What the layout prints. Raises `SheetMissing` for a table that is too long for paper."""
    if len(table.rows) > MOST_ROWS_ON_PAPER:
        raise SheetMissing(f"more than {MOST_ROWS_ON_PAPER} rows")
    local = at.astimezone(VIETNAM_TIME)
    day = language.say("desks.report.day", date=local.strftime("%d/%m/%Y"))
    numeric = [place for place in range(len(table.heading)) if _is_numeric(table, place)]
    return {
        "lang": language.code,
        "title": table.title,
        "subtitle": " · ".join((*filter(None, (paper.session,)), day)),
        "office": paper.office,
        "demo": language.say("desks.report.demo") if paper.demo else "",
        "summary": [[name, _shown(value)] for name, value in table.summary],
        "heading": list(table.heading),
        "widths": _widths(table, tall=paper.tall),
        "numeric": numeric,
        "tall": paper.tall,
        "rows": [[_shown(one) for one in row] for row in table.rows],
        "empty": language.say("desks.report.nobody"),
        "note": paper.note,
        "signatures": [language.say(f"desks.report.signature.{one}") for one in paper.signatures],
        "sign": language.say("desks.report.sign_here"),
        "printed": language.say("desks.report.printed", time=local.strftime("%H:%M"), date=local.strftime("%d/%m/%Y")),
    }


def _widths(table: Table, *, tall: bool) -> Sequence[int]:
    """Shares of the page by what stands in the columns; an empty one of a sheet to be signed is where people sign."""
    widths = []
    for place, heading in enumerate(table.heading):
        lengths = sorted(len(_shown(row[place])) for row in table.rows)
        usual = lengths[len(lengths) * 9 // 10] if lengths else 0
        to_sign = tall and lengths != [] and lengths[-1] == 0
        longest_word = max(map(len, heading.split()), default=0)
        widths.append(20 if to_sign else max(_NARROWEST, longest_word + 1, min(usual + 1, _WIDEST)))
    return widths


def _is_numeric(table: Table, place: int) -> bool:
    """Amounts and counts stand on the right; identity numbers are read from the left."""
    values = [row[place] for row in table.rows if row[place] not in ("", None)]
    return bool(values) and all(isinstance(one, int) or _is_amount(str(one)) for one in values)


def _is_amount(text: str) -> bool:
    groups = text.split(".")
    return len(groups) > 1 and all(one.isascii() and one.isdigit() for one in groups) and {*map(len, groups[1:])} == {3}


def _shown(value: object) -> str:
    return "" if value is None else str(value)
