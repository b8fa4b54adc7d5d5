"""What counts as somebody going on with a visit, when nobody touches the desk.

A step is one the first time only: a card that lies badly comes and goes for ever, and must not keep the details of
whoever walked away on the screen.
"""

from __future__ import annotations

from kiosk.domain.failure import FailureCode
from kiosk.visit.state import Visit, VisitState


class Milestones:
    """Remembers which steps a visit has taken since its form or the portal's answer changed last."""

    def __init__(self) -> None:
        self._last = Visit(visit_id="")
        self._steps: set[tuple[VisitState, FailureCode | None]] = set()

    def reached(self, visit: Visit) -> bool:
        """True when `visit` stands where it has not stood before."""
        if (visit.visit_id, visit.form, visit.insurance) != (
            self._last.visit_id,
            self._last.form,
            self._last.insurance,
        ):
            self._steps.clear()
        self._last = visit
        step = (visit.state, visit.failure)
        if step in self._steps:
            return False
        self._steps.add(step)
        return True

    def forget(self) -> None:
        """The visit is over."""
        self._last = Visit(visit_id="")
        self._steps.clear()
