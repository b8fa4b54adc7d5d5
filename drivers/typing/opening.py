"""The keyboard of this machine: X11 on Linux, SendInput on Windows. Wayland lets no program type into another's window;
under XWayland only X11 programs are reached."""

from __future__ import annotations

import sys
from typing import Literal, Protocol

from drivers.typing.focus import FocusedWindow

Key = Literal["tab", "enter"]


class SystemKeyboard(Protocol):
    """A keyboard and the window it types into."""

    def type_text(self, text: str) -> None: ...
    def press(self, key: Key) -> None: ...
    def focused(self) -> FocusedWindow | None: ...
    def close(self) -> None: ...


def open_keyboard() -> SystemKeyboard:
    """Raises `KeyboardMissing`, or `LibraryMissing` when python-xlib is not installed."""
    if sys.platform == "win32":
        from drivers.typing.keyboard_win32 import Win32Keyboard  # noqa: PLC0415 - on this system alone

        return Win32Keyboard()
    from drivers.typing.keyboard_x11 import X11Keyboard  # noqa: PLC0415 - an extra

    return X11Keyboard()
