"""Rooms and priority classes as a site writes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from config.errors import ConfigError
from config.queue_data import ROOMS, PriorityClass, priority_classes, rooms
from config.site_queue import Printer, Queue

ROOM = """
source = "invented"
read_on = 2026-11-21
certainty = "verified"
[[rooms]]
room_id = "a"
name = { vi = "Phòng A", en = "Room A" }
series = { ordinary = "A", priority = "UA", first = "CA" }
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "rooms.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_classes_the_law_names_are_all_there_with_their_source() -> None:
    found = {one.class_id: one for one in priority_classes()}
    assert set(found) == {"emergency", "child-under-6", "pregnant", "disabled", "elderly-80", "elderly-75", "merit"}
    assert (found["elderly-80"].from_age, found["elderly-75"].from_age, found["child-under-6"].below_age) == (80, 75, 6)
    assert found["elderly-75"].valid_from == date(2024, 1, 1)
    assert all(one.source for one in found.values())
    assert [one.class_id for one in found.values() if one.lane == "first"] == ["emergency"]


def test_a_sites_own_rooms_are_read_from_its_file(tmp_path: Path) -> None:
    (room,) = rooms(written(tmp_path, ROOM))
    assert (room.room_id, room.series.priority, room.direction) == ("a", "UA", None)
    assert len(rooms(ROOMS)) >= 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('priority = "UA"', 'priority = "A"', "numbers a and a"),
        ('ordinary = "A"', 'ordinary = "a1"', "series.ordinary"),
        ('room_id = "a"', 'room_id = "Phòng A"', "room_id"),
        ('first = "CA"', 'frist = "CA"', "frist"),
        ('name = { vi = "Phòng A", en = "Room A" }', 'name = { vi = "Phòng A" }', "name.en"),
    ],
)
def test_a_broken_file_of_rooms_is_told_with_its_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        rooms(written(tmp_path, ROOM.replace(old, new)))
    assert said in str(caught.value)


def test_two_rooms_never_share_the_letters_of_a_number(tmp_path: Path) -> None:
    second = ROOM.split("[[rooms]]")[1].replace('room_id = "a"', 'room_id = "b"').replace('"UA"', '"UB"')
    with pytest.raises(ConfigError, match="A numbers a and b"):
        rooms(written(tmp_path, f"{ROOM}[[rooms]]{second}"))


def test_a_file_of_rooms_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        rooms(tmp_path / "rooms.toml")


@pytest.mark.parametrize(
    "values",
    [
        {"class_id": "ordinary", "lane": "priority"},
        {"class_id": "x", "lane": "ordinary"},
        {"class_id": "x", "lane": "priority", "from_age": 80, "below_age": 80},
    ],
)
def test_a_class_that_contradicts_itself_is_refused(values: dict[str, object]) -> None:
    origin = {"source": "invented", "read_on": date(2026, 11, 21), "certainty": "unknown"}
    with pytest.raises(ValidationError):
        PriorityClass.model_validate({**origin, "label": {"vi": "x", "en": "x"}, **values})


@pytest.mark.parametrize(
    ("kind", "needed"), [("network", "host"), ("serial", "path"), ("file", "path"), ("windows", "name")]
)
def test_a_printer_without_its_address_is_refused_by_the_name_of_what_is_missing(kind: str, needed: str) -> None:
    with pytest.raises(ValidationError, match=needed):
        Printer.model_validate({"kind": kind})
    assert getattr(Printer.model_validate({"kind": kind, needed: "there"}), needed) == "there"


def test_a_desk_without_a_printer_says_nothing_about_it() -> None:
    assert Printer().kind == "none"
    assert Queue(default_room="a").invented
    assert not Queue(default_room="a", rooms="rooms.toml").invented
