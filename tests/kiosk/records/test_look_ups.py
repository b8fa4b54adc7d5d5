"""Owed look-ups as rows, on both stores."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, update

from kiosk.domain.identity import Sex
from kiosk.domain.insurance import Happened, PortalCall, PortalCallName
from kiosk.domain.look_up import LookUpState, PendingLookUp, Question
from kiosk.domain.record import RecordId
from kiosk.records import Store, StoreCorrupt
from kiosk.records.look_ups import LookUpRows
from kiosk.records.models_clinic import LookUpRow
from kiosk.runtime.clock import FakeClock
from kiosk.runtime.uuid7 import new_record_id

QUESTION = Question("001199012345", "ĐỖ THỊ UYÊN", "15/05/1999", Sex.FEMALE)
LEASE = timedelta(minutes=5)


def owed(clock: FakeClock, due: datetime) -> PendingLookUp:
    calls = (
        PortalCall(PortalCallName.TOKEN, clock.now(), Happened.ANSWERED, 0.25, result_code="200"),
        PortalCall(PortalCallName.CARD, clock.now(), Happened.HTTP_STATUS, 1.5, http_status=503),
    )
    return PendingLookUp(new_record_id(clock), QUESTION, calls, 1, due)


def test_what_is_kept_comes_back_as_it_was(store: Store, clock: FakeClock) -> None:
    rows, look_up = LookUpRows(store.database), owed(clock, clock.now())
    rows.save(look_up)
    assert rows.listed(LookUpState.PENDING) == [look_up]
    settled = replace(
        look_up,
        question=None,
        state=LookUpState.ANSWERED,
        answered_at=clock.now(),
        result_code="000",
        outcome="covered",
    )
    rows.save(settled)
    assert rows.listed(LookUpState.PENDING) == []
    assert rows.listed(LookUpState.ANSWERED) == [settled]


def test_the_one_due_longest_is_taken_first_and_put_off_at_once(store: Store, clock: FakeClock) -> None:
    rows, now = LookUpRows(store.database), clock.now()
    young, old, coming = (owed(clock, now + timedelta(seconds=one)) for one in (-10, -20, 10))
    for one in (young, old, coming):
        rows.save(one)
    taken = [rows.take_due(now, now + LEASE) for _ in range(3)]
    assert [one.record_id if one else None for one in taken] == [old.record_id, young.record_id, None]
    assert taken[0] is not None
    assert taken[0].next_at == now + LEASE
    again = rows.take_due(now + LEASE, now + 2 * LEASE)
    assert again is not None
    assert again.record_id == coming.record_id


def test_two_desks_that_take_at_once_never_get_the_same(store: Store, clock: FakeClock) -> None:
    rows, now = LookUpRows(store.database), clock.now()
    for _ in range(12):
        rows.save(owed(clock, now))
    taken: list[RecordId] = []

    def work() -> None:
        while (one := LookUpRows(store.database).take_due(now, now + LEASE)) is not None:
            taken.append(one.record_id)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(taken) == len(set(taken)) == 12


def test_asking_again_makes_everything_due(store: Store, clock: FakeClock) -> None:
    rows, now = LookUpRows(store.database), clock.now()
    rows.save(replace(owed(clock, now + timedelta(hours=1)), state=LookUpState.GIVEN_UP, answered_at=now))
    assert rows.take_due(now, now + LEASE) is None
    assert rows.ask_again((LookUpState.PENDING,), now) == 0
    assert rows.ask_again((LookUpState.GIVEN_UP,), now) == 1
    taken = rows.take_due(now, now + LEASE)
    assert taken is not None
    assert (taken.question, taken.answered_at) == (QUESTION, None)


def test_a_question_shows_in_no_repr(clock: FakeClock) -> None:
    assert not [one for one in ("001199012345", "UYÊN", "1999") if one in repr(owed(clock, clock.now()))]


def test_what_became_of_a_question_is_not_kept_when_it_was_erased_meanwhile(store: Store, clock: FakeClock) -> None:
    rows, stays, goes = LookUpRows(store.database), owed(clock, clock.now()), owed(clock, clock.now())
    rows.save(stays)
    rows.save(goes)
    with store.database.writing() as session:
        session.execute(delete(LookUpRow).where(LookUpRow.record_id == goes.record_id))
    for one in (stays, goes):
        rows.change(replace(one, attempts=2))
    assert rows.listed(LookUpState.PENDING) == [replace(stays, attempts=2)]


def test_a_question_that_we_never_wrote_is_a_damaged_store_also_when_it_is_taken(
    store: Store, clock: FakeClock
) -> None:
    rows, look_up = LookUpRows(store.database), owed(clock, clock.now())
    rows.save(look_up)
    with store.database.writing() as session:
        session.execute(update(LookUpRow).values(question={"strange": "1"}))
    with pytest.raises(StoreCorrupt):
        rows.take_due(clock.now(), clock.now() + LEASE)
