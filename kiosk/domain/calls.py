"""What a waiting room is shown. Numbers and rooms; never a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Call:
    """One number that was called."""

    shown: str
    room_id: str
    room_name: Mapping[str, str]
    """By language code."""
    counter: str | None
    calls: int
    """How often so far; more than 1 when nobody came at first."""
    called_at: datetime
    """Aware."""
    settled: bool = False
    """The person was served, or did not come: no longer called."""


@dataclass(frozen=True)
class CallBoard:
    """Everything a call screen shows at one moment."""

    calls: tuple[Call, ...] = ()
    """The newest first."""
    waiting: tuple[tuple[Mapping[str, str], int], ...] = ()
    """Room name and how many wait for it, in the order of the site's rooms."""
