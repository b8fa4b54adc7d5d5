"""Typing for a person who asked: the machine's keyboard behind the port of `kiosk.delivery.typing`, scripts as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from config import ConfigError
from config.typing_data import TypingScriptFile, load_typing_script
from drivers.errors import DeviceError
from drivers.typing import FocusedWindow, SystemKeyboard, open_keyboard
from kiosk.delivery import DeliverySettingsInvalid
from kiosk.delivery.typing import (
    Key,
    KeyboardFailed,
    Step,
    TypedAs,
    TypingProblem,
    TypingScript,
    TypingStopped,
    Typist,
    Wait,
)
from kiosk.records import StoreError

OpenTypist = Callable[[Wait], AbstractContextManager[tuple[Typist, TypingScript]]]
"""`open_typist` for the script of a site."""
TYPING_ERRORS = (TypingStopped, KeyboardFailed, ConfigError, DeliverySettingsInvalid, StoreError)
"""What can come between a record and the window it is typed into."""


def problem_of(error: Exception) -> str:
    """The key of the sentence for one of `TYPING_ERRORS`."""
    if isinstance(error, TypingStopped):
        before = error.problem is TypingProblem.CANCELLED and not error.typed
        return "typing.cancelled_before" if before else error.problem.value
    rows = ((KeyboardFailed, "typing.no_keyboard"), (StoreError, "typing.no_record"))
    return next((key for kind, key in rows if isinstance(error, kind)), "typing.script")


class PortKeyboard:
    """A driver's keyboard, with the errors of the one who types."""

    def __init__(self, keyboard: SystemKeyboard, *, not_here: bool = False) -> None:
        """With `not_here`, the window that has the focus now counts as ours: nothing is typed into it."""
        self._keyboard = keyboard
        self._ours: int | None = None
        here = self.focused() if not_here else None
        self._ours = None if here is None else here.handle

    def type_text(self, text: str) -> None:
        try:
            self._keyboard.type_text(text)
        except DeviceError:
            raise KeyboardFailed from None

    def press(self, key: Key) -> None:
        try:
            self._keyboard.press(key)
        except DeviceError:
            raise KeyboardFailed from None

    def focused(self) -> FocusedWindow | None:
        try:
            window = self._keyboard.focused()
        except DeviceError:
            raise KeyboardFailed from None
        is_ours = window is not None and self._ours is not None and window.handle == self._ours
        return replace(window, ours=True) if window is not None and is_ours else window


def typing_script(written: TypingScriptFile) -> TypingScript:
    steps = tuple(
        Step(one.key, one.text, one.ours, TypedAs(one.typed_as), one.words, one.required) for one in written.steps
    )
    return TypingScript(steps, written.never)


@contextmanager
def open_typist(
    script: str, state_folder: Path, wait: Wait, *, not_here: bool = False
) -> Iterator[tuple[Typist, TypingScript]]:
    """Who types, and what: a script that comes with the program, or a file of the site's. `wait` waits and says
    whether the person cancelled (`threading.Event.wait`). With `not_here`, nothing is typed into the window from which
    it was asked.

    Raises:
        config.ConfigError: there is no such script.
        KeyboardFailed: this session has no keyboard a program may press.
    """
    written = load_typing_script(script, state_folder)
    try:
        keyboard = open_keyboard()
    except DeviceError:
        raise KeyboardFailed from None
    try:
        port = PortKeyboard(keyboard, not_here=not_here)
        typist = Typist(port, wait, pace_s=written.pace_s, countdown_s=written.countdown_s)
        yield typist, typing_script(written)
    finally:
        keyboard.close()
