"""What SendInput would get: units, flags, sizes. The calls themselves are Windows' own and were not made here."""

from __future__ import annotations

import ctypes
import os
import sys

import pytest

from drivers.typing import KeyboardMissing, KeyboardUnusable
from drivers.typing.keyboard_win32 import Input, KeyboardInput, Win32Keyboard, units


class FakeUser32:
    """Takes events as user32 does, and tells what it was told to tell."""

    def __init__(self, *, held: int | None = None, takes: int | None = None, window: int | None = 7, process: int = 1):
        self.events: list[tuple[int, int, int]] = []
        self.buffers: list[object] = []
        self.sizes: set[int] = set()
        self._held, self._takes, self._window, self._process = held, takes, window, process

    def SendInput(self, count, inputs, size):  # noqa: N802 - user32's name
        self.sizes.add(size)
        self.buffers.append(inputs)
        self.events += [(one.choice.ki.wVk, one.choice.ki.wScan, one.choice.ki.dwFlags) for one in inputs]
        assert all(one.type == 1 for one in inputs)
        return count if self._takes is None else self._takes

    def GetAsyncKeyState(self, key):  # noqa: N802 - user32's name
        return -0x8000 if key == self._held else 0

    def GetForegroundWindow(self):  # noqa: N802 - user32's name
        return self._window

    def GetWindowThreadProcessId(self, _window, process):  # noqa: N802 - user32's name
        process._obj.value = self._process
        return 1


@pytest.mark.parametrize(
    ("text", "expected"), [("Đ", [0x0110]), ("ệ", [0x1EC7]), ("a", [0x61]), ("𝄞", [0xD834, 0xDD1E]), ("", [])]
)
def test_letters_become_utf_16_units(text, expected):
    assert units(text) == expected


def test_each_unit_is_pressed_and_released_without_a_virtual_key():
    user32 = FakeUser32()
    Win32Keyboard(user32).type_text("Đệ")
    assert user32.events == [(0, 0x110, 4), (0, 0x110, 6), (0, 0x1EC7, 4), (0, 0x1EC7, 6)]


def test_tab_and_enter_are_the_real_keys():
    user32 = FakeUser32()
    keyboard = Win32Keyboard(user32)
    keyboard.press("tab")
    keyboard.press("enter")
    assert user32.events == [(9, 0, 0), (9, 0, 2), (13, 0, 0), (13, 0, 2)]


def test_the_structures_have_the_sizes_of_winuser_h():
    wide = ctypes.sizeof(ctypes.c_size_t) == 8
    assert ctypes.sizeof(KeyboardInput) == (24 if wide else 16)
    assert ctypes.sizeof(Input) == (40 if wide else 28)
    user32 = FakeUser32()
    Win32Keyboard(user32).type_text("a")
    assert user32.sizes == {ctypes.sizeof(Input)}


def test_the_events_are_wiped_once_they_are_sent():
    user32 = FakeUser32()
    Win32Keyboard(user32).type_text("Đỗ Thị Uyên")
    (buffer,) = user32.buffers
    assert bytes(buffer) == bytes(ctypes.sizeof(buffer))


@pytest.mark.parametrize("key", [0x10, 0x11, 0x12, 0x5B, 0x5C])
def test_nothing_is_typed_while_somebody_holds_a_modifier(key):
    user32 = FakeUser32(held=key)
    with pytest.raises(KeyboardUnusable):
        Win32Keyboard(user32).type_text("q")
    assert user32.events == []


def test_a_window_with_higher_rights_that_takes_nothing_is_told():
    with pytest.raises(KeyboardUnusable):
        Win32Keyboard(FakeUser32(takes=0)).type_text("a")


def test_the_window_in_front_is_known_and_whether_it_is_ours():
    theirs = Win32Keyboard(FakeUser32(window=7, process=os.getpid() + 1)).focused()
    ours = Win32Keyboard(FakeUser32(window=9, process=os.getpid())).focused()
    assert theirs is not None and (theirs.handle, theirs.ours) == (7, False)
    assert ours is not None and (ours.handle, ours.ours) == (9, True)
    assert Win32Keyboard(FakeUser32(window=None)).focused() is None


@pytest.mark.skipif(sys.platform == "win32", reason="there is a user32 here")
def test_without_windows_there_is_no_such_keyboard():
    with pytest.raises(KeyboardMissing):
        Win32Keyboard()
