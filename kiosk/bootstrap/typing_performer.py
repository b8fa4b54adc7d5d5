"""The station that types: a saved record goes into the window of another program, because a person asked for it.

It runs on a worker of its own, so that neither a slow program nor the countdown delays a delivery or a ticket. From the
moment before the first key the record has left the kiosk, and the audit says so; what cannot be noted is not typed.
"""

from __future__ import annotations

import threading

from kiosk.bootstrap.typing import TYPING_ERRORS, OpenTypist, problem_of
from kiosk.records import AuditEvent, Store
from kiosk.runtime.log import logger
from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post

REMEMBERED = 16
"""Stops that came after their typing was over; more are not kept."""


class TypingPerformer:
    """Fulfils `TypeRecord`, and `StopTyping` from another thread."""

    def __init__(self, store: Store, opened: OpenTypist) -> None:
        self._store = store
        self._opened = opened
        self._stops: dict[tuple[str, int], threading.Event] = {}
        self._lock = threading.Lock()
        self._log = logger("desk.typing")

    def type(self, effect: wish.TypeRecord, post: Post) -> None:
        stop = self._stop_of(effect.visit_id, effect.asking)
        try:
            problem = self._typed(effect, post, stop)
        finally:
            with self._lock:
                self._stops.pop((effect.visit_id, effect.asking), None)
        post(happened.TypingEnded(effect.visit_id, problem))

    def stop(self, effect: wish.StopTyping, post: Post) -> None:
        """Also an asking that still waits for its turn."""
        self._stop_of(effect.visit_id, effect.asking).set()

    def _stop_of(self, visit_id: str, asking: int) -> threading.Event:
        with self._lock:
            found = self._stops.setdefault((visit_id, asking), threading.Event())
            while len(self._stops) > REMEMBERED:
                del self._stops[next(iter(self._stops))]
            return found

    def _typed(self, effect: wish.TypeRecord, post: Post, stop: threading.Event) -> str | None:
        """The key of what went wrong; None when everything was typed."""

        def on_second(left: int) -> None:
            if not left:
                self._store.note(AuditEvent.PERSON_EXPORTED, effect.record_id, form="typing")
            post(happened.TypingCountedDown(effect.visit_id, left))

        try:
            record = self._store.record(effect.record_id)
            with self._opened(stop.wait) as (typist, script):
                typist.type_record(record, script, on_second=on_second)
        except TYPING_ERRORS as error:
            problem = problem_of(error)
            self._log.warning("typing.stopped", problem=problem, error=type(error).__name__)
            return problem
        return None
