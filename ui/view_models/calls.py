"""The waiting room's screen as plain values: who is called, who was called before, how many wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.calls import Call, CallBoard
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.runtime.language import Language
from ui.view_models.text import plain

RECENT = 5
"""How many calls stand below the newest."""
ROOMS = 8
"""More rooms than this do not fit beside the calls; such a site gives each screen its own rooms."""
_LONGEST_ROOM = 60


@dataclass(frozen=True)
class CallView:
    number: str
    room: str
    detail: str
    """Which counter of the room, and that it is a repeated call; empty when there is neither."""
    over: bool
    """Already settled: shown, but no longer called."""


@dataclass(frozen=True)
class RoomView:
    name: str
    waiting: str


@dataclass(frozen=True)
class CallsView:
    heading: str
    now: CallView | None
    """None while nobody is being called."""
    nobody: str
    nobody_detail: str
    recent_heading: str
    recent: tuple[CallView, ...]
    rooms: tuple[RoomView, ...]
    reminder: str
    time: str
    date: str
    trouble: str
    """Why the screen may be out of date; empty when it is not."""
    called_at: datetime | None
    """When the number that is shown large was called last; None while nobody is called."""


def calls_view(board: CallBoard, now: datetime, language: Language, *, in_trouble: bool = False) -> CallsView:
    """`now` is aware."""
    calling = next((one for one in board.calls if not one.settled), None)
    others = [one for one in board.calls if one is not calling]
    here = now.astimezone(VIETNAM_TIME)
    return CallsView(
        heading=language.say("queue.calls.now"),
        now=_call(calling, language) if calling is not None else None,
        nobody=language.say("queue.calls.nobody"),
        nobody_detail=language.say("queue.calls.nobody_detail"),
        recent_heading=language.say("queue.calls.recent"),
        recent=tuple(_call(one, language) for one in others[:RECENT]),
        rooms=tuple(
            RoomView(_room(language.choose(name)), _waiting(count, language)) for name, count in board.waiting[:ROOMS]
        ),
        reminder=language.say("queue.calls.reminder"),
        time=here.strftime("%H:%M"),
        date=here.strftime("%d/%m/%Y"),
        trouble=language.say("queue.calls.trouble") if in_trouble else "",
        called_at=calling.called_at if calling is not None else None,
    )


def _call(call: Call, language: Language) -> CallView:
    counter = language.say("queue.calls.counter", counter=plain(call.counter, 20)) if call.counter else ""
    again = language.say("queue.calls.again", count=call.calls) if call.calls > 1 else ""
    return CallView(
        number=plain(call.shown, 12),
        room=_room(language.choose(call.room_name)),
        detail=" · ".join(part for part in (counter, again) if part),
        over=call.settled,
    )


def _waiting(count: int, language: Language) -> str:
    return language.say("queue.calls.room_waiting", count=count) if count else language.say("queue.calls.room_empty")


def _room(name: str) -> str:
    return plain(name, _LONGEST_ROOM)
