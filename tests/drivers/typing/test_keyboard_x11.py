"""Vietnamese letters arrive in another program's window, on a real X server, whatever its layout and locks."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

import pytest

from drivers.typing import KeyboardMissing, KeyboardUnusable
from drivers.typing.keyboard_x11 import X11Keyboard

EVERY_LETTER = "ĐđÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LINE = "001199012345||Đỗ Thị Uyên|15051999|Nữ|Số 5 ngõ 12, Phường Láng, Hà Nội|01012022"


@pytest.fixture
def keyboard(x_server: str) -> Iterator[X11Keyboard]:
    opened = X11Keyboard(x_server)
    yield opened
    opened.close()


def settled(window, expected: list[str]) -> list[str]:
    """What the fields hold once they hold it, or after five seconds."""
    ends_at = time.monotonic() + 5
    while (texts := window.texts()) != expected and time.monotonic() < ends_at:
        time.sleep(0.05)
    return texts


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("tk", EVERY_LETTER),
        ("qt", EVERY_LETTER.lower()),
        ("qt", LINE),
        ("tk", "Ddoox aa ow uw s f r x j @#\"'\\~"),
    ],
)
def test_text_arrives_letter_by_letter_as_it_was_given(open_window, keyboard, kind, text):
    window = open_window(kind)
    keyboard.type_text(text)
    assert settled(window, [text]) == [text]


@pytest.mark.parametrize("kind", ["tk", "qt"])
def test_letters_given_one_at_a_time_outlive_the_spare_keys(open_window, keyboard, kind):
    window = open_window(kind)
    text = f"{LINE} {EVERY_LETTER[:12]}"
    for letter in text:
        keyboard.type_text(letter)
    assert settled(window, [text]) == [text]


def test_tab_moves_between_fields_and_the_window_stays_the_same(open_window, keyboard):
    window = open_window("tk", 3)
    before = keyboard.focused()
    for text in ("Đỗ Thị Uyên", "15/05/1999"):
        keyboard.type_text(text)
        keyboard.press("tab")
    keyboard.type_text("Nữ")
    assert settled(window, ["Đỗ Thị Uyên", "15/05/1999", "Nữ"]) == ["Đỗ Thị Uyên", "15/05/1999", "Nữ"]
    assert before is not None and not before.ours
    assert keyboard.focused() == before


@pytest.mark.parametrize("layout", ["vn", "fr", "ru"])
def test_the_layout_has_no_say(open_window, keyboard, x_server, layout):
    subprocess.run(["setxkbmap", "-display", x_server, layout], check=True, capture_output=True)
    try:
        window = open_window("tk")
        keyboard.type_text("Đỗ Thị Uyên @ 15/05")
        assert settled(window, ["Đỗ Thị Uyên @ 15/05"]) == ["Đỗ Thị Uyên @ 15/05"]
    finally:
        keyboard.give_back()
        subprocess.run(["setxkbmap", "-display", x_server, "us"], check=True, capture_output=True)


def mapping(x_server: str) -> list[tuple[int, ...]]:
    from Xlib.display import Display

    display = Display(x_server)
    first, last = display.display.info.min_keycode, display.display.info.max_keycode
    rows = [tuple(row) for row in display.get_keyboard_mapping(first, last - first + 1)]
    display.close()
    return rows


def test_borrowed_keys_get_their_meaning_back(open_window, x_server):
    before = mapping(x_server)
    keyboard = X11Keyboard(x_server)
    open_window("tk")
    keyboard.type_text("Đỗ")
    assert mapping(x_server) != before
    keyboard.close()
    assert mapping(x_server) == before


def tap(x_server: str, *arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], check=True, env={"DISPLAY": x_server, "PATH": "/usr/bin:/bin"})


def test_caps_lock_changes_nothing_and_is_on_again_afterwards(open_window, keyboard, x_server):
    window = open_window("tk")
    tap(x_server, "key", "Caps_Lock")
    try:
        keyboard.type_text("Đỗ Uyên")
        assert settled(window, ["Đỗ Uyên"]) == ["Đỗ Uyên"]
        assert keyboard._locks() & 0x02
    finally:
        tap(x_server, "key", "Caps_Lock")


def test_nothing_is_typed_while_somebody_holds_a_modifier(open_window, keyboard, x_server):
    window = open_window("tk")
    tap(x_server, "keydown", "Control_L")
    try:
        with pytest.raises(KeyboardUnusable):
            keyboard.type_text("q")
    finally:
        tap(x_server, "keyup", "Control_L")
    assert window.texts() == [""]


def test_no_window_with_the_focus_is_told_as_none(keyboard):
    assert keyboard.focused() is None


def test_a_window_of_this_process_is_known_as_ours(x_server, keyboard):
    import os

    from Xlib import X, Xatom
    from Xlib.display import Display

    display = Display(x_server)
    window = display.screen().root.create_window(0, 0, 50, 50, 0, X.CopyFromParent)
    window.change_property(display.intern_atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [os.getpid()])
    window.map()
    display.sync()
    window.set_input_focus(X.RevertToNone, X.CurrentTime)
    display.sync()
    found = keyboard.focused()
    display.close()
    assert found is not None and found.ours


# python-xlib leaves the socket of a refused connection to the collector, which warns.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_server_that_is_not_there_is_said_and_not_a_librarys_error():
    with pytest.raises(KeyboardMissing):
        X11Keyboard(":987")


def test_a_server_that_goes_away_is_said_and_not_a_librarys_error(x_server):
    keyboard = X11Keyboard(x_server)
    keyboard._display.close()
    for call in (keyboard.focused, lambda: keyboard.press("tab"), lambda: keyboard.type_text("Đ")):
        with pytest.raises(KeyboardMissing):
            call()
