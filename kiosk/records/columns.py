"""What the tables are made of: their common base, times as text, and text that sorts the same everywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from sqlalchemy import String, Table, Text
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

BYTE_ORDERED = Text().with_variant(TEXT(collation="C"), "postgresql")
"""Text compared byte by byte, as SQLite does it: the range of a prefix is only a range in this order."""


class UtcTime(TypeDecorator[datetime]):
    """An aware time as `2026-11-21T01:00:00.000000Z`: of fixed width, so that text order is time order."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else write_time(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else read_time(value)


def write_time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_time(text: str) -> datetime:
    """ValueError for a text that `write_time` did not write."""
    return datetime.fromisoformat(text).astimezone(UTC)


class Base(DeclarativeBase):
    pass


def table_of(model: type[Base]) -> Table:
    """For statements of the paths that every visit takes: they need rows, not objects."""
    return cast(Table, model.__table__)
