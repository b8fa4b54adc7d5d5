"""Someone at the desk who looks at every screen and does what a careful receptionist would do.

Stands in for every view: the terminal walk and the tests need no window. It corrects one field, because people do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.visit import Visit, VisitState
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post


@dataclass(frozen=True)
class Correction:
    name: str
    value: str


PAPER_CARD_SEEN = Correction("THE_GIAY", "seen")
"""What staff say of a card that the army or the police keep, once they looked at it."""


class Autopilot:
    """Listens to a visit and answers with what a person would do.

    It looks at a paper card where the form asks for it, corrects what `correction` says, confirms once the form is
    complete, and gives up where a person would be needed.
    """

    def __init__(self, post: Post, correction: Correction | None, ended: Callable[[Visit], None]) -> None:
        self._post = post
        self._correction = correction
        self._ended = ended
        self._acted_in: tuple[str, VisitState] | None = None
        self._corrected = False
        self._looked_at_paper = False

    def __call__(self, visit: Visit) -> None:
        match visit.state:
            case VisitState.REVIEWING if visit.form is not None:
                self._review(visit)
            case VisitState.FINISHED:
                self._once(visit, lambda: self._ended(visit))
            case VisitState.IDLE | VisitState.AWAITING_CARD if visit.failure is not None:
                self._once(visit, lambda: self._ended(visit))
            case _:
                self._acted_in = None

    def _review(self, visit: Visit) -> None:
        assert visit.form is not None
        paper = visit.form.field_named(PAPER_CARD_SEEN.name)
        if paper is not None and not paper.value and not self._looked_at_paper:
            self._looked_at_paper = True
            self._post(happened.FieldCorrected(PAPER_CARD_SEEN.name, PAPER_CARD_SEEN.value))
        elif visit.failure is not None or (not visit.form.ready and self._corrected):
            self._once(visit, lambda: self._ended(visit))
        elif self._correction is not None and not self._corrected:
            self._corrected = True
            self._post(happened.FieldCorrected(self._correction.name, self._correction.value))
        else:
            self._once(visit, lambda: self._post(happened.Confirmed()))

    def _once(self, visit: Visit, act: Callable[[], None]) -> None:
        here = (visit.visit_id, visit.state)
        if self._acted_in != here:
            self._acted_in = here
            act()
