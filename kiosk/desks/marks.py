"""The marks on a list, as the records of a desk's visits have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.desks import boxes
from kiosk.desks.matching import folded_key
from kiosk.domain.record import Record

_KEY_BOXES = (boxes.CANDIDATE, boxes.PAY_ROW)


@dataclass(frozen=True)
class DeskVisit:
    """One confirmed visit of a desk, as its reports need it."""

    at: datetime
    """Aware."""
    key: str = field(repr=False)
    """The row it marks; empty at a desk that marks none."""
    values: Mapping[str, str] = field(repr=False)
    assurance: str
    overall: str | None
    """What the chip's checks said together; None when no chip was read."""

    @property
    def session(self) -> str:
        """The scope of its mark (`ImportedList.scope`)."""
        return self.values.get(boxes.LIST, "")


def desk_visit(record: Record) -> DeskVisit:
    values = {name: one.value for name, one in record.values.items()}
    key = next((values[name] for name in _KEY_BOXES if values.get(name)), "")
    identification = record.identification
    return DeskVisit(
        record.confirmed_at, key, values, identification.get("assurance") or "", identification.get("overall")
    )


def mark_of(record: Record, scope: str) -> str:
    """The row that a record marks in this scope (`ImportedList.scope`); empty when it marks none, or elsewhere."""
    visit = desk_visit(record)
    return visit.key if visit.values.get(boxes.LIST) == scope else ""


def marks_on(visits: Iterable[DeskVisit], scope: str) -> Mapping[str, DeskVisit]:
    """By row (`folded_key`), the first visit that marked it."""
    found: dict[str, DeskVisit] = {}
    for one in visits:
        if one.key and one.values.get(boxes.LIST) == scope:
            found.setdefault(folded_key(one.key), one)
    return found
