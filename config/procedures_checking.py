"""What `mot-cham config check` asks of the catalogue of procedures and of the table of days off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from config.calendar_data import calendar_year_files, calendar_years, office_hours, yearly_days
from config.data_rows import outdated
from config.errors import Finding
from config.files import display
from config.forms_data import forms
from config.paper_forms_data import paper_forms
from config.procedures_data import (
    CATALOGUE,
    CODE,
    DIRECTORY,
    ProcedureRow,
    essential_services,
    life_events,
    linked_groups,
    papers,
    portal_links,
    procedures,
    refused_codes,
    short_words,
)
from config.provenance import Row

READ_AGAIN_AFTER = timedelta(days=365)
"""Codes, fees and forms move every month; a row that nobody looked at for a year is no longer knowledge."""


def procedure_findings(day: date) -> Iterator[Finding]:
    """What is wrong with these tables on `day`.

    Raises:
        ConfigError: one of them cannot be read.
    """
    rows = tuple(row for _, row in procedures())
    for sector, row in procedures():
        file = display(CATALOGUE / f"{sector}.toml")
        yield from (Finding(file, None, f"{row.code}: {reason}", remedy) for reason, remedy in _of_row(row, day))
    yield from _of_codes({row.code for row in rows})
    yield from _of_papers(rows)
    yield from _of_ages(day)


def calendar_findings(day: date) -> Iterator[Finding]:
    """What is wrong with the days off on `day`.

    Raises:
        ConfigError: a table cannot be read.
    """
    years = calendar_years()
    office_hours()
    yearly_days()
    last = max(one.covers_to for one in years)
    if last < day:
        file = display(calendar_year_files()[-1])
        remedy = "Add the year's table from the government's notice (days off, swapped days)"
        yield Finding(file, None, f"the table of days off ended on {last}", remedy)
    for first, second in pairwise(years):
        if second.covers_from != first.covers_to + timedelta(days=1):
            file = display(calendar_year_files()[0].parent)
            yield Finding(
                file, None, f"between {first.covers_to} and {second.covers_from} days are missing or twice", ""
            )


def _of_row(row: ProcedureRow, day: date) -> Iterator[tuple[str, str]]:
    if row.valid_to is not None and row.valid_to < day:
        yield f"the procedure ended on {row.valid_to}", "Remove it, or read the decision that replaced it"
    if day - row.read_on > READ_AGAIN_AFTER:
        yield f"read on {row.read_on}, more than a year ago (warning)", "Read the portal's record again"
    if row.certainty == "unknown":
        yield "a code that nobody could trace is no entry", "Find its record, or remove the row"
    known = {one.event_id for one in life_events()}
    for event in row.events:
        if event not in known:
            yield f"there is no life event {event!r}", f"Use: {', '.join(sorted(known))}"
    for way in row.ways:
        if way.fees is not None and not any(_holds(one.valid_from, one.valid_to, day) for one in way.fees):
            yield f"no fee holds on {day} ({', '.join(way.by)})", "Add the fee of the day, or leave fees out"


def _of_codes(catalogue: set[str]) -> Iterator[Finding]:
    refused = {one.code: one.reason.en for one in refused_codes()}
    linked = {code for link in portal_links() for code in link.codes}
    named = {
        "essential_services.toml": {code for one in essential_services() for code in one.codes},
        "linked_groups.toml": {code for one in linked_groups() for code in (*one.codes, *one.members)},
        "portal_links.toml": linked,
        "catalogue": catalogue,
    }
    for name, codes in named.items():
        file = display(DIRECTORY / name)
        for code in sorted(codes):
            if not re.match(CODE, code):
                yield Finding(file, None, f"{code!r} has no code's shape", "One digit, a dot, six digits")
            elif code in refused:
                yield Finding(file, None, f"{code} must not be used here: {refused[code]}", "Find the right code")
            elif code not in catalogue:
                yield Finding(file, None, f"{code} is in no file of the catalogue", "Add its row, or remove it")
    numbers = {one.number for one in essential_services()}
    for number in sorted(set(range(1, 26)) - numbers):
        file = display(DIRECTORY / "essential_services.toml")
        yield Finding(
            file, None, f"service {number} of the 25 is missing", "Add the row, with no code when none is known"
        )


def _of_papers(rows: tuple[ProcedureRow, ...]) -> Iterator[Finding]:
    known = {one.paper_id for one in papers()}
    for row in rows:
        for need in (*(row.needs or ()), *row.not_needed):
            if need.paper not in known:
                file = display(DIRECTORY / "papers.toml")
                yield Finding(
                    file, None, f"{row.code} speaks of {need.paper!r}, which is no paper", "Add or correct it"
                )
    there = (*forms(), *paper_forms())
    for paper in papers():
        if paper.form is not None and paper.form not in there:
            file = display(DIRECTORY / "papers.toml")
            yield Finding(file, None, f"{paper.paper_id}: there is no form {paper.form!r}", f"Use: {', '.join(there)}")


def _of_ages(day: date) -> Iterator[Finding]:
    tables: dict[str, tuple[Row, ...]] = {
        "papers": papers(),
        "life_events": life_events(),
        "essential_services": essential_services(),
        "linked_groups": linked_groups(),
        "short_words": short_words(),
        "refused_codes": refused_codes(),
        "portal_links": portal_links(),
        "catalogue": tuple(row for _, row in procedures()),
    }
    for name, table in tables.items():
        for row in outdated(table, day):
            file = display(DIRECTORY / name)
            yield Finding(file, None, f"a row read on {row.read_on} is no longer valid", "Read its source again")


def _holds(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)
