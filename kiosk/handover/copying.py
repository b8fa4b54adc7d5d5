"""One box at a time by way of the clipboard, for software that takes nothing else.

Everybody on the machine can read a clipboard, and some systems keep its history, so what was copied is taken away after
some seconds and when the visit ends; but only while it is still what we put there. What that was is remembered as a
keyed digest: the value itself stays nowhere else.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.forms import FilledPaper
from kiosk.handover.boxes import HandedBox, boxes_of, tables_of
from kiosk.runtime.clock import Clock

CLEARED_AFTER_S = 20.0
LABELS_IN = "vi"


class Clipboard(Protocol):
    """The session's clipboard. Both methods raise `ClipboardFailed`."""

    def put(self, text: str) -> None:
        """Replace what is there; an empty text empties it."""
        ...

    def text(self) -> str:
        """What is there as text; empty when nothing is."""
        ...


@dataclass(frozen=True)
class CopyField:
    """A button: what it says, and what it copies."""

    label: str
    value: str = field(repr=False)
    look: bool = False
    """Something about it is wrong or asks for a look: the button says so."""


def copy_fields(paper: FilledPaper, language: str = LABELS_IN) -> tuple[CopyField, ...]:
    """Every box that has a value, in the order of the form; rows are counted: "Họ tên (2)"."""
    outside = (_field(one, language) for one in boxes_of(paper))
    inside = (
        _field(one, language, number)
        for table in tables_of(paper)
        for number, row in enumerate(table.rows, 1)
        for one in row
    )
    return tuple(one for some in (outside, inside) for one in some if one.value)


class CopyDesk:
    """Copies for a person who asked, and clears behind them. One thread; call `clear_if_due` about once a second."""

    def __init__(self, clipboard: Clipboard, clock: Clock, *, cleared_after_s: float = CLEARED_AFTER_S) -> None:
        self._clipboard = clipboard
        self._clock = clock
        self._cleared_after_s = cleared_after_s
        self._key = secrets.token_bytes(32)
        self._copied: bytes | None = None
        self._until = 0.0

    @property
    def seconds_left(self) -> float:
        """Until what was copied is taken away; 0 when nothing of ours is there."""
        return 0.0 if self._copied is None else max(0.0, self._until - self._clock.monotonic())

    def copy(self, chosen: CopyField) -> None:
        """Raises `ClipboardFailed`."""
        self._clipboard.put(chosen.value)
        self._copied = self._digest(chosen.value)
        self._until = self._clock.monotonic() + self._cleared_after_s

    def clear_if_due(self) -> bool:
        """Take it away when its time is over; True when something was. Raises `ClipboardFailed`."""
        return self._copied is not None and self._clock.monotonic() >= self._until and self.clear()

    def clear(self) -> bool:
        """Take it away now: the visit ends. What somebody copied since then is theirs and stays.

        Raises `ClipboardFailed`; the value is then still remembered, and the next call tries again.
        """
        if self._copied is None:
            return False
        ours = hmac.compare_digest(self._digest(self._clipboard.text()), self._copied)
        if ours:
            self._clipboard.put("")
        self._copied = None
        return ours

    def _digest(self, text: str) -> bytes:
        return hmac.new(self._key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


def _field(box: HandedBox, language: str, row: int | None = None) -> CopyField:
    label = box.label.get(language, box.label[LABELS_IN])
    look = box.problem is not None or box.review is not None
    return CopyField(label if row is None else f"{label} ({row})", box.value, look)
