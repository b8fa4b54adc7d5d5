"""Corrections on their way: one at a time, and what shall follow after the last.

A correction is checked against the form that stands *now*; a second one sent before the first came back would be
checked against the old form and lose the first. A confirmation sent in that time would save the old form. So both
wait here.
"""

from __future__ import annotations

from kiosk.domain.form import FilledForm
from kiosk.visit.events import Confirmed, FieldCorrected, RetryAsked

Following = Confirmed | RetryAsked


class Corrections:
    """A queue of what a person asked for while an answer is outstanding. Values leave it as soon as they are sent."""

    def __init__(self) -> None:
        self._waiting: dict[str, str] = {}
        self._under_way = False
        self._following: Following | None = None
        self._form: FilledForm | None = None

    @property
    def busy(self) -> bool:
        """True while an answer is outstanding."""
        return self._under_way

    def correct(self, name: str, value: str) -> FieldCorrected | None:
        """Ask for a correction; returns the event to send now, or None when it has to wait."""
        self._following = None
        self._waiting[name] = value
        return None if self._under_way else self._next()

    def then(self, event: Following) -> Following | None:
        """Ask for what follows; returned when it may be sent now, kept until the last correction is back otherwise."""
        if self._under_way:
            self._following = event
            return None
        return event

    def shown(self, form: FilledForm | None) -> FieldCorrected | Following | None:
        """The visit shows `form` now; returns what may be sent because of that."""
        if form is self._form:
            return None
        self._form = form
        self._under_way = False
        if form is None:
            self.give_up()
            return None
        if self._waiting:
            return self._next()
        following, self._following = self._following, None
        return following

    def give_up(self) -> None:
        """The answer will not come: the step crashed, or the visit went elsewhere. Nothing waits any more."""
        self._waiting.clear()
        self._under_way = False
        self._following = None

    def forget(self) -> None:
        """The visit is over."""
        self.give_up()
        self._form = None

    def _next(self) -> FieldCorrected:
        name = next(iter(self._waiting))
        self._under_way = True
        return FieldCorrected(name, self._waiting.pop(name))
