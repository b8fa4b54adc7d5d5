"""Reports of a desk: the day's records and the list become tables, and tables become files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from config.desk_lists_data import load_export_file
from kiosk.desks import DeskVisit, ImportedList, SheetMissing, desk_visit
from kiosk.desks.reports import ExportColumn, ExportShape, attendance, export, set_aside, sign_sheet, transfers
from kiosk.desks.table_paper import TABLE_LAYOUT, TablePaper, table_data
from kiosk.desks.tables import Table, to_csv
from kiosk.domain.dates import vietnamese_date
from kiosk.figures import Sheet, to_xlsx
from kiosk.papers import render
from kiosk.records import Store
from kiosk.records.desk_records import DeskRecords
from kiosk.runtime.language import Language


@dataclass(frozen=True)
class Report:
    """One report of a service."""

    needs_list: bool
    make: Callable[[ImportedList | None, Sequence[DeskVisit], Language], Table]
    paper: TablePaper
    export_id: str | None = None


def _listed(make: Callable[[ImportedList, Sequence[DeskVisit], Language], Table]) -> Callable[..., Table]:
    def made(listed: ImportedList | None, visits: Sequence[DeskVisit], language: Language) -> Table:
        if listed is None:
            raise SheetMissing("a list is needed")
        return make(listed, visits, language)

    return made


def _exported(export_id: str) -> Callable[..., Table]:
    def made(listed: ImportedList | None, visits: Sequence[DeskVisit], language: Language) -> Table:
        return export(visits, export_shape(export_id), language)

    return made


def _transfers(listed: ImportedList | None, visits: Sequence[DeskVisit], language: Language) -> Table:
    return transfers(visits, export_shape("bank"), language)


def _set_aside(listed: ImportedList, visits: Sequence[DeskVisit], language: Language) -> Table:
    return set_aside(listed, language)


_KEEPER = TablePaper("", ("keeper", "leader"))
REPORTS: Mapping[str, Mapping[str, Report]] = {
    "exam-room": {
        "attendance": Report(True, _listed(attendance), TablePaper("", ("invigilator", "invigilator_two", "leader"))),
        "set-aside": Report(True, _listed(_set_aside), _KEEPER),
    },
    "pay-list": {
        "sign-sheet": Report(True, _listed(sign_sheet), TablePaper("", ("payer", "accountant", "leader"), tall=True)),
        "transfers": Report(False, _transfers, _KEEPER, "bank"),
        "set-aside": Report(True, _listed(_set_aside), _KEEPER),
    },
    "lodging": {"guests": Report(False, _exported("lodging"), _KEEPER, "lodging")},
    "visitor-book": {"visitors": Report(False, _exported("visitor-book"), _KEEPER, "visitor-book")},
}
"""By service and by name; the first of a service is what it makes unless another is named."""


def report_of(service_id: str, name: str | None) -> Report:
    """Raises `SheetMissing`."""
    known = REPORTS.get(service_id, {})
    found = known.get(name or next(iter(known), ""))
    if found is None:
        raise SheetMissing(", ".join(known))
    return found


def export_shape(export_id: str) -> ExportShape:
    """Raises `config.ConfigError`."""
    written = load_export_file(export_id)
    columns = tuple(ExportColumn(one.heading, one.value, MappingProxyType(dict(one.codes))) for one in written.columns)
    return ExportShape(written.title.model_dump(), columns)


def visits_of(store: Store, service_id: str, day: date | None, session: str = "") -> list[DeskVisit]:
    """The confirmed visits of a service that are kept: of one Vietnamese day, of one session. Raises `StoreError`."""
    visits = [desk_visit(record) for _, record in DeskRecords(store.database).since(service_id)]
    on_day = [one for one in visits if day is None or vietnamese_date(one.at) == day]
    return [one for one in on_day if not session or one.session == session]


def as_csv(table: Table) -> bytes:
    return to_csv(table)


def as_xlsx(table: Table, at: datetime) -> bytes:
    """Raises `SpreadsheetMissing`."""
    sheets = [Sheet(table.title, table.heading, table.rows)]
    if table.summary:
        sheets.append(Sheet("Σ", ("", ""), table.summary))
    return to_xlsx(sheets, at)


def as_pdf(
    table: Table, report: Report, office: str, language: Language, at: datetime, *, session: str = "", demo: bool
) -> bytes:
    """Raises `SheetMissing`, `PaperError`."""
    note = load_export_file(report.export_id).note if report.export_id is not None else None
    said = language.choose(note.model_dump()) if note is not None else ""
    paper = replace(report.paper, office=office, note=said, session=session, demo=demo)
    return render(TABLE_LAYOUT, table_data(table, paper, language, at), written_at=at)
