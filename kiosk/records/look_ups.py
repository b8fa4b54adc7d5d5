"""The questions the portal still owes an answer to, as rows of the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kiosk.domain.identity import Sex
from kiosk.domain.insurance import Happened, PortalCall, PortalCallName
from kiosk.domain.look_up import LookUpState, PendingLookUp, Question
from kiosk.domain.record import RecordId
from kiosk.records.columns import read_time, write_time
from kiosk.records.database import Database
from kiosk.records.models_clinic import LookUpRow


class LookUpRows:
    """Safe to use from several threads and, on a central store, from several desks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take_due(self, now: datetime, lease_until: datetime) -> PendingLookUp | None:
        """The pending question that is due longest, put off to `lease_until` in the same transaction."""
        wanted = (
            select(LookUpRow)
            .where(LookUpRow.state == LookUpState.PENDING.value, LookUpRow.next_at <= now)
            .order_by(LookUpRow.next_at, LookUpRow.record_id)
            .limit(1)
        )
        with self._database.reading() as session:
            if session.scalar(wanted) is None:
                return None  # Most rounds find nothing, and need not wait for the one writer to see it.
        with self._database.writing() as session:
            row = session.scalar(wanted.with_for_update(skip_locked=True))  # SQLite has one writer and is not told.
            if row is None:
                return None
            row.next_at = lease_until
            return _look_up(row)

    def save(self, look_up: PendingLookUp) -> None:
        """Keep it, new or changed. On return it is on the disk."""
        with self._database.writing() as session:
            session.merge(_row(look_up))

    def change(self, look_up: PendingLookUp) -> None:
        """Keep what became of it. Nothing when it is not kept any more: it was erased while the portal was asked."""
        with self._database.writing() as session:
            if session.get(LookUpRow, look_up.record_id) is not None:
                session.merge(_row(look_up))

    def listed(self, *states: LookUpState, limit: int = 1000) -> list[PendingLookUp]:
        """Those in one of `states`, by the time of their next attempt: the staff's list is `GIVEN_UP`."""
        wanted = (
            select(LookUpRow)
            .where(LookUpRow.state.in_([one.value for one in states]))
            .order_by(LookUpRow.next_at, LookUpRow.record_id)
            .limit(limit)
        )
        with self._database.reading() as session:
            return [_look_up(row) for row in session.scalars(wanted)]

    def ask_again(self, states: tuple[LookUpState, ...], now: datetime) -> int:
        """A person wants everything in `states` asked now: it is due again; how many there were."""
        with self._database.writing() as session:
            rows = list(session.scalars(select(LookUpRow).where(LookUpRow.state.in_([one.value for one in states]))))
            for row in rows:
                row.state, row.next_at, row.answered_at = LookUpState.PENDING.value, now, None
            return len(rows)


def _row(look_up: PendingLookUp) -> LookUpRow:
    return LookUpRow(
        record_id=look_up.record_id,
        question=_question_written(look_up.question),
        asked=[_call_written(one) for one in look_up.asked],
        attempts=look_up.attempts,
        next_at=look_up.next_at,
        state=look_up.state.value,
        answered_at=look_up.answered_at,
        result_code=look_up.result_code,
        outcome=look_up.outcome,
    )


def _look_up(row: LookUpRow) -> PendingLookUp:
    return PendingLookUp(
        record_id=RecordId(row.record_id),
        question=_question(row.question) if row.question else None,
        asked=tuple(_call(one) for one in row.asked),
        attempts=row.attempts,
        next_at=row.next_at,
        state=LookUpState(row.state),
        answered_at=row.answered_at,
        result_code=row.result_code,
        outcome=row.outcome,
    )


def _question_written(question: Question | None) -> dict[str, str]:
    if question is None:
        return {}
    known_sex = {} if question.sex is None else {"sex": question.sex.value}
    return {"number": question.number, "name": question.name, "birth": question.birth, **known_sex}


def _question(written: Mapping[str, str]) -> Question:
    sex = written.get("sex")
    return Question(written["number"], written["name"], written["birth"], None if sex is None else Sex(sex))


def _call_written(one: PortalCall) -> dict[str, Any]:
    return {
        "call": one.call.value,
        "at": write_time(one.at),
        "happened": one.happened.value,
        "elapsed_s": one.elapsed_s,
        "result_code": one.result_code,
        "http_status": one.http_status,
    }


def _call(written: Mapping[str, Any]) -> PortalCall:
    return PortalCall(
        call=PortalCallName(written["call"]),
        at=read_time(written["at"]),
        happened=Happened(written["happened"]),
        elapsed_s=float(written["elapsed_s"]),
        result_code=written["result_code"],
        http_status=written["http_status"],
    )
