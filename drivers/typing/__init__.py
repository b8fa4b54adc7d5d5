"""Typing into whatever window has the keyboard: letters come in, key events go out.

Enters: text, `tab`, `enter`. Leaves: key presses of the X server (`X11Keyboard`) or of Windows (`Win32Keyboard`), and
which window has the focus. Words: key code, keysym, focus. Not known: what is typed and why, when it may be.
"""

from drivers.typing.errors import KeyboardMissing, KeyboardUnusable
from drivers.typing.focus import FocusedWindow
from drivers.typing.opening import Key, SystemKeyboard, open_keyboard

__all__ = ["FocusedWindow", "Key", "KeyboardMissing", "KeyboardUnusable", "SystemKeyboard", "open_keyboard"]
