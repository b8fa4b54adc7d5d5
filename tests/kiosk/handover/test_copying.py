"""Box by box through the clipboard, which forgets; and through the keyboard, one box or all."""

from __future__ import annotations

import pytest
from papers_at_hand import ct01

from hardware_mocks.recording_keyboard import RecordingKeyboard
from kiosk.bootstrap.typing import PortKeyboard
from kiosk.delivery.typing import TypingProblem, TypingStopped, Typist
from kiosk.handover import (
    ClipboardFailed,
    CopyDesk,
    CopyField,
    NextField,
    copy_fields,
    type_all,
    type_code_line,
)
from kiosk.runtime.clock import FakeClock

NAME = CopyField("Họ tên", "Nguyễn Văn An")


class ImaginedClipboard:
    def __init__(self) -> None:
        self.content = ""
        self.broken = False

    def put(self, text: str) -> None:
        if self.broken:
            raise ClipboardFailed("locked")
        self.content = text

    def text(self) -> str:
        if self.broken:
            raise ClipboardFailed("locked")
        return self.content


@pytest.fixture
def clipboard() -> ImaginedClipboard:
    return ImaginedClipboard()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def desk(clipboard: ImaginedClipboard, clock: FakeClock) -> CopyDesk:
    return CopyDesk(clipboard, clock, cleared_after_s=20)


def typist(keyboard: RecordingKeyboard) -> Typist:
    return Typist(PortKeyboard(keyboard), lambda _seconds: False)


def test_every_filled_box_can_be_copied_in_the_order_of_the_form_and_empty_ones_are_left_out() -> None:
    fields = copy_fields(ct01(dien_thoai="gọi"))
    labels = [one.label for one in fields]
    assert labels.index("Họ, chữ đệm và tên khai sinh") < labels.index("Ngày, tháng, năm sinh")
    assert "Email" not in labels
    assert next(one for one in fields if one.label == "Họ, chữ đệm và tên (1)").value == "ĐỖ THỊ UYÊN"
    assert [one.look for one in fields if one.label == "Số điện thoại liên hệ"] == [True]
    assert "Full name" in [one.label for one in copy_fields(ct01(), "en")]
    assert "Nguyễn" not in repr(NAME)


def test_what_was_copied_is_taken_away_when_its_time_is_over(
    desk: CopyDesk, clipboard: ImaginedClipboard, clock: FakeClock
) -> None:
    desk.copy(NAME)
    clock.pass_time(19)
    assert (desk.clear_if_due(), clipboard.content, desk.seconds_left) == (False, NAME.value, 1)
    clock.pass_time(1)
    assert (desk.clear_if_due(), clipboard.content, desk.seconds_left) == (True, "", 0)
    assert not desk.clear_if_due()


def test_a_second_copy_begins_the_time_anew(desk: CopyDesk, clipboard: ImaginedClipboard, clock: FakeClock) -> None:
    desk.copy(NAME)
    clock.pass_time(15)
    desk.copy(CopyField("Số", "001083012345"))
    clock.pass_time(15)
    assert not desk.clear_if_due()
    assert clipboard.content == "001083012345"


def test_what_somebody_copied_since_then_is_theirs_and_stays(
    desk: CopyDesk, clipboard: ImaginedClipboard, clock: FakeClock
) -> None:
    desk.copy(NAME)
    clipboard.content = "their own"
    clock.pass_time(30)
    assert not desk.clear_if_due()
    assert clipboard.content == "their own"


def test_the_end_of_a_visit_clears_at_once(desk: CopyDesk, clipboard: ImaginedClipboard) -> None:
    assert not desk.clear()
    desk.copy(NAME)
    assert desk.clear()
    assert clipboard.content == ""


def test_a_clipboard_that_was_locked_is_cleared_by_the_next_try(
    desk: CopyDesk, clipboard: ImaginedClipboard, clock: FakeClock
) -> None:
    desk.copy(NAME)
    clock.pass_time(30)
    clipboard.broken = True
    with pytest.raises(ClipboardFailed):
        desk.clear_if_due()
    clipboard.broken = False
    assert desk.clear_if_due()
    assert clipboard.content == ""


def test_the_desk_keeps_no_value_of_its_own(desk: CopyDesk) -> None:
    desk.copy(NAME)
    assert NAME.value not in repr(vars(desk))


def test_a_codes_line_is_typed_as_it_was_scanned_with_enter() -> None:
    keyboard = RecordingKeyboard()
    type_code_line(typist(keyboard), "001083012345||Nguyễn Văn An|15031983|Nam|Hà Nội|10052022")
    assert keyboard.typed == "001083012345||Nguyễn Văn An|15031983|Nam|Hà Nội|10052022\n"


def test_all_boxes_are_typed_with_tabs_and_nothing_is_sent() -> None:
    keyboard = RecordingKeyboard()
    type_all(typist(keyboard), [NAME, CopyField("Email", ""), CopyField("Giới tính", "N\tam\n")])
    assert keyboard.typed == "Nguyễn Văn An\t\tN am"


def test_the_next_box_is_typed_alone_and_one_that_was_broken_off_stays_the_next() -> None:
    fields = NextField([NAME, CopyField("Giới tính", "Nam")])
    with pytest.raises(TypingStopped) as caught:
        fields.type_it(typist(RecordingKeyboard(moves_after=3)))
    assert caught.value.problem is TypingProblem.FOCUS_CHANGED
    assert (fields.current, fields.left) == (NAME, 2)
    keyboard = RecordingKeyboard()
    fields.type_it(typist(keyboard))
    fields.type_it(typist(keyboard))
    fields.type_it(typist(keyboard))
    assert (keyboard.typed, fields.current, fields.left) == ("Nguyễn Văn AnNam", None, 0)


def test_boxes_can_be_passed_over_and_gone_back_to() -> None:
    fields = NextField([NAME, CopyField("Giới tính", "Nam")])
    fields.skip()
    assert fields.current is not None and fields.current.value == "Nam"
    fields.skip()
    fields.skip()
    assert fields.current is None
    fields.back()
    fields.back()
    fields.back()
    assert fields.current is NAME


def test_boxes_with_nothing_in_them_type_nothing() -> None:
    keyboard = RecordingKeyboard()
    with pytest.raises(TypingStopped) as caught:
        type_all(typist(keyboard), [CopyField("Email", " ")])
    assert (caught.value.problem, keyboard.typed) == (TypingProblem.NOTHING, "")
