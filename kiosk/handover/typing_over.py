"""Filled boxes typed into the window that a person chose: the whole line of a code, all boxes, or the next one alone.

The typist is that of `kiosk.delivery.typing`, with all its care: nothing without a person's word, nothing into a window
of ours, an end when the focus moves. What it raises (`TypingStopped`) passes through, with its own text for people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from kiosk.handover.copying import CopyField

OnSecond = Callable[[int], None]


class FieldTypist(Protocol):
    """Whoever types. `kiosk.delivery.typing.Typist` is one."""

    def type_line(self, line: str, *, on_second: OnSecond = ...) -> None: ...

    def type_fields(
        self, values: Sequence[str], *, last: Literal["tab", "enter"] | None = None, on_second: OnSecond = ...
    ) -> None: ...


def type_code_line(typist: FieldTypist, line: str, on_second: OnSecond = lambda _left: None) -> None:
    """The raw line of a card's code and Enter, as a hand scanner types it."""
    typist.type_line(line, on_second=on_second)


def type_all(typist: FieldTypist, fields: Sequence[CopyField], on_second: OnSecond = lambda _left: None) -> None:
    """Every field in order, with Tab between two and nothing after the last: no form is sent by us."""
    typist.type_fields([one.value for one in fields], on_second=on_second)


class NextField:
    """One field each time a person asks, for portals whose boxes stand in another order or load slowly."""

    def __init__(self, fields: Sequence[CopyField]) -> None:
        self._fields = tuple(fields)
        self._at = 0

    @property
    def current(self) -> CopyField | None:
        """What would be typed now; None after the last."""
        return self._fields[self._at] if self._at < len(self._fields) else None

    @property
    def left(self) -> int:
        return len(self._fields) - self._at

    def type_it(self, typist: FieldTypist, on_second: OnSecond = lambda _left: None) -> None:
        """Type the current field and go on to the next; a field that was not typed whole stays current."""
        if self.current is None:
            return
        typist.type_fields([self.current.value], on_second=on_second)
        self._at += 1

    def skip(self) -> None:
        self._at = min(self._at + 1, len(self._fields))

    def back(self) -> None:
        self._at = max(self._at - 1, 0)
