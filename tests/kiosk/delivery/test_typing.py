"""Typing for a person who asked: only then, only there, only what the script says."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from delivered_records import described_record, invented_record
from hypothesis import given, settings
from hypothesis import strategies as st

from config.catalogues import load_language
from config.delivery_base import built_in_contracts
from config.typing_data import load_typing_script
from drivers.typing import KeyboardMissing, KeyboardUnusable
from hardware_mocks.recording_keyboard import ImaginedWindow, RecordingKeyboard
from kiosk.bootstrap import typing as bootstrap_typing
from kiosk.bootstrap.typing import PortKeyboard, open_typist, typing_script
from kiosk.delivery import DeliverySettingsInvalid, typing
from kiosk.delivery.typing import KeyboardFailed, Step, TypingProblem, TypingScript, TypingStopped, Typist

FIELDS = typing_script(load_typing_script("typing-fields"))
LINE = typing_script(load_typing_script("typing-code-line"))


class Waiting:
    """Remembers every wait; cancels at the one that is asked for."""

    def __init__(self, cancel_at: int | None = None) -> None:
        self.waits: list[float] = []
        self._cancel_at = cancel_at

    def __call__(self, seconds: float) -> bool:
        self.waits.append(seconds)
        return self._cancel_at is not None and len(self.waits) >= self._cancel_at


def typist(keyboard: RecordingKeyboard, wait: Waiting | None = None, **more) -> Typist:
    return Typist(PortKeyboard(keyboard), wait or Waiting(), **more)


def stopped(call) -> TypingStopped:
    with pytest.raises(TypingStopped) as caught:
        call()
    return caught.value


def test_a_record_is_typed_field_by_field_with_tabs():
    keyboard = RecordingKeyboard()
    typist(keyboard).type_record(described_record(), FIELDS)
    assert keyboard.typed == (
        "001199012345\tĐỗ Thị Uyên\t15/05/1999\tNữ\tSố 5 ngõ 12, Phường Láng, Hà Nội\tGD4010112345678\t0900000000"
    )


def test_a_record_is_typed_as_the_line_of_a_card_and_enter():
    keyboard = RecordingKeyboard()
    typist(keyboard).type_record(described_record(DIA_CHI="Số 5|12, Hà Nội"), LINE)
    assert keyboard.typed == "001199012345||Đỗ Thị Uyên|15051999|Nữ|Số 5 12, Hà Nội|\n"


def test_a_scanned_line_is_typed_as_it_was_and_ends_with_enter():
    keyboard = RecordingKeyboard()
    typist(keyboard).type_line("001199012345||Đỗ Thị Uyên|15051999|Nữ|Hà Nội|01012022\r\n")
    assert keyboard.typed == "001199012345||Đỗ Thị Uyên|15051999|Nữ|Hà Nội|01012022\n"


def test_letters_are_composed_before_they_are_typed():
    keyboard = RecordingKeyboard()
    typist(keyboard).type_line("Đô\u0303 Thi\u0323")
    assert keyboard.typed == "Đỗ Thị\n"


def test_the_person_gets_seconds_to_choose_and_every_key_its_pace():
    keyboard, wait, seconds = RecordingKeyboard(), Waiting(), []
    typist(keyboard, wait, pace_s=0.5).type_line("ab", on_second=seconds.append)
    assert seconds == [3, 2, 1, 0]
    assert wait.waits == [1.0, 1.0, 1.0, 0.5, 0.5, 0.5]


@pytest.mark.parametrize(
    ("window", "expected"),
    [(None, TypingProblem.NO_WINDOW), (ImaginedWindow(1, ours=True), TypingProblem.OUR_WINDOW)],
)
def test_nothing_is_typed_into_no_window_or_into_ours(window, expected):
    keyboard = RecordingKeyboard(window)
    assert stopped(lambda: typist(keyboard).type_line("abc")).problem is expected
    assert keyboard.typed == ""


def test_another_window_gets_nothing():
    keyboard = RecordingKeyboard(moves_after=4)
    error = stopped(lambda: typist(keyboard).type_record(described_record(), FIELDS))
    assert (error.problem, error.typed, keyboard.typed) == (TypingProblem.FOCUS_CHANGED, 4, "0011")


@pytest.mark.parametrize(("cancel_at", "typed"), [(1, ""), (3, ""), (4, ""), (6, "00")])
def test_the_person_may_stop_it_at_any_moment(cancel_at, typed):
    keyboard = RecordingKeyboard()
    error = stopped(lambda: typist(keyboard, Waiting(cancel_at)).type_record(described_record(), FIELDS))
    assert (error.problem, keyboard.typed) == (TypingProblem.CANCELLED, typed)


def test_a_keyboard_that_fails_is_told_without_what_was_typed():
    keyboard = RecordingKeyboard(error=KeyboardUnusable("a modifier is held"))
    error = stopped(lambda: typist(keyboard).type_line("001199012345"))
    assert error.problem is TypingProblem.KEYBOARD
    assert "0011" not in f"{error!r} {error.__cause__!r}"
    with pytest.raises(KeyboardFailed):
        PortKeyboard(keyboard).press("tab")


def test_a_record_without_what_must_be_typed_is_not_begun():
    keyboard = RecordingKeyboard()
    for record, script in (
        (described_record(HO_TEN=""), FIELDS),
        (described_record(SO_CCCD=""), LINE),
        (invented_record(), TypingScript((Step(ours="values.MA_LK"),))),
    ):
        error = stopped(lambda record=record, script=script: typist(keyboard).type_record(record, script))
        assert error.problem is TypingProblem.NOTHING
    assert stopped(lambda: typist(keyboard).type_line("\x00\r\n")).problem is TypingProblem.NOTHING
    assert keyboard.typed == ""


def test_a_text_without_end_is_not_begun():
    keyboard = RecordingKeyboard()
    assert stopped(lambda: typist(keyboard).type_line("x" * 4001)).problem is TypingProblem.TOO_LONG
    assert keyboard.typed == ""


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80))
def test_whatever_a_value_holds_only_the_scripts_keys_are_pressed(text):
    keyboard = RecordingKeyboard()
    typist(keyboard).type_record(described_record(DIA_CHI=text), FIELDS)
    assert keyboard.typed.count("\t") == 6
    assert keyboard.typed.replace("\t", "").isprintable()
    line = RecordingKeyboard()
    typist(line).type_record(described_record(DIA_CHI=text), LINE)
    assert (line.typed.count("|"), line.typed.count("\n"), "\t" in line.typed) == (6, 1, False)


@pytest.mark.parametrize("ends", ["done", "focus", "cancelled"])
def test_what_was_typed_is_overwritten_however_it_ends(monkeypatch, ends):
    made: list[array[int]] = []
    building = typing._keystrokes

    def watched(record, script):
        made.append(building(record, script))
        return made[0]

    monkeypatch.setattr(typing, "_keystrokes", watched)
    keyboard = RecordingKeyboard(moves_after=3 if ends == "focus" else None)
    try:
        typist(keyboard, Waiting(2 if ends == "cancelled" else None)).type_record(described_record(), FIELDS)
    except TypingStopped:
        assert ends != "done"
    assert len(made[0]) > 50
    assert not any(made[0])


@pytest.mark.parametrize("step", [{}, {"key": "tab", "text": "x"}, {"ours": "HO_TEN"}, {"ours": "record.nothing"}])
def test_a_step_that_is_not_one_of_three_is_an_error_of_the_settings(step):
    with pytest.raises(DeliverySettingsInvalid):
        Step(**step)


def test_every_problem_has_a_sentence_in_every_language():
    for code in ("vi", "en"):
        texts = load_language(code)
        assert [one for one in TypingProblem if one.value not in texts] == []


def test_every_script_that_comes_with_the_program_can_be_typed():
    names = [one for one in built_in_contracts() if one.startswith("typing-")]
    assert names == ["typing-code-line", "typing-fields"]
    for name in names:
        keyboard = RecordingKeyboard()
        typist(keyboard).type_record(described_record(), typing_script(load_typing_script(name)))
        assert "Đỗ Thị Uyên" in keyboard.typed


def test_the_machines_keyboard_is_opened_for_one_typing_and_closed(monkeypatch):
    keyboard = RecordingKeyboard()
    closed = []
    monkeypatch.setattr(keyboard, "close", lambda: closed.append(True), raising=False)
    monkeypatch.setattr(bootstrap_typing, "open_keyboard", lambda: keyboard)
    with open_typist("typing-fields", Path(), lambda _seconds: False) as (writer, script):
        writer.type_record(described_record(), script)
    assert closed == [True]
    assert keyboard.typed.startswith("001199012345\t")


def test_a_session_without_a_keyboard_is_told_in_our_words(monkeypatch):
    def none() -> RecordingKeyboard:
        raise KeyboardMissing("X11")

    monkeypatch.setattr(bootstrap_typing, "open_keyboard", none)
    with pytest.raises(KeyboardFailed), open_typist("typing-fields", Path(), lambda _seconds: False):
        pass
