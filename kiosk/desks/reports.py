"""A list and the visits of a day become what people sign, count and send on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kiosk.desks import boxes
from kiosk.desks.importing import ImportedList, ListedRow, RowProblem
from kiosk.desks.marks import DeskVisit, marks_on
from kiosk.desks.matching import folded_key
from kiosk.desks.stations import OPEN_ACCOUNT, TO_ACCOUNT
from kiosk.desks.tables import Cell, Table, rows_of_set_aside
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.runtime.language import Language


@dataclass(frozen=True)
class ExportColumn:
    heading: str
    value: str
    """A box of the form; `#` the row's number; `@time`, `@assurance` of the visit."""
    codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Our code → theirs."""


@dataclass(frozen=True)
class ExportShape:
    title: Mapping[str, str]
    columns: tuple[ExportColumn, ...]


def attendance(listed: ImportedList, visits: Iterable[DeskVisit], language: Language) -> Table:
    """Everybody on the list, present or absent, in the order of the list."""
    say = _sayer(language)
    marks = marks_on(visits, listed.scope)
    rows = tuple(_attending(row, marks.get(folded_key(row.key)), language) for row in listed.rows)
    present = sum(1 for row in listed.rows if folded_key(row.key) in marks)
    names = ("candidate", "full_name", "number", "birth", "room", "seat", "present", "time", "proof")
    summary: tuple[tuple[str, Cell], ...] = (
        (say("listed"), len(listed.rows)),
        (say("present"), present),
        (say("absent"), len(listed.rows) - present),
        (say("set_aside"), len(listed.set_aside)),
    )
    return Table(say("attendance"), tuple(say(f"column.{one}") for one in names), rows, summary)


def sign_sheet(listed: ImportedList, visits: Sequence[DeskVisit], language: Language) -> Table:
    """Those who are paid in cash, with a place to sign; what was paid otherwise is counted."""
    say = _sayer(language)
    marks = marks_on(visits, listed.scope)
    cash = [one for one in marks.values() if one.values.get(boxes.WAY) != TO_ACCOUNT]
    transfers = [one for one in marks.values() if one.values.get(boxes.WAY) == TO_ACCOUNT]
    waiting = [row for row in listed.rows if folded_key(row.key) not in marks]
    rows = tuple(
        (
            number,
            one.values.get(boxes.NAME, ""),
            one.values.get(boxes.NUMBER, ""),
            one.values.get(boxes.BENEFIT, ""),
            in_dong(_amount(one.values.get(boxes.AMOUNT, ""))),
            "",
        )
        for number, one in enumerate(cash, start=1)
    )
    summary: tuple[tuple[str, Cell], ...] = (
        (say("paid_cash"), _counted(cash, language)),
        (say("paid_account"), _counted(transfers, language)),
        (say("not_come"), len(waiting)),
        (say("asks_account"), sum(1 for one in cash if one.values.get(boxes.WAY) == OPEN_ACCOUNT)),
        (say("no_account"), sum(1 for row in listed.rows if not row.values.get("account"))),
        (say("set_aside"), len(listed.set_aside)),
    )
    names = ("order", "full_name", "number", "benefit", "amount", "signature")
    return Table(say("sign_sheet"), tuple(say(f"column.{one}") for one in names), rows, summary)


def transfers(visits: Iterable[DeskVisit], shape: ExportShape, language: Language) -> Table:
    """Those who are paid to an account, for the bank."""
    return export([one for one in visits if one.values.get(boxes.WAY) == TO_ACCOUNT], shape, language)


def export(visits: Iterable[DeskVisit], shape: ExportShape, language: Language) -> Table:
    """Every visit as somebody else's software wants it."""
    rows = tuple(
        tuple(_exported(column, number, one) for column in shape.columns) for number, one in enumerate(visits, start=1)
    )
    title = language.choose(shape.title)
    return Table(
        title, tuple(one.heading for one in shape.columns), rows, ((language.say("desks.report.rows"), len(rows)),)
    )


def set_aside(listed: ImportedList, language: Language) -> Table:
    """The rows that could not be used, with line and reasons, their cells as they came: to be mended and brought in
    again."""
    say = _sayer(language)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.line,
            "; ".join(problem_said(problem, listed, language) for problem in one.problems),
            *rows_of_set_aside(listed.heading, one.cells),
        )
        for one in listed.set_aside
    )
    return Table(say("set_aside_title"), (say("column.line"), say("column.reason"), *listed.heading), rows)


def problem_said(problem: RowProblem, listed: ImportedList, language: Language) -> str:
    """One sentence about a row: the column's name and what is wrong there."""
    sentence = language.say(f"desks.row.{problem.key}", other=problem.other_line)
    if problem.column is None:
        return sentence
    return f"{language.choose(listed.shape.column(problem.column).label)}: {sentence}"


def in_dong(amount: int) -> str:
    """`1.500.000`, as amounts are written in Vietnam."""
    return f"{amount:,}".replace(",", ".")


def _attending(row: ListedRow, visit: DeskVisit | None, language: Language) -> tuple[Cell, ...]:
    say = _sayer(language)
    about = tuple(row.values.get(one, "") for one in ("candidate", "full_name", "number", "birth", "room", "seat"))
    if visit is None:
        return (*about, say("word.absent"), "", "")
    return (*about, say("word.present"), _time(visit), language.say(f"assurance.{visit.assurance}"))


def _exported(column: ExportColumn, number: int, visit: DeskVisit) -> Cell:
    special: Mapping[str, Cell] = {"#": number, "@time": _time(visit), "@assurance": visit.assurance}
    if column.value in special:
        return special[column.value]
    value = visit.values.get(column.value, "")
    return column.codes.get(value, value)


def _time(visit: DeskVisit) -> str:
    return visit.at.astimezone(VIETNAM_TIME).strftime("%H:%M %d/%m/%Y")


def _counted(visits: Sequence[DeskVisit], language: Language) -> str:
    total = sum(_amount(one.values.get(boxes.AMOUNT, "")) for one in visits)
    return language.say("desks.report.persons_amount", count=len(visits), amount=in_dong(total))


def _amount(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _sayer(language: Language) -> Callable[[str], str]:
    """The words of reports."""
    return lambda key: language.say(f"desks.report.{key}")
