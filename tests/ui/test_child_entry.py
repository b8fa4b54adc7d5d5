"""A child's birth certificate typed in place of a scan, on a page of its own. All people are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from seen_on_window import clipped, everything_said, everything_shown, type_into

from kiosk.domain.dates import vietnamese_date
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Sex
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
from ui.components.child_entry import ChildEntry
from ui.components.field_editors import ChoiceBox, LineBox
from ui.desk import DeskWindow
from ui.errands import ChildEntered
from ui.sample_visits import CERTIFICATE, samples
from ui.view_models.child import ChildBox

Open = Callable[..., DeskWindow]
Heard = Callable[[DeskWindow], list[object]]

IDLE = Visit("v")
MOTHER = "Đỗ Ngọc Diệp"
YESTERDAY = vietnamese_date(SystemClock().now()) - timedelta(days=1)
TYPED = {
    ChildBox.DATE_OF_BIRTH: f"{YESTERDAY:%d/%m/%Y}",
    ChildBox.TIME_OF_BIRTH: "08:30",
    ChildBox.SEX: "female",
    ChildBox.MOTHER_NAME: MOTHER,
    ChildBox.CERTIFICATE_NUMBER: "CS-112",
}
SAID = ChildEntered(YESTERDAY, Sex.FEMALE, "08:30", mother_name=MOTHER, certificate_number="CS-112")


def box(window: DeskWindow, which: ChildBox) -> LineBox:
    name = f"desk.child.{which.value}"
    page = window.findChild(ChildEntry)
    found = [one for one in page.findChildren(LineBox) if one.accessibleName() == window._language.say(name)]
    return found[0]


def errands_of(window: DeskWindow) -> list[object]:
    said: list[object] = []
    window.errand.connect(said.append)
    return said


@pytest.mark.parametrize("visit", [IDLE, samples()["08-card-lifted"].visit], ids=["idle", "card-lifted"])
def test_f3_on_the_page_of_numbers_opens_the_certificate_with_the_cursor_in_its_first_box(
    visit: Visit, open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    window = open_desk(visit)
    said = heard(window)
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert "Trẻ chưa có thẻ: giấy khai sinh, giấy chứng sinh" in everything_shown(window)
    qtbot.keyClick(window, Qt.Key.Key_F3)
    assert window.focusWidget() is box(window, ChildBox.CHILD_NAME)
    assert said == []


def test_f3_elsewhere_opens_nothing(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(IDLE)
    qtbot.keyClick(window, Qt.Key.Key_F3)
    assert "Quét mã QR trên thẻ" in everything_shown(window)


def test_enter_goes_through_every_box_and_on_the_button_begins_the_visit(
    open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    window = open_desk(IDLE)
    said, errands = heard(window), errands_of(window)
    window.type_child()
    page = window.findChild(ChildEntry)
    visited = []
    for which in ChildBox:
        editor = window.focusWidget()
        visited.append(editor.accessibleName())
        if isinstance(editor, ChoiceBox):
            editor.write(TYPED[which])
        elif which in TYPED:
            type_into(editor, TYPED[which])
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert visited == [window._language.say(f"desk.child.{which.value}") for which in ChildBox]
    assert errands == []
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert errands == [SAID]
    assert said == []
    assert page.isVisible()


def test_f9_begins_the_visit_from_any_box(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(IDLE)
    errands = errands_of(window)
    window.type_child(TYPED)
    qtbot.keyClick(box(window, ChildBox.FATHER_NAME), Qt.Key.Key_F9)
    assert errands == [SAID]
    assert MOTHER not in repr(errands)


def test_a_box_that_lacks_something_takes_the_cursor_and_is_named(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(IDLE)
    errands = errands_of(window)
    window.type_child({**TYPED, ChildBox.DATE_OF_BIRTH: "31/02/2026", ChildBox.FATHER_NAME: "5"})
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F9)
    assert errands == []
    assert window.focusWidget() is box(window, ChildBox.DATE_OF_BIRTH)
    shown = everything_shown(window)
    assert "Ngày sinh: nhập đủ ngày, tháng, năm" in shown
    assert "Họ tên cha: tên phải có chữ cái." in shown
    assert clipped(window) == []


def test_only_a_new_born_is_asked_for_its_hour_once_the_desk_knows_who_is_one(open_desk: Open) -> None:
    window = open_desk(IDLE)
    window.know_new_borns(28)
    window.type_child()
    time = box(window, ChildBox.TIME_OF_BIRTH)
    assert not time.isEnabled()
    type_into(box(window, ChildBox.DATE_OF_BIRTH), f"{YESTERDAY:%d/%m/%Y}")
    assert time.isEnabled()
    type_into(box(window, ChildBox.DATE_OF_BIRTH), f"{YESTERDAY - timedelta(days=28):%d/%m/%Y}")
    assert not time.isEnabled()


def test_escape_goes_back_to_the_number_then_to_the_desk_and_forgets_what_was_typed(
    open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    window = open_desk(IDLE)
    said = heard(window)
    window.type_child(TYPED)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert "12 số định danh cá nhân" in everything_shown(window)
    assert MOTHER not in everything_said(window)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert "Quét mã QR trên thẻ" in everything_shown(window)
    assert said == []


def test_a_visit_that_begins_takes_the_certificate_off_the_screen(open_desk: Open) -> None:
    window = open_desk(IDLE)
    window.type_child(TYPED)
    window.show_visit(Visit("next", VisitState.LOOKING_UP))
    assert MOTHER not in everything_said(window)
    assert "CS-112" not in everything_said(window)


def test_a_certificate_left_in_its_boxes_is_wiped_when_nobody_goes_on(
    open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    window = open_desk(IDLE, idle_s=0.05, warn_s=0.05)
    said = heard(window)
    window.type_child(TYPED)
    mother = box(window, ChildBox.MOTHER_NAME)
    mother.selectAll()
    mother.copy()
    qtbot.waitUntil(lambda: MOTHER not in everything_said(window), timeout=3000)
    assert said == []
    assert MOTHER not in QApplication.clipboard().text()
    assert "Quét mã QR trên thẻ" in everything_shown(window)


def test_what_was_wrong_with_a_number_before_is_not_said_of_the_certificate(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(replace(IDLE, failure=FailureCode.CODE_MALFORMED))
    window.type_child(TYPED)
    assert "Chưa tiếp nhận được" not in everything_shown(window)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F9)
    window.show_visit(replace(IDLE, failure=FailureCode.CODE_MALFORMED))
    shown = everything_shown(window)
    assert "Chưa tiếp nhận được theo giấy này." in shown
    assert "QR" not in shown


def test_the_page_fits_in_both_languages(open_desk: Open, english: Language) -> None:
    for language in (None, english):
        window = open_desk(IDLE, language)
        window.type_number()
        assert clipped(window) == []
        window.type_child(CERTIFICATE)
        assert clipped(window) == []
