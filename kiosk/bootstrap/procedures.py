"""Rows of procedures and days off become the catalogue and the calendar of the one-stop counter."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from config import calendar_data, procedures_data
from config.provenance import Labels, Row
from kiosk.procedures import (
    Catalogue,
    Certainty,
    Channel,
    DayKind,
    EssentialService,
    Fee,
    Finder,
    Level,
    LifeEvent,
    LinkedGroup,
    Need,
    OfficeHours,
    Origin,
    Paper,
    PortalLinks,
    Procedure,
    SpecialDay,
    Term,
    TermKind,
    Texts,
    Trap,
    Way,
    WorkCalendar,
    YearlyDay,
)

OWN_HOURS = "office_hours.toml"
"""In a site's state directory: its own hours."""


@cache
def catalogue() -> Catalogue:
    """Everything the program knows about procedures.

    Raises:
        config.ConfigError: a table cannot be read.
        CatalogueUnfit: tables contradict each other.
    """
    papers = {one.paper_id: Paper(one.paper_id, _texts(one.label), one.form) for one in procedures_data.papers()}
    return Catalogue(
        procedures=tuple(_procedure(sector, row, papers) for sector, row in procedures_data.procedures()),
        events=tuple(LifeEvent(one.event_id, _texts(one.label), one.words) for one in procedures_data.life_events()),
        services=tuple(
            EssentialService(one.number, _texts(one.label), one.codes, _origin(one), _when(one.note))
            for one in procedures_data.essential_services()
        ),
        groups=tuple(
            LinkedGroup(one.group_id, _texts(one.label), one.codes, one.members, _origin(one), _when(one.note))
            for one in procedures_data.linked_groups()
        ),
        links=_links(),
        short_words={one.short: one.means for one in procedures_data.short_words()},
    )


@cache
def finder() -> Finder:
    """The catalogue's index, built once. Raises as `catalogue`."""
    return Finder(catalogue())


def work_calendar(state_folder: Path | None = None) -> WorkCalendar:
    """Days off of the announced years, in the hours of the site's own file or the usual ones.

    Raises:
        config.ConfigError: a table, or the site's file, cannot be read.
    """
    years = calendar_data.calendar_years()
    special = (
        SpecialDay(one.day, DayKind(one.kind), _texts(one.name), Certainty(one.certainty))
        for year in years
        for one in year.days
    )
    return WorkCalendar(
        hours=office_hours(state_folder),
        special={one.day: one for one in special},
        yearly=tuple(_yearly(one) for one in calendar_data.yearly_days()),
        covers_from=min(one.covers_from for one in years),
        covers_to=max(one.covers_to for one in years),
    )


def office_hours(state_folder: Path | None = None) -> OfficeHours:
    own = None if state_folder is None else state_folder / OWN_HOURS
    row = calendar_data.office_hours(own) if own is not None and own.is_file() else calendar_data.office_hours()
    return OfficeHours(
        shifts=tuple((one.start, one.end) for one in row.shifts),
        days_off=frozenset(one - 1 for one in row.days_off),
        same_day_until=row.same_day_until,
    )


def _yearly(row: calendar_data.YearlyRow) -> YearlyDay:
    month, day = map(int, row.day_id.split("-"))
    return YearlyDay(month, day, _texts(row.name))


def _procedure(sector: str, row: procedures_data.ProcedureRow, papers: dict[str, Paper]) -> Procedure:
    return Procedure(
        code=row.code,
        name=row.name,
        label=_texts(row.label),
        sector=sector,
        levels=tuple(map(Level, row.levels)),
        body=row.body,
        ways=tuple(_ways(row.ways)),
        origin=_origin(row),
        words=row.words,
        events=row.events,
        online=row.online,
        decision=row.decision,
        decided_on=row.decided_on,
        needs=None if row.needs is None else tuple(_need(one, papers) for one in row.needs),
        not_needed=tuple(_need(one, papers) for one in row.not_needed),
        traps=tuple(Trap(_texts(one.text), Certainty(one.certainty)) for one in row.traps),
        portal_id=row.portal_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        common=row.common,
    )


def _ways(parts: Iterable[procedures_data.WayPart]) -> Iterable[Way]:
    for part in parts:
        terms = tuple(
            Term(TermKind(one.kind), one.amount, _when(one.when), Certainty(one.certainty)) for one in part.terms
        )
        for channel in part.by:
            yield Way(Channel(channel), terms, _fees(part), _when(part.fee_note))


def _fees(part: procedures_data.WayPart) -> tuple[Fee, ...] | None:
    if part.fees is None:
        return None
    return tuple(
        Fee(one.vnd, _when(one.when), one.valid_from, one.valid_to, Certainty(one.certainty)) for one in part.fees
    )


def _need(part: procedures_data.NeedPart, papers: dict[str, Paper]) -> Need:
    """A paper that has no row of its own is shown by its id; `config check` names it."""
    paper = papers.get(part.paper) or Paper(part.paper, {"vi": part.paper})
    return Need(paper, _when(part.when), Certainty(part.certainty))


def _links() -> PortalLinks:
    rows = {one.link_id: one for one in procedures_data.portal_links()}
    return PortalLinks(
        home=rows["home"].url,
        record=rows["record"].url,
        linked=rows["linked"].url,
        linked_codes=frozenset(rows["linked"].codes),
    )


def _origin(row: Row) -> Origin:
    return Origin(row.source, row.read_on, Certainty(row.certainty))


def _texts(labels: Labels) -> Texts:
    return labels.model_dump()


def _when(labels: Labels | None) -> Texts | None:
    return None if labels is None else _texts(labels)
