"""Typing for a person who asked: the machine's keyboard behind the port of `kiosk.delivery.typing`, scripts as data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.typing_data import TypingScriptFile, load_typing_script
from drivers.errors import DeviceError
from drivers.typing import FocusedWindow, SystemKeyboard, open_keyboard
from kiosk.delivery.typing import Key, KeyboardFailed, Step, TypedAs, TypingScript, Typist, Wait


class PortKeyboard:
    """A driver's keyboard, with the errors of the one who types."""

    def __init__(self, keyboard: SystemKeyboard) -> None:
        self._keyboard = keyboard

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
            return self._keyboard.focused()
        except DeviceError:
            raise KeyboardFailed from None


def typing_script(written: TypingScriptFile) -> TypingScript:
    steps = tuple(
        Step(one.key, one.text, one.ours, TypedAs(one.typed_as), one.words, one.required) for one in written.steps
    )
    return TypingScript(steps, written.never)


@contextmanager
def open_typist(script: str, state_folder: Path, wait: Wait) -> Iterator[tuple[Typist, TypingScript]]:
    """Who types, and what: a script that comes with the program, or a file of the site's. `wait` waits and says
    whether the person cancelled (`threading.Event.wait`).

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
        typist = Typist(PortKeyboard(keyboard), wait, pace_s=written.pace_s, countdown_s=written.countdown_s)
        yield typist, typing_script(written)
    finally:
        keyboard.close()
