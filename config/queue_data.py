"""Rooms that people are sent to, and who is called sooner there."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from config.data_rows import read_rows
from config.errors import ConfigError
from config.files import HOME, Strict, display
from config.provenance import Labels, Row

CLASSES = HOME / "queue" / "priority_classes.toml"
ROOMS = HOME / "queue" / "rooms.toml"
"""Of the demonstration."""
_SERIES = Field(pattern=r"^[A-Z]{1,3}$")


class PriorityClass(Row):
    class_id: str = Field(pattern=r"^[a-z0-9-]+$")
    label: Labels
    lane: Literal["first", "priority"]
    from_age: int | None = Field(default=None, ge=0, le=150)
    below_age: int | None = Field(default=None, ge=1, le=150)
    valid_from: date | None = None

    @model_validator(mode="after")
    def _ages_in_order(self) -> PriorityClass:
        if self.class_id == "ordinary":
            raise ValueError("ordinary is everybody else")
        if self.from_age is not None and self.below_age is not None and self.from_age >= self.below_age:
            raise ValueError("from_age is below below_age")
        return self


class Series(Strict):
    """The letters before a number, for each lane."""

    ordinary: str = _SERIES
    priority: str = _SERIES
    first: str = _SERIES


class Room(Row):
    room_id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: Labels
    series: Series
    direction: Labels | None = None
    """How to find it."""


@cache
def priority_classes() -> tuple[PriorityClass, ...]:
    """The weightiest first."""
    return read_rows(CLASSES, "classes", PriorityClass, "class_id")


def rooms(path: Path = ROOMS) -> tuple[Room, ...]:
    """The rooms in a site's own file, or those of the demonstration.

    Raises:
        ConfigError: the file is broken, or two rooms share a series.
    """
    found = read_rows(path, "rooms", Room, "room_id")
    seen: dict[str, str] = {}
    for room in found:
        for letters in (room.series.ordinary, room.series.priority, room.series.first):
            if letters in seen:
                reason = f"{letters} numbers {seen[letters]} and {room.room_id}"
                raise ConfigError(display(path), "rooms.series", reason, "Give each lane of each room its own letters")
            seen[letters] = room.room_id
    return found
