"""What the standard says of each column, as values: type, sizes, who fills it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    """Digits; still text here."""
    DATE = "date"
    """yyyymmdd."""
    MOMENT = "moment"
    """yyyymmddHHMM, 24 hours, Vietnamese time."""
    BIRTH = "birth"
    """yyyymmddHHMM; unknown month and day, and an unknown time, are zeros."""


class FilledBy(StrEnum):
    KIOSK = "kiosk"
    PROVISIONAL = "provisional"
    """The kiosk writes what it has; the hospital's system puts its own in its place."""
    HOSPITAL = "hospital"


@dataclass(frozen=True)
class Column:
    name: str
    kind: ColumnKind
    max_annex: int | None
    """Characters, by the annex of QĐ 4750/QĐ-BYT; None where it says "n"."""
    max_portal: int | None
    """Characters, by the portal's own checks; None where it names none."""
    required: bool
    """By the portal."""
    filled_by: FilledBy
