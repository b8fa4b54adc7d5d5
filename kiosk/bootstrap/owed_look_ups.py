"""What the portal still owes: remembered with the record, asked again while the desk works, kept as a record that
follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from kiosk.domain.identity import Identity
from kiosk.domain.insurance import InsuranceAnswer
from kiosk.domain.look_up import FollowUp
from kiosk.domain.record import RecordId
from kiosk.insurance import Answers, LaterLookUps, LaterRules, follow_up_record, question_about
from kiosk.records import RecordDiffers, RecordUnknown, Store
from kiosk.records.look_ups import LookUpRows
from kiosk.runtime.clock import Clock


class OwedLookUps:
    """The questions of one desk's records, and of every other desk's that shares its store."""

    def __init__(
        self, store: Store, client: Answers, clock: Clock, rules: LaterRules, deliveries: Sequence[str]
    ) -> None:
        self._later = LaterLookUps(LookUpRows(store.database), client, clock, rules)
        self._clock = clock
        self._keep = partial(keep_follow_up, store, deliveries)

    def remember(self, record_id: RecordId, identity: Identity, answer: InsuranceAnswer | None) -> None:
        """Note that `record_id` is owed an answer, if it is. On return it is on the disk.

        Comes before the record itself is saved: a question about a record that never came to be is struck off, while a
        record whose question got lost would never be noticed. Raises any `StoreError`.
        """
        question = question_about(identity) if answer is not None and answer.owed else None
        if question is not None and answer is not None:
            asked_at = answer.calls[0].at if answer.calls else self._clock.now()
            self._later.remember(record_id, question, asked_at, answer.calls)

    def ask_due(self, cancelled: Callable[[], bool], *, by_person: bool = False) -> list[FollowUp]:
        """One round; `by_person` as in `LaterLookUps.run_due`. Raises any `StoreError`."""
        return self._later.run_due(cancelled, self._keep, by_person=by_person)


def keep_follow_up(store: Store, deliveries: Sequence[str], follow_up: FollowUp) -> None:
    """Save the answer as a record that follows its visit's, on its way to the same offices. Raises any `StoreError`."""
    try:
        first = store.record(follow_up.record_id)
    except RecordUnknown:
        return  # The visit was given up before it was saved, or its record was erased since: there is nobody to tell.
    try:
        store.save(follow_up_record(follow_up, first), deliveries)
    except RecordDiffers:
        return  # An earlier round kept it and was cut off before it struck the question off.
