"""A confirmed record typed into another program's window, as a hand scanner would: for software that knows no other.

It happens only when a person asks for it: they get a few seconds to click into the field, the window that has the
focus then is the one, and when the focus moves to another window nothing more is typed. It never types into a window of
ours, and no control character but the Tab and Enter of the script. This is no delivery: nobody answers, so there is no
receipt, and the outbox knows nothing of it.

What is typed stands in one array of code points, which is overwritten in the end. Python keeps texts of its own (the
record's) until they are collected; those are not ours to wipe.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, Protocol

from kiosk.delivery.errors import DeliverySettingsInvalid, PortalError
from kiosk.delivery.mapping import Written, is_known, taken, written_date
from kiosk.delivery.plain_text import visible
from kiosk.domain.record import Record

Key = Literal["tab", "enter"]
Wait = Callable[[float], bool]
"""Waits so many seconds; True, at once, when the person cancelled."""
MOST_KEYS = 4000
_KEYS: Mapping[Key, int] = {"tab": 0x09, "enter": 0x0D}
"""As they stand among the code points; a value never holds them."""
_PRESSED: Mapping[int, Key] = {code: key for key, code in _KEYS.items()}


class Window(Protocol):
    """Who would get the next key."""

    @property
    def handle(self) -> int: ...
    @property
    def ours(self) -> bool: ...


class Keyboard(Protocol):
    """A keyboard that a program can press. Raises `KeyboardFailed`."""

    def type_text(self, text: str) -> None: ...
    def press(self, key: Key) -> None: ...
    def focused(self) -> Window | None: ...


class KeyboardFailed(PortalError):
    """The keyboard cannot be pressed: somebody holds a modifier, the window takes no keys, the session has none."""


class TypingProblem(StrEnum):
    """Text keys."""

    CANCELLED = "typing.cancelled"
    NO_WINDOW = "typing.no_window"
    OUR_WINDOW = "typing.our_window"
    FOCUS_CHANGED = "typing.focus_changed"
    """Some of it may stand in the first window."""
    KEYBOARD = "typing.keyboard"
    NOTHING = "typing.nothing"
    """The record or the line has nothing that the script types, or lacks what it must type."""
    TOO_LONG = "typing.too_long"


class TypingStopped(PortalError):
    """Not everything was typed. What was stays in the window; a person looks."""

    def __init__(self, problem: TypingProblem, typed: int = 0) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.typed = typed
        """How many keys were pressed before."""


class TypedAs(StrEnum):
    TEXT = "text"
    DATE_SLASHES = "date_slashes"
    """dd/mm/yyyy, as much as is known."""
    DATE_COMPACT = "date_compact"
    """ddmmyyyy, as much as is known: what the card's code holds."""


@dataclass(frozen=True)
class Step:
    """One of three: a key, a constant text, or what the record says."""

    key: Key | None = None
    text: str | None = None
    ours: str | None = None
    typed_as: TypedAs = TypedAs.TEXT
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    required: bool = False

    def __post_init__(self) -> None:
        if sum(one is not None for one in (self.key, self.text, self.ours)) != 1:
            raise DeliverySettingsInvalid("steps")
        if self.ours is not None and not is_known(self.ours):
            raise DeliverySettingsInvalid("steps")


@dataclass(frozen=True)
class TypingScript:
    steps: Sequence[Step]
    never: str = ""
    """Characters that separate fields in the window's program: in a value they become a blank."""


