"""Whose records somebody asks about: of a number, or, for people who have none, of one record that staff looked up.

A number finds exactly its own records. The same person may stand in others that carry another of their numbers alone
(the insurance card without the identity card, say); these are counted, and taken only when asked for, because a number
that was written down wrongly would take somebody else's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.domain.record import RecordId
from kiosk.records.errors import RecordUnknown
from kiosk.records.forgetting import of_person, with_followers
from kiosk.records.models import RecordRow
from kiosk.records.rows import tokens_of

_CHUNK = 500
"""Ids in one statement."""


@dataclass(frozen=True)
class Subject:
    """Whom somebody asks about: by `number` or by `record_id`."""

    number: str | None = field(default=None, repr=False)
    """A personal number, or an insurance card's: 15 characters, or the last ten, which are the BHXH number."""
    record_id: RecordId | None = None
    """For people with neither: this record and those that add to it."""
    linked: bool = False
    """Take those too that share a number with the records found."""


@dataclass(frozen=True)
class Found:
    records: tuple[str, ...]
    """Record ids, newest first; what adds to another follows."""
    further: int
    """How many other records share a personal or a card number with these."""


@dataclass(frozen=True)
class Erased:
    records: int
    further: int
    """How many records stay that share a personal or a card number with those erased."""


def found(session: Session, key: bytes, subject: Subject) -> Found:
    """Raises `RecordUnknown` for a record that is not kept."""
    ids = _directly(session, key, subject)
    if subject.linked:
        ids += _sharing(session, ids)
    return Found(tuple(ids), len(_sharing(session, ids)))


def _directly(session: Session, key: bytes, subject: Subject) -> list[str]:
    if subject.record_id is None:
        return of_person(session, tokens_of(key, subject.number or ""))
    if session.scalar(select(RecordRow.sequence).where(RecordRow.record_id == subject.record_id)) is None:
        raise RecordUnknown
    return with_followers(session, [subject.record_id])


def _sharing(session: Session, record_ids: Sequence[str]) -> list[str]:
    tokens: set[str] = set()
    for start in range(0, len(record_ids), _CHUNK):
        of_these = RecordRow.record_id.in_(record_ids[start : start + _CHUNK])
        for row in session.execute(select(RecordRow.person_token, RecordRow.card_token).where(of_these)):
            tokens.update(token for token in row if token is not None)
    known = set(record_ids)
    return [one for one in of_person(session, sorted(tokens)) if one not in known]
