"""What is known about a procedure: facts with their certainty, as an officer would look them up.

Unknown is a value of its own. `None` where a tuple could stand means "nobody has read it", an empty tuple means "read,
and there is none": a citizen told "no papers needed" because nobody had looked would come twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kiosk.procedures.errors import CatalogueUnfit, ProcedureUnknown

Texts = Mapping[str, str]
"""A text for people by language code, Vietnamese always."""


class Certainty(StrEnum):
    VERIFIED = "verified"
    """Read in the named source."""
    LIKELY = "likely"
    """Inferred, or one weak source."""
    UNKNOWN = "unknown"
    """Looked for and not found."""


class Channel(StrEnum):
    """How a dossier is handed in."""

    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"


class Level(StrEnum):
    """Who receives it, since the districts were abolished on 01-07-2025."""

    COMMUNE = "xa"
    PROVINCE = "tinh"
    MINISTRY = "bo"
    OTHER = "khac"


class TermKind(StrEnum):
    """How the time for an answer is counted."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    """Calendar days; the result still cannot fall on a day off."""
    HOURS = "hours"
    """Working hours."""
    SAME_DAY = "same_day"
    """On the day itself, or the next working day when received after the hour of the office's rule."""
    CALENDAR = "calendar"
    """By a calendar of its own (school year, round of examinations)."""
    UNKNOWN = "unknown"


COUNTED = frozenset({TermKind.WORKING_DAYS, TermKind.DAYS, TermKind.HOURS})
"""Kinds that need an amount."""


@dataclass(frozen=True)
class Term:
    """The time an office has."""

    kind: TermKind
    amount: int | None = None
    """Days or hours; None where the kind has none."""
    when: Texts | None = None
    """In which case it holds; None: in all, or nobody knows in which."""
    certainty: Certainty = Certainty.VERIFIED


@dataclass(frozen=True)
class Fee:
    """What is paid at handing in. Zero is a read "free", not a guess."""

    amount_vnd: int
    when: Texts | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    certainty: Certainty = Certainty.VERIFIED

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Way:
    """One channel of a procedure with its times and fees. Direct and online may differ."""

    channel: Channel
    terms: tuple[Term, ...]
    fees: tuple[Fee, ...] | None = None
    """None: unknown."""
    fee_note: Texts | None = None
    """Who sets the fee, who is exempt."""


@dataclass(frozen=True)
class Paper:
    paper_id: str
    label: Texts
    form: str | None = None
    """The form that this program fills, where there is one."""


@dataclass(frozen=True)
class Need:
    """A paper of one procedure: to bring, or no longer to bring."""

    paper: Paper
    when: Texts | None = None
    """In which case; None: always."""
    certainty: Certainty = Certainty.VERIFIED


@dataclass(frozen=True)
class Trap:
    """What people get wrong, said before they do."""

    text: Texts
    certainty: Certainty


@dataclass(frozen=True)
class Origin:
    source: str
    read_on: date
    certainty: Certainty


@dataclass(frozen=True)
class Procedure:
    code: str
    """`D.DDDDDD` of the national database. One service has other codes at other levels."""
    name: str
    """As announced; in Vietnamese only, because the decision is."""
    label: Texts
    """In plain words."""
    sector: str
    levels: tuple[Level, ...]
    body: str
    ways: tuple[Way, ...]
    origin: Origin
    words: tuple[str, ...] = ()
    """How people ask for it."""
    events: tuple[str, ...] = ()
    """Ids of life events."""
    online: str | None = None
    """`full` or `part`; None where the record does not say."""
    decision: str | None = None
    decided_on: date | None = None
    needs: tuple[Need, ...] | None = None
    """None: nobody has read the list of papers."""
    not_needed: tuple[Need, ...] = ()
    traps: tuple[Trap, ...] = ()
    portal_id: str | None = None
    """The record's id on the national portal, where it was seen."""
    valid_from: date | None = None
    valid_to: date | None = None
    common: bool = False
    """Asked for often at a commune's counter: goes first among equals."""

    def way(self, channel: Channel) -> Way | None:
        return next((one for one in self.ways if one.channel is channel), None)

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class LifeEvent:
    event_id: str
    label: Texts
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class EssentialService:
    """One of the 25 of QĐ 06/QĐ-TTg."""

    number: int
    label: Texts
    codes: tuple[str, ...]
    """Empty: no code was found."""
    origin: Origin
    note: Texts | None = None


@dataclass(frozen=True)
class LinkedGroup:
    """Procedures done with one entry."""

    group_id: str
    label: Texts
    codes: tuple[str, ...]
    """Codes of the group itself, the one to use first."""
    members: tuple[str, ...]
    """Procedures it replaces, in the order they are done."""
    origin: Origin
    note: Texts | None = None


@dataclass(frozen=True)
class PortalLinks:
    """Where a procedure is found online. Filing is done there by the citizen, never by this program."""

    home: str
    record: str
    """With `{portal_id}`."""
    linked: str
    """With `{code}`: procedures of the linked portal."""
    linked_codes: frozenset[str] = frozenset()

    def link(self, procedure: Procedure) -> str:
        """The page of the procedure, or the portal's front page where the page is not known."""
        if procedure.code in self.linked_codes:
            return self.linked.format(code=procedure.code)
        if procedure.portal_id is not None:
            return self.record.format(portal_id=procedure.portal_id)
        return self.home


@dataclass(frozen=True)
class Catalogue:
    procedures: tuple[Procedure, ...]
    events: tuple[LifeEvent, ...]
    services: tuple[EssentialService, ...]
    groups: tuple[LinkedGroup, ...]
    links: PortalLinks
    short_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What people shorten → what it may mean, both folded or not."""

    def __post_init__(self) -> None:
        codes = [one.code for one in self.procedures]
        if len(set(codes)) < len(codes):
            raise CatalogueUnfit("a code stands there twice")
        known = {one.event_id for one in self.events}
        for one in self.procedures:
            if strange := set(one.events) - known:
                raise CatalogueUnfit(f"{one.code}: there is no life event {min(strange)!r}")

    def procedure(self, code: str) -> Procedure:
        """Raises `ProcedureUnknown`."""
        found = next((one for one in self.procedures if one.code == code), None)
        if found is None:
            raise ProcedureUnknown(code)
        return found

    def services_of(self, code: str) -> tuple[EssentialService, ...]:
        return tuple(one for one in self.services if code in one.codes)

    def groups_of(self, code: str) -> tuple[LinkedGroup, ...]:
        """Groups that are this procedure or contain it: one visit instead of three."""
        return tuple(one for one in self.groups if code in one.codes or code in one.members)
