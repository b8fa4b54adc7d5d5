"""Finding a visit by its holder's name as a receptionist types it: words or their beginnings, in any order, without
marks.

Millions of visits have few names. The search goes from the rarest word typed to the names that have it, keeps those
that have the others too, and takes their newest visits. When too many names fit, visits with such a name are frequent,
and walking back from the newest visit finds enough of them soon. Both ways use one index each, so that the time does
not grow with the number of visits. A full-text index was rejected: SQLite and PostgreSQL have different ones, and
neither gives the newest first.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from kiosk.records.columns import table_of
from kiosk.records.folding import fold
from kiosk.records.models import NameWordRow, RecordRow

SHORTEST = 2
"""Letters, below which a search would only show everybody."""
_MOST_WORDS = 8
_MOST_NAMES = 200
"""More names than this are frequent enough to be met on the way back from the newest visit, and looking each of them up
costs a page."""
_COUNTED = 2_000
"""Which word is rarest needs no exact count."""
_WORDS = table_of(NameWordRow)
_SEQUENCE: ColumnElement[int] = table_of(RecordRow).c.sequence
_NAME: ColumnElement[str] = table_of(RecordRow).c.folded_name
_NEWEST = 2**31 - 1
_STRETCH = 2_000
_KNOWN = select(literal(1)).where(_WORDS.c.word == bindparam("of_word"), _WORDS.c.folded_name == bindparam("of_name"))
_ADD = insert(_WORDS)
_AFTER_ALL = "\U0010ffff"
"""Sorts after every letter, and so ends the range of a prefix."""


def newest_with_name(session: Session, text: str, limit: int) -> list[RecordRow]:
    """Visits whose holder's name has a word beginning with each word of `text`, newest first."""
    words = _distinct(fold(text).split())
    if len("".join(words)) < SHORTEST:
        return []
    names = _names(session, words)
    if len(names) <= _MOST_NAMES:
        # The offset of nothing keeps a planner from walking back through everybody instead of asking the names.
        some = select(RecordRow.sequence).where(RecordRow.folded_name.in_(names)).offset(0).subquery()
        sequence: ColumnElement[int] = some.c.sequence
        wanted = select(sequence)
        found = list(session.scalars(wanted.order_by(sequence.desc()).limit(limit)))
    else:
        found = _walking_back(session, words, limit)
    rows = select(RecordRow).where(RecordRow.sequence.in_(found)).order_by(RecordRow.sequence.desc())
    return list(session.scalars(rows)) if found else []


def _walking_back(session: Session, words: list[str], limit: int) -> list[int]:
    """The newest visits with these words, looked for among the newest few thousand, then among twice as many before
    them, and so on. In stretches, because a planner that does not know how frequent the words are would read all."""
    found: list[int] = []
    before, stretch = _NEWEST, _STRETCH
    while len(found) < limit:
        newest = select(_SEQUENCE, _NAME).where(before > _SEQUENCE).order_by(_SEQUENCE.desc()).limit(stretch).subquery()
        first = session.scalar(select(func.min(newest.c.sequence)))
        if first is None:
            break
        has_words = (_has_word(newest.c.folded_name, word) for word in words)
        wanted = select(newest.c.sequence).where(*has_words).order_by(newest.c.sequence.desc())
        found += session.scalars(wanted.limit(limit - len(found)))
        before, stretch = first, 2 * stretch
    return found


def remember_name(session: Session, folded_name: str) -> None:
    """Make a name findable by its words, inside the transaction that saves its record."""
    words = sorted(set(folded_name.split()))
    if not words:
        return
    connection = session.connection()
    if connection.execute(_KNOWN, {"of_word": words[0], "of_name": folded_name}).first() is None:
        connection.execute(_ADD, [{"word": word, "folded_name": folded_name} for word in words])


def forget_names(session: Session, folded_names: Iterable[str]) -> None:
    """Of these names, forget those that no record has any more."""
    for name in folded_names:
        if session.execute(select(literal(1)).where(RecordRow.folded_name == name).limit(1)).first() is None:
            for word in set(name.split()):
                session.execute(delete(NameWordRow).where(NameWordRow.word == word, NameWordRow.folded_name == name))


def _distinct(words: list[str]) -> list[str]:
    """Without words that only begin another one: it says more."""
    unique = list(dict.fromkeys(words))[:_MOST_WORDS]
    return [word for word in unique if not any(other != word and other.startswith(word) for other in unique)]


def _names(session: Session, words: list[str]) -> list[str]:
    rarest = min(words, key=lambda word: _count(session, word)) if len(words) > 1 else words[0]
    others = (_has_word(NameWordRow.folded_name, word) for word in words if word != rarest)
    names = select(NameWordRow.folded_name).where(_begins(rarest), *others).limit(_MOST_NAMES + 1)
    return list(dict.fromkeys(session.scalars(names)))


def _count(session: Session, word: str) -> int:
    some = select(literal(1)).select_from(NameWordRow).where(_begins(word)).limit(_COUNTED).subquery()
    return session.execute(select(func.count()).select_from(some)).scalar_one()


def _begins(word: str) -> ColumnElement[bool]:
    return (NameWordRow.word >= word) & (NameWordRow.word < word + _AFTER_ALL)


def _has_word(name: ColumnElement[str] | InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return (literal(" ") + name).contains(" " + word)
