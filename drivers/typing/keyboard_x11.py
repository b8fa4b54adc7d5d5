"""Typing through the X server's XTEST extension, right whatever the layout and whatever input method runs.

Every letter, ASCII too, is typed with a spare key code that stands for its Unicode keysym (0x01000000 + code point,
X11 protocol, appendix A) as long as it is needed. So no layout has to have the letter, no Shift is pressed, and a Telex
or VNI method, which composes from the ASCII keysyms 0x20-0x7E (so the public source of ibus-unikey), sees nothing to
compose: `Ddoox` stays what it is. That was read, not seen: no such method ran in a test.

Rejected: one spare key code given a new meaning per letter. A program asks for the keyboard's map when it gets round to
it, and then reads the meaning of a later letter. Here all letters of a batch have key codes of their own before the
first is pressed, and meanings change only after a pause.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Literal, TypeVar

from drivers.errors import LibraryMissing
from drivers.typing.errors import KeyboardMissing, KeyboardUnusable
from drivers.typing.focus import FocusedWindow

SETTLE_S = 0.4
"""How long a program gets to use up the keys it was sent before their meaning changes. It may be busy; it cannot be
asked."""
NOTED_S = 0.01
"""After new meanings were given: programs are told of them before the keys, in the same order."""
_UNICODE = 0x01000000
_SYMBOLS = {"tab": 0xFF09, "enter": 0xFF0D}
_CAPS_LOCK = 0xFFE5
_HELD = 0x01 | 0x04 | 0x08 | 0x40
"""Shift, Control, Mod1 (Alt), Mod4 (Super) of an event's state; Lock, Mod2 (Num Lock) and groups change nothing."""
_LOCK = 0x02
_MOST_PARENTS = 32
Result = TypeVar("Result")


class X11Keyboard:
    """A connection to the X server of `DISPLAY`. One thread at a time."""

    def __init__(self, display: str | None = None, *, sleep: Callable[[float], object] = time.sleep) -> None:
        """Raises `KeyboardMissing` and `LibraryMissing`."""
        try:
            from Xlib import X, error  # noqa: PLC0415 - an extra
            from Xlib import display as displays  # noqa: PLC0415 - an extra
            from Xlib.ext import xtest  # noqa: PLC0415 - an extra
        except ImportError:
            raise LibraryMissing("python-xlib", "pip install mot-cham[office]") from None
        self._x, self._xtest, self._sleep = X, xtest, sleep
        self._failures = (error.DisplayError, error.ConnectionClosedError, error.XError, OSError)
        try:
            self._display: Any = displays.Display(display)
            if not self._display.has_extension("XTEST"):
                self._display.close()
                raise KeyboardMissing("XTEST")
        except self._failures:
            raise KeyboardMissing("X11") from None
        self._map: dict[int, tuple[int, ...]] = {}
        """What each borrowed key code meant before."""
        self._codes: dict[int, int] = {}
        """Key code by keysym, of those that are borrowed now."""

    def close(self) -> None:
        try:
            self.give_back()
        except KeyboardMissing:
            return  # The server went away and took its keyboard with it.
        finally:
            self._display.close()

    def type_text(self, text: str) -> None:
        """Press and release one key per character. Raises `KeyboardUnusable` while somebody holds a modifier."""
        symbols = [_keysym(character) for character in text]
        self._guarded(lambda: self._type(symbols))

    def press(self, key: Literal["tab", "enter"]) -> None:
        self._guarded(lambda: self._type([_SYMBOLS[key]]))

    def give_back(self) -> None:
        """Give borrowed key codes their old meaning, after the window had time to use the new one."""
        if self._map:
            self._sleep(SETTLE_S)
            self._guarded(self._restore)

    def focused(self) -> FocusedWindow | None:
        """The window of a program that has the keyboard, None when none has."""
        return self._guarded(self._focused)

    def _guarded(self, call: Callable[[], Result]) -> Result:
        try:
            return call()
        except self._failures:
            raise KeyboardMissing("X11") from None

    def _type(self, symbols: Sequence[int]) -> None:
        self._must_be_free()
        caps_lock = self._display.keysym_to_keycode(_CAPS_LOCK) if self._locks() & _LOCK else 0
        if caps_lock:
            self._tap(caps_lock)
        try:
            for at, symbol in enumerate(symbols):
                if symbol not in self._codes:
                    self._borrow([one for one in dict.fromkeys(symbols[at:]) if one not in self._codes])
                self._tap(self._codes[symbol])
        finally:
            if caps_lock:
                self._tap(caps_lock)

    def _borrow(self, wanted: Sequence[int]) -> None:
        """Give as many of the wanted keysyms a key code as there are spare ones; the old ones are given back first
        when none is left."""
        spare = self._spare()
        if not spare:
            self.give_back()
            spare = self._spare()
        if not spare:
            raise KeyboardMissing("spare key codes")
        for code, symbol in zip(spare, islice(wanted, len(spare)), strict=False):
            self._map[code] = self._meaning(code)
            self._display.change_keyboard_mapping(code, [(symbol,) * len(self._map[code])])
            self._codes[symbol] = code
        self._display.sync()
        self._sleep(NOTED_S)

    def _spare(self) -> list[int]:
        first = self._display.display.info.min_keycode
        count = self._display.display.info.max_keycode - first + 1
        rows = self._display.get_keyboard_mapping(first, count)
        # The lowest code is what some servers send for no key at all.
        return [first + at for at, row in enumerate(rows) if at and not any(row)]

    def _meaning(self, code: int) -> tuple[int, ...]:
        return tuple(self._display.get_keyboard_mapping(code, 1)[0])

    def _restore(self) -> None:
        for code, symbols in self._map.items():
            self._display.change_keyboard_mapping(code, [symbols])
        self._display.sync()
        self._map.clear()
        self._codes.clear()

    def _tap(self, code: int) -> None:
        self._xtest.fake_input(self._display, self._x.KeyPress, code)
        self._xtest.fake_input(self._display, self._x.KeyRelease, code)
        self._display.sync()

    def _locks(self) -> int:
        return int(self._display.screen().root.query_pointer().mask)

    def _must_be_free(self) -> None:
        if self._locks() & _HELD:
            raise KeyboardUnusable("a modifier is held")

    def _focused(self) -> FocusedWindow | None:
        window: Any = self._display.get_input_focus().focus
        root = self._display.screen().root.id
        if isinstance(window, int) or window.id == root:  # None (0), PointerRoot (1), the root: no program's own.
            return None
        process = None
        for _ in range(_MOST_PARENTS):
            process = process or self._process(window)
            parent: Any = window.query_tree().parent
            if isinstance(parent, int) or parent.id == root:
                break
            window = parent
        return FocusedWindow(int(window.id), process == os.getpid())

    def _process(self, window: Any) -> int | None:  # noqa: ANN401 - python-xlib has no types
        """`_NET_WM_PID` (Extended Window Manager Hints): what the program says of itself."""
        name = self._display.intern_atom("_NET_WM_PID")
        found = window.get_full_property(name, self._x.AnyPropertyType)
        return int(found.value[0]) if found is not None and len(found.value) else None


def _keysym(character: str) -> int:
    """Latin-1 letters beyond ASCII have keysyms of their own, which older programs know alone (Tk 8.6 does)."""
    code = ord(character)
    return code if 0xA0 <= code <= 0xFF else _UNICODE + code
