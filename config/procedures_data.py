"""Procedures of the one-stop counter, as dated rows: codes, names, papers, times, fees, traps, portals.

A row is an officer's knowledge and ages like it. `valid_from` and `valid_to` say when the procedure holds,
`valid_until` when the row must be read again. A code that no portal record backs has no business here: invented codes
circulate, and a citizen sent to file under one loses a day.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from config.coverage_data import DatedRow
from config.data_rows import read_rows
from config.errors import ConfigError
from config.files import HOME, Strict, display
from config.provenance import Certainty, Labels, Row

DIRECTORY = HOME / "procedures"
CATALOGUE = DIRECTORY / "catalogue"
CODE = r"^[0-9]\.[0-9]{6}$"
"""Codes of the national database of procedures; the first digit says which list, the rest is a running number."""

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_PORTAL_ID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
_COUNTED = frozenset({"working_days", "days", "hours"})

ChannelName = Literal["direct", "online", "post"]
LevelName = Literal["xa", "tinh", "bo", "khac"]
TermName = Literal["working_days", "days", "hours", "same_day", "calendar", "unknown"]


class TermPart(Strict):
    kind: TermName
    amount: int | None = Field(default=None, ge=1, le=1000)
    when: Labels | None = None
    certainty: Certainty = Certainty.VERIFIED

    @model_validator(mode="after")
    def _amount_where_counted(self) -> TermPart:
        if (self.amount is not None) != (self.kind in _COUNTED):
            raise ValueError("amount belongs to working_days, days and hours, and only there")
        return self


class FeePart(Strict):
    vnd: int = Field(ge=0, le=100_000_000)
    when: Labels | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    certainty: Certainty = Certainty.VERIFIED


class WayPart(Strict):
    by: tuple[ChannelName, ...] = Field(min_length=1)
    terms: tuple[TermPart, ...] = Field(min_length=1)
    fees: tuple[FeePart, ...] | None = None
    """Left out: unknown. `[{ vnd = 0 }]`: read, and free."""
    fee_note: Labels | None = None


class NeedPart(Strict):
    paper: str = Field(pattern=_ID)
    when: Labels | None = None
    certainty: Certainty = Certainty.VERIFIED


class TrapPart(Strict):
    text: Labels
    certainty: Certainty = Certainty.VERIFIED


class ProcedureRow(DatedRow):
    code: str = Field(pattern=CODE)
    name: str = Field(min_length=3)
    label: Labels
    levels: tuple[LevelName, ...] = Field(min_length=1)
    body: str = Field(min_length=3)
    ways: tuple[WayPart, ...] = Field(min_length=1)
    words: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    online: Literal["full", "part"] | None = None
    decision: str | None = None
    decided_on: date | None = None
    needs: tuple[NeedPart, ...] | None = None
    not_needed: tuple[NeedPart, ...] = ()
    traps: tuple[TrapPart, ...] = ()
    portal_id: str | None = Field(default=None, pattern=_PORTAL_ID)
    common: bool = False

    @model_validator(mode="after")
    def _traceable(self) -> ProcedureRow:
        if self.certainty is Certainty.VERIFIED and (self.decision is None or self.decided_on is None):
            raise ValueError("a verified row names the decision that announced it, and its day")
        if self.decided_on is not None and self.decided_on > self.read_on:
            raise ValueError("decided_on is after read_on")
        channels = [channel for way in self.ways for channel in way.by]
        if len(set(channels)) < len(channels):
            raise ValueError("a channel stands in two ways")
        return self


class PaperRow(Row):
    paper_id: str = Field(pattern=_ID)
    label: Labels
    form: str | None = None
    """A form of config/forms that this program fills."""


class EventRow(Row):
    event_id: str = Field(pattern=_ID)
    label: Labels
    words: tuple[str, ...] = ()


class ServiceRow(Row):
    number: int = Field(ge=1, le=25)
    label: Labels
    codes: tuple[str, ...] = ()
    note: Labels | None = None


class GroupRow(Row):
    group_id: str = Field(pattern=_ID)
    label: Labels
    codes: tuple[str, ...] = ()
    members: tuple[str, ...] = Field(min_length=2)
    note: Labels | None = None


class ShortWordRow(Row):
    short: str = Field(min_length=1)
    means: tuple[str, ...] = Field(min_length=1)


class RefusedRow(Row):
    """A code that circulates and is wrong."""

    code: str = Field(min_length=1)
    reason: Labels


class LinkRow(Row):
    link_id: Literal["home", "record", "linked"]
    url: str = Field(pattern=r"^https://")
    codes: tuple[str, ...] = ()
    """Of `linked`: the procedures found there."""


@cache
def procedures() -> tuple[tuple[str, ProcedureRow], ...]:
    """Sector and row, file by file; the name of the file is the sector.

    Raises:
        ConfigError: a file is broken, or a code stands in two of them.
    """
    found: dict[str, tuple[str, ProcedureRow]] = {}
    for path in catalogue_files():
        for row in read_rows(path, "procedures", ProcedureRow, "code"):
            if row.code in found:
                reason = f"{row.code} stands in {found[row.code][0]} too"
                raise ConfigError(display(path), "procedures.code", reason, "Keep one of them")
            found[row.code] = (path.stem, row)
    return tuple(found.values())


def catalogue_files() -> tuple[Path, ...]:
    return tuple(sorted(CATALOGUE.glob("*.toml")))


@cache
def papers() -> tuple[PaperRow, ...]:
    return read_rows(DIRECTORY / "papers.toml", "papers", PaperRow, "paper_id")


@cache
def life_events() -> tuple[EventRow, ...]:
    return read_rows(DIRECTORY / "life_events.toml", "events", EventRow, "event_id")


@cache
def essential_services() -> tuple[ServiceRow, ...]:
    return read_rows(DIRECTORY / "essential_services.toml", "services", ServiceRow, "number")


@cache
def linked_groups() -> tuple[GroupRow, ...]:
    return read_rows(DIRECTORY / "linked_groups.toml", "groups", GroupRow, "group_id")


@cache
def short_words() -> tuple[ShortWordRow, ...]:
    return read_rows(DIRECTORY / "short_words.toml", "words", ShortWordRow, "short")


@cache
def refused_codes() -> tuple[RefusedRow, ...]:
    return read_rows(DIRECTORY / "refused_codes.toml", "codes", RefusedRow, "code")


@cache
def portal_links() -> tuple[LinkRow, ...]:
    return read_rows(DIRECTORY / "portal_links.toml", "links", LinkRow, "link_id")
