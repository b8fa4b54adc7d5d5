"""Invented boards of calls, for pictures of the waiting room's screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kiosk.domain.calls import Call, CallBoard

NOW = datetime(2026, 11, 21, 1, 42, tzinfo=UTC)
_ROOMS = {
    "noi-1": {"vi": "Phòng khám Nội 1", "en": "Internal medicine 1"},
    "noi-2": {"vi": "Phòng khám Nội 2", "en": "Internal medicine 2"},
    "nhi": {"vi": "Phòng khám Nhi", "en": "Paediatrics"},
    "tmh": {"vi": "Tai Mũi Họng", "en": "Ear, nose, throat"},
}


def _call(
    shown: str, room_id: str, ago: int, counter: str | None = None, *, calls: int = 1, over: bool = False
) -> Call:
    at = NOW - timedelta(seconds=ago)
    return Call(shown, room_id, _ROOMS[room_id], counter, calls, at, settled=over)


def boards() -> dict[str, CallBoard]:
    """Board by the name of its picture."""
    waiting = tuple(zip(_ROOMS.values(), (14, 0, 7, 23), strict=True))
    calls = (
        _call("UA012", "noi-1", 5, "2", calls=2),
        _call("N031", "nhi", 40),
        _call("A087", "noi-1", 95, "1"),
        _call("T019", "tmh", 130, over=True),
        _call("B102", "noi-2", 200, over=True),
        _call("A086", "noi-1", 260, "2", over=True),
        _call("N030", "nhi", 300, over=True),
    )
    return {
        "calls": CallBoard(calls, waiting),
        "calls-long-number": CallBoard((_call("CTM1204", "tmh", 2, "đăng ký"), *calls[1:3]), waiting),
        "calls-nobody": CallBoard((), waiting),
    }
