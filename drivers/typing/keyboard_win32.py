"""Typing on Windows: SendInput with KEYEVENTF_UNICODE, one UTF-16 unit per event.

Windows makes VK_PACKET key presses of it, which carry the letter itself instead of a key (Microsoft Learn, KEYBDINPUT,
remarks): no layout, no Shift and no Caps Lock has a say. Unikey composes from the virtual keys of letters; VK_PACKET is
none of them, and it is what input methods themselves send, so one that read it would read itself. That Unikey leaves it
alone follows from this and was not seen on a machine: certainty likely.

A window of a program that runs with higher rights takes no keys from us (UIPI); SendInput then inserts fewer events
than were given, and that is an error here.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from typing import Any, Literal, Protocol

from drivers.typing.errors import KeyboardMissing, KeyboardUnusable
from drivers.typing.focus import FocusedWindow

_INPUT_KEYBOARD = 1
_KEY_UP, _UNICODE = 0x0002, 0x0004
_KEYS = {"tab": 0x09, "enter": 0x0D}
"""VK_TAB, VK_RETURN."""
_MODIFIERS = (0x10, 0x11, 0x12, 0x5B, 0x5C)
"""VK_SHIFT, VK_CONTROL, VK_MENU, VK_LWIN, VK_RWIN."""


class KeyboardInput(ctypes.Structure):
    """KEYBDINPUT (winuser.h)."""

    _fields_ = (
        ("wVk", ctypes.c_uint16),
        ("wScan", ctypes.c_uint16),
        ("dwFlags", ctypes.c_uint32),
        ("time", ctypes.c_uint32),
        ("dwExtraInfo", ctypes.c_size_t),
    )


class _Choice(ctypes.Union):
    # MOUSEINPUT, the largest of the three, decides the size: 32 bytes on 64-bit systems, 24 on 32-bit ones.
    _fields_ = (("ki", KeyboardInput), ("size", ctypes.c_uint8 * (32 if ctypes.sizeof(ctypes.c_size_t) == 8 else 24)))


class Input(ctypes.Structure):
    """INPUT (winuser.h)."""

    _fields_ = (("type", ctypes.c_uint32), ("choice", _Choice))


class User32(Protocol):
    """The functions of user32.dll that are used, by its names."""

    def SendInput(self, count: int, inputs: Any, size: int) -> int: ...  # noqa: ANN401, N802 - a ctypes array, its name
    def GetAsyncKeyState(self, key: int) -> int: ...  # noqa: N802 - its name
    def GetForegroundWindow(self) -> int | None: ...  # noqa: N802 - its name
    def GetWindowThreadProcessId(self, window: int, process: Any) -> int: ...  # noqa: ANN401, N802 - a pointer, its name


def units(text: str) -> list[int]:
    """UTF-16 code units: a letter outside the basic plane is two, sent one after the other."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return [int.from_bytes(encoded[at : at + 2], "little") for at in range(0, len(encoded), 2)]


class Win32Keyboard:
    """The keyboard of the session this process runs in."""

    def __init__(self, user32: User32 | None = None) -> None:
        """Raises `KeyboardMissing` where there is no user32."""
        self._user32 = user32 if user32 is not None else _system()

    def close(self) -> None:
        """Nothing is borrowed."""

    def type_text(self, text: str) -> None:
        """Raises `KeyboardUnusable` while a modifier is held, or when the window takes no keys from us."""
        self._send([(0, unit, _UNICODE | up) for unit in units(text) for up in (0, _KEY_UP)])

    def press(self, key: Literal["tab", "enter"]) -> None:
        self._send([(_KEYS[key], 0, up) for up in (0, _KEY_UP)])

    def focused(self) -> FocusedWindow | None:
        window = self._user32.GetForegroundWindow()
        if not window:
            return None
        process = ctypes.c_uint32()
        self._user32.GetWindowThreadProcessId(window, ctypes.byref(process))
        return FocusedWindow(int(window), process.value == os.getpid())

    def _send(self, events: Sequence[tuple[int, int, int]]) -> None:
        if any(self._user32.GetAsyncKeyState(key) & 0x8000 for key in _MODIFIERS):
            raise KeyboardUnusable("a modifier is held")
        inputs = (Input * len(events))()
        for one, (key, scan, flags) in zip(inputs, events, strict=True):
            one.type = _INPUT_KEYBOARD
            one.choice.ki = KeyboardInput(key, scan, flags, 0, 0)
        sent = self._user32.SendInput(len(events), inputs, ctypes.sizeof(Input))
        ctypes.memset(inputs, 0, ctypes.sizeof(inputs))
        if sent != len(events):
            raise KeyboardUnusable("the window takes no keys from a program")


def _system() -> User32:
    if sys.platform != "win32":
        raise KeyboardMissing("user32")
    user32 = ctypes.WinDLL("user32", use_last_error=True)
    user32.GetForegroundWindow.restype = ctypes.c_void_p
    user32.GetAsyncKeyState.restype = ctypes.c_int16
    user32.GetWindowThreadProcessId.argtypes = (ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint32))
    user32.SendInput.argtypes = (ctypes.c_uint32, ctypes.c_void_p, ctypes.c_int)
    user32.SendInput.restype = ctypes.c_uint32
    system: User32 = user32
    return system
