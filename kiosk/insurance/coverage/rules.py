"""The dated rules coverage is judged by, as values. They come from files of facts; this room only applies them.

Every rule knows the days on which it holds: the same card on the same desk means something else before and after
1 July 2026, and a visit is always judged by the rules of its own day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.insurance.coverage.circumstances import Circumstance
from kiosk.insurance.coverage.errors import CoverageError
from kiosk.insurance.coverage.facility import FacilityLevel, FormerRank, PrimaryKind, ScoreBand


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both included; None where no end is known."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise CoverageError("a rule ends before it begins")

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class RouteRule:
    """One way to a code of MA_DOITUONG_KCB. An empty set asks for nothing; what is not empty must hold."""

    code: str
    reason: str
    """A text key."""
    span: Span
    levels: frozenset[FacilityLevel] = frozenset()
    ranks: frozenset[FormerRank] = frozenset()
    scores: frozenset[ScoreBand] = frozenset()
    primary_kinds: frozenset[PrimaryKind] = frozenset()
    registered_here: bool | None = None
    """None: registered here or not, both fit."""
    needs: frozenset[Circumstance] = frozenset()
    unless: frozenset[Circumstance] = frozenset()
    offered: bool = False
    """Reception is shown this code as what would stand if its circumstances were given."""


@dataclass(frozen=True)
class RouteBenefit:
    """What the fund pays on a route."""

    code: str
    span: Span
    share_percent: int
    """Of the card's level."""
    in_patient: bool | None = None
    """None: in both cases."""
    whatever_card: bool = False
    """The share is of the covered cost itself, whatever the card's level."""


@dataclass(frozen=True)
class ReferenceAmount:
    """Lương cơ sở, or the reference amount (mức tham chiếu) that takes its place."""

    amount_vnd: int
    span: Span


@dataclass(frozen=True)
class CoverageLimits:
    """Numbers of the law and of practice that age."""

    copayment_multiple: int
    """Co-payments of a year above so many reference amounts, with five continuous years: the fund pays all."""
    small_bill_percent: int
    """Of the reference amount: a visit that costs no more is paid whole."""
    recent_visit_days: int
    """How far back visits are shown."""
    close_visit_days: int
    """A visit so many days ago or less is warned of."""
    expiring_days: int
    """A card that ends within so many days is warned of."""
    child_age: int
    """Below it, a child needs no card of its own to be received."""


@dataclass(frozen=True)
class CoverageRules:
    benefit_levels: Mapping[str, int]
    """Third character of a 15-character card number → percent."""
    routes: tuple[RouteRule, ...]
    """From the top of the list: the first that fits stands (QĐ 3276/QĐ-BYT)."""
    benefits: tuple[RouteBenefit, ...]
    amounts: tuple[ReferenceAmount, ...]
    limits: CoverageLimits
    facility_names: Mapping[str, str]
    paper_card_groups: frozenset[str] = frozenset()
    """The first two characters of cards whose validity staff check on the card."""

    def __post_init__(self) -> None:
        seen: set[tuple[str, bool | None, Span]] = set()
        for one in self.benefits:
            if (one.code, one.in_patient, one.span) in seen:
                raise CoverageError(f"two shares for route {one.code}")
            seen.add((one.code, one.in_patient, one.span))

    def amount_on(self, day: date) -> int | None:
        """The reference amount of a day in đồng; None when none is known for it."""
        return next((one.amount_vnd for one in self.amounts if one.span.holds(day)), None)
