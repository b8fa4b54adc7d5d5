"""How long each visit took, noted while it happens.

A listener of the conductor: it sees the visit after every event and measures how long each state stood, by the clock
that nobody sets. It knows when things happened, never to whom.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.dates import vietnamese_date
from kiosk.domain.failure import FailureCode
from kiosk.domain.figures import WHOLE_VISIT, EndedHow, VisitFigure
from kiosk.domain.identity import CaptureMethod
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.domain.record import RecordFate
from kiosk.figures import FigureBook
from kiosk.records import Store
from kiosk.records.figures import FigureTable
from kiosk.runtime.clock import Clock
from kiosk.visit import Visit, VisitState

_BY_FATE: Mapping[RecordFate, EndedHow] = {
    RecordFate.SAVED: EndedHow.SAVED,
    RecordFate.DELIVERED: EndedHow.DELIVERED,
    RecordFate.WAITING: EndedHow.WAITING,
    RecordFate.REFUSED: EndedHow.REFUSED,
}


@dataclass
class _UnderWay:
    """The visit that is being measured."""

    visit: Visit
    started_at: datetime
    began: float
    since: float
    seconds: dict[str, float] = field(default_factory=dict)
    failure: FailureCode | None = None
    noted: bool = False


class VisitClock:
    """Call `visit_changed` on one thread; `note` is called there with each visit that ended and must not block."""

    def __init__(self, clock: Clock, note: Callable[[VisitFigure], None], *, desk_id: str, service_id: str) -> None:
        self._clock = clock
        self._note = note
        self._desk_id = desk_id
        self._service_id = service_id
        self._current: _UnderWay | None = None

    def visit_changed(self, visit: Visit) -> None:
        """A listener for `Conductor.listen`."""
        now = self._clock.monotonic()
        current = self._current
        if current is not None and visit.visit_id != current.visit.visit_id:
            broken = visit.state is VisitState.IDLE and visit.failure is FailureCode.UNEXPECTED
            self._end(current, now, EndedHow.BROKEN_OFF if broken else EndedHow.LEFT)
            current = self._current = None
        if current is None:
            if visit.state is VisitState.IDLE:
                return
            current = self._current = _UnderWay(visit, self._clock.now(), began=now, since=now)
        self._go_on(current, visit, now)

    def _go_on(self, current: _UnderWay, visit: Visit, now: float) -> None:
        if visit.state is not current.visit.state:
            self._count(current, now)
        current.visit = visit
        current.failure = visit.failure or current.failure
        if visit.state is VisitState.FINISHED:
            self._end(current, now, EndedHow.WAITING)

    def _count(self, current: _UnderWay, now: float) -> None:
        stretch = current.visit.state.value
        current.seconds[stretch] = current.seconds.get(stretch, 0.0) + now - current.since
        current.since = now

    def _end(self, current: _UnderWay, now: float, otherwise: EndedHow) -> None:
        """Once for each visit. The record's fate says how it ended; `otherwise` where there is none."""
        if current.noted:
            return
        current.noted = True
        if current.visit.state is not VisitState.FINISHED:
            self._count(current, now)
        visit = current.visit
        self._note(
            VisitFigure(
                visit_id=visit.visit_id,
                desk_id=self._desk_id,
                service_id=self._service_id,
                day=vietnamese_date(current.started_at),
                started_at=current.started_at,
                ended_at=self._clock.now(),
                ended_how=otherwise if visit.fate is None else _BY_FATE[visit.fate],
                way=way_of(visit),
                assurance=visit.identity.assurance.name.lower() if visit.identity is not None else None,
                portal_outcome=_portal_outcome(visit),
                result_code=visit.insurance.result_code if visit.insurance is not None else None,
                failure=current.failure.key if current.failure is not None else None,
                seconds={
                    **{name: round(value, 2) for name, value in current.seconds.items()},
                    WHOLE_VISIT: round(now - current.began, 2),
                },
            )
        )


def way_of(visit: Visit) -> str | None:
    """How identity was captured, a `CaptureMethod`; None for a visit that ended before it was."""
    if visit.verdict is not None:
        return CaptureMethod.CHIP.value
    identity = visit.identity
    if identity is None:
        return None
    if identity.capture is not None:
        return identity.capture.method.value
    if not identity.facts:
        return CaptureMethod.NONE.value
    return (CaptureMethod.BHYT_QR if identity.document_kind == "bhyt" else CaptureMethod.QR).value


def _portal_outcome(visit: Visit) -> str | None:
    if visit.insurance is None or visit.insurance.outcome is InsuranceOutcome.NOT_ASKED:
        return None
    return visit.insurance.outcome.value


def figure_book(store: Store) -> FigureBook:
    """The book of figures in a store."""
    return FigureBook(FigureTable(store.database), store)
