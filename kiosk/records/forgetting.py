"""What goes when its time is over, and what goes with a person: every table has its answer here.

Time over: each purpose has a time of its own (`Retention`). What an office still waits for, or the portal still owes
an answer to, never goes by time. A person: everything that says who it was, wherever it stands; figures stay, because
they say of nobody whose they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from kiosk.domain.dates import vietnamese_date
from kiosk.domain.record import RecordFate
from kiosk.records.models import OutboxRow, RecordRow
from kiosk.records.models_clinic import LookUpRow, TicketRow, VisitFigureRow
from kiosk.records.models_one_stop import CounterFigureRow
from kiosk.records.name_search import forget_names

BATCH = 500
"""Records forgotten in one transaction, so that a purge never holds up a visit for long."""
_CHUNK = 500
"""Ids in one statement."""
_QUESTION_ALONE = timedelta(days=1)
"""How long a settled look-up stays that has no record."""


@dataclass(frozen=True)
class Retention:
    """How long what is kept, counted from when nobody needs it for its purpose any more."""

    delivered: timedelta = timedelta(days=30)
    """Visits, after the last office's receipt."""
    delivered_by_service: Mapping[str, timedelta] = field(default_factory=dict)
    """Services that differ, by their id."""
    refused: timedelta | None = None
    """Visits an office refused; None keeps them until a person decides."""
    tickets: timedelta = timedelta(days=30)
    figures: timedelta = timedelta(days=730)
    look_ups: timedelta = timedelta(days=365)
    """The evidence of failed look-ups, after the answer or after giving up."""
    audit: timedelta | None = None
    """None keeps the audit for ever."""


def of_person(session: Session, tokens: Sequence[str]) -> list[str]:
    """The records with one of these tokens and, however far, those that add to them; newest first."""
    own = or_(RecordRow.person_token.in_(tokens), RecordRow.card_token.in_(tokens))
    newest_first = select(RecordRow.record_id).where(own).order_by(RecordRow.sequence.desc())
    return with_followers(session, list(session.scalars(newest_first)))


def with_followers(session: Session, record_ids: Sequence[str]) -> list[str]:
    """These records and, however far, those that add to them."""
    found = dict.fromkeys(record_ids)
    newest = list(found)
    while newest:
        newest = [one for one in session.scalars(_followers(newest)) if one not in found]
        found.update(dict.fromkeys(newest))
    return list(found)


def delivered_before(before: datetime, service: ColumnElement[bool]) -> ColumnElement[bool]:
    """Records of `service` that every office has since before that moment."""
    reached = OutboxRow.fate == RecordFate.DELIVERED.value
    return and_(service, _settled(reached, before), ~_awaits_answer())


def refused_before(before: datetime) -> ColumnElement[bool]:
    """Records that an office refused, and that no other office still waits for, since before that moment."""
    refused = RecordFate.REFUSED.value
    settled = OutboxRow.fate.in_((RecordFate.DELIVERED.value, refused))
    was_refused = exists().where(OutboxRow.record_id == RecordRow.record_id, OutboxRow.fate == refused)
    return and_(was_refused, _settled(settled, before), ~_awaits_answer())


def forget_some(session: Session, wanted: ColumnElement[bool]) -> int:
    """Forget the oldest `BATCH` of the records that `wanted` names. Returns how many."""
    ids = list(session.scalars(select(RecordRow.record_id).where(wanted).order_by(RecordRow.sequence).limit(BATCH)))
    forget_records(session, ids)
    return len(ids)


def forget_records(session: Session, record_ids: Sequence[str]) -> None:
    for some in _chunks(record_ids):
        names = session.scalars(select(RecordRow.folded_name).where(RecordRow.record_id.in_(some)).distinct()).all()
        session.execute(delete(OutboxRow).where(OutboxRow.record_id.in_(some)))
        session.execute(delete(RecordRow).where(RecordRow.record_id.in_(some)))
        session.execute(delete(LookUpRow).where(LookUpRow.record_id.in_(some)))
        session.execute(update(TicketRow).where(TicketRow.record_id.in_(some)).values(record_id=None))
        forget_names(session, names)


def forget_clinic_rows(session: Session, retention: Retention, now: datetime) -> dict[str, int]:
    """Tickets, figures and settled look-ups whose time is over; how many of each."""
    settled_at = func.coalesce(LookUpRow.answered_at, LookUpRow.next_at)
    # A question is kept just before its record. Where the record never came to be, nobody could find it to erase it.
    alone = ~exists().where(RecordRow.record_id == LookUpRow.record_id) & (settled_at < now - _QUESTION_ALONE)
    over = alone | (settled_at < now - retention.look_ups)
    wanted = {
        "tickets": delete(TicketRow).where(TicketRow.day < _day(now - retention.tickets)),
        "figures": delete(VisitFigureRow).where(VisitFigureRow.day < _day(now - retention.figures)),
        "counter_figures": delete(CounterFigureRow).where(CounterFigureRow.day < _day(now - retention.figures)),
        "look_ups": delete(LookUpRow).where(LookUpRow.state != "pending", over),
    }
    gone = {}
    for name, statement in wanted.items():
        gone[name] = len(session.execute(statement.returning(*statement.table.primary_key)).all())
    return gone


def _settled(how: ColumnElement[bool], before: datetime) -> ColumnElement[bool]:
    """Every row of the record's is settled so, and was before that moment. A record that goes nowhere is settled by
    being kept."""
    of_record = OutboxRow.record_id == RecordRow.record_id
    otherwise = exists().where(of_record, ~how | (OutboxRow.settled_at >= before))
    goes_nowhere = ~exists().where(of_record)
    return and_(~otherwise, or_(exists().where(of_record), goes_nowhere & (RecordRow.confirmed_at < before)))


def _awaits_answer() -> ColumnElement[bool]:
    return exists().where(LookUpRow.record_id == RecordRow.record_id, LookUpRow.state == "pending")


def _followers(record_ids: Sequence[str]) -> Select[str]:
    return select(RecordRow.record_id).where(RecordRow.follows.in_(record_ids))


def _day(moment: datetime) -> str:
    return vietnamese_date(moment).isoformat()


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
