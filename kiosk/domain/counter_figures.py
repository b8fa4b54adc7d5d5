"""What a counter spared people, in figures: boxes that cards filled, papers nobody had to bring. No time of day and no
name is in them, so nobody can be recognised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CounterFigure:
    """One service given to one person: a visit at a desk, or the papers of one entry."""

    figure_id: str
    """Of the visit, or of its own; never the record's or the slip's: no figure leads to a person."""
    desk_id: str
    service_id: str
    """A service of a desk, or a procedure's code."""
    day: date
    """In Vietnam."""
    by_code: int
    """Boxes filled from the printed QR."""
    by_chip: int
    typed: int
    by_desk: int
    """Filled from the office's own settings."""
    empty: int
    """Left to the pen."""
    papers_made: int = 0
    papers_saved: int | None = None
    """Papers that the catalogue says are no longer needed for it; None when nobody said."""
    seconds: float | None = None
    """None where the visit's own figure knows, or nobody measured."""


@dataclass(frozen=True)
class ServiceFigures:
    """One service in one week. None is what nobody counted or measured, and no zero."""

    service_id: str
    count: int
    minutes: float | None
    """All of them together."""
    median_minutes: float | None
    by_code: int | None
    by_chip: int | None
    typed: int | None
    by_desk: int | None
    empty: int | None
    papers_made: int | None
    papers_saved: int | None

    @property
    def card_share(self) -> float | None:
        """Of the boxes that were filled, how many a card filled, from 0 to 1."""
        if self.by_code is None or self.by_chip is None or self.typed is None or self.by_desk is None:
            return None
        filled = self.by_code + self.by_chip + self.typed + self.by_desk
        return round((self.by_code + self.by_chip) / filled, 3) if filled else None


@dataclass(frozen=True)
class WeekFigures:
    first: date
    """Monday."""
    last: date
    """Sunday."""
    services: tuple[ServiceFigures, ...]
    """The busiest first."""
    total: ServiceFigures
    """Over all of them; its service has no name."""