class Typist:
    """Types for a person who asked, one key after the other. One thread at a time."""

    def __init__(self, keyboard: Keyboard, wait: Wait, *, pace_s: float = 0.02, countdown_s: int = 3) -> None:
        if not 0 <= pace_s <= 1 or not 0 <= countdown_s <= 30:
            raise DeliverySettingsInvalid("pace")
        self._keyboard = keyboard
        self._wait = wait
        self._pace_s = pace_s
        self._countdown_s = countdown_s

    def type_line(self, line: str, *, on_second: Callable[[int], None] = lambda _left: None) -> None:
        """The code's line as a scanner types it, and Enter. `on_second` is told the seconds left to choose a window,
        and 0 before the first key. Raises `TypingStopped`."""
        text = visible(line)
        if not text:
            raise TypingStopped(TypingProblem.NOTHING)
        self._run(array("I", [*map(ord, text), _KEYS["enter"]]), on_second)

    def type_record(
        self, record: Record, script: TypingScript, *, on_second: Callable[[int], None] = lambda _left: None
    ) -> None:
        """The record's values in the order of the script. Raises `TypingStopped`."""
        self._run(_keystrokes(record, script), on_second)

    def type_fields(
        self,
        values: Sequence[str],
        *,
        last: Key | None = None,
        on_second: Callable[[int], None] = lambda _left: None,
    ) -> None:
        """Values with Tab between two, and `last` after them. Raises `TypingStopped`."""
        written = [visible(one) for one in values]
        if not any(written):
            raise TypingStopped(TypingProblem.NOTHING)
        keys = array("I")
        for place, text in enumerate(written):
            if place:
                keys.append(_KEYS["tab"])
            keys.extend(map(ord, text))
        if last is not None:
            keys.append(_KEYS[last])
        self._run(keys, on_second)

    def _run(self, keys: array[int], on_second: Callable[[int], None]) -> None:
        typed = 0
        try:
            if len(keys) > MOST_KEYS:
                raise TypingStopped(TypingProblem.TOO_LONG)
            for left in range(self._countdown_s, 0, -1):
                on_second(left)
                if self._wait(1.0):
                    raise TypingStopped(TypingProblem.CANCELLED)
            on_second(0)
            target = self._target()
            for code in keys:
                self._must_be_free_to_go_on(target, typed)
                self._press(code)
                typed += 1
        except KeyboardFailed:
            raise TypingStopped(TypingProblem.KEYBOARD, typed) from None
        finally:
            keys[:] = array("I", bytes(len(keys) * keys.itemsize))

    def _target(self) -> Window:
        window = self._keyboard.focused()
        if window is None:
            raise TypingStopped(TypingProblem.NO_WINDOW)
        if window.ours:
            raise TypingStopped(TypingProblem.OUR_WINDOW)
        return window

    def _must_be_free_to_go_on(self, target: Window, typed: int) -> None:
        if self._wait(self._pace_s):
            raise TypingStopped(TypingProblem.CANCELLED, typed)
        now = self._keyboard.focused()
        if now is None or now.handle != target.handle:
            raise TypingStopped(TypingProblem.FOCUS_CHANGED, typed)

    def _press(self, code: int) -> None:
        if code in _PRESSED:
            self._keyboard.press(_PRESSED[code])
        else:
            self._keyboard.type_text(chr(code))


def _keystrokes(record: Record, script: TypingScript) -> array[int]:
    keys = array("I")
    said = False
    for step in script.steps:
        if step.key is not None:
            keys.append(_KEYS[step.key])
            continue
        text = visible(step.text or "") if step.ours is None else _value(record, step, script.never)
        said = said or (step.ours is not None and bool(text))
        keys.extend(map(ord, text))
    if not said:
        raise TypingStopped(TypingProblem.NOTHING)
    return keys


def _value(record: Record, step: Step, never: str) -> str:
    assert step.ours is not None
    value = taken(record, step.ours)
    if step.words:
        value = step.words.get(value, "")
    if step.typed_as is not TypedAs.TEXT and value:
        value = _date(value)
        value = value if step.typed_as is TypedAs.DATE_SLASHES else value.replace("/", "")
    value = visible("".join(" " if one in never else one for one in value))
    if step.required and not value:
        raise TypingStopped(TypingProblem.NOTHING)
    return value


def _date(value: str) -> str:
    """A value that is no date is not typed as one: the field stays empty, and a required one says so."""
    return written_date(value, Written.DATE_SLASHES) or ""
