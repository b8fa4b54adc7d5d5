"""A number typed in place of a scan, on a page of its own; from there the empty form is one key away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from seen_on_window import everything_said, everything_shown

from kiosk.domain.failure import FailureCode
from kiosk.visit.events import ManualEntryAsked
from kiosk.visit.state import Visit, VisitState
from ui.components.number_entry import NumberEntry
from ui.desk import DeskWindow
from ui.errands import NumberEntered
from ui.sample_visits import samples

Open = Callable[..., DeskWindow]
Heard = Callable[[DeskWindow], list[object]]

IDLE = Visit("v")
TYPED = "001192004567"
HEADLINE = "Nhập số\n"


def box(window: DeskWindow) -> QLineEdit:
    found = window.findChild(NumberEntry).findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def errands_of(window: DeskWindow) -> list[object]:
    said: list[object] = []
    window.errand.connect(said.append)
    return said


@pytest.mark.parametrize("visit", [IDLE, samples()["08-card-lifted"].visit], ids=["idle", "card-lifted"])
def test_f4_opens_the_box_with_the_cursor_in_it_and_begins_nothing(
    visit: Visit, open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    window = open_desk(visit)
    said = heard(window)
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert "12 số định danh cá nhân" in everything_shown(window)
    assert window.focusWidget() is box(window)
    assert said == []


def test_enter_says_what_was_typed_and_nothing_else(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(IDLE)
    said, errands = heard(window), errands_of(window)
    window.type_number()
    qtbot.keyClicks(box(window), f"  {TYPED} ")
    qtbot.keyClick(box(window), Qt.Key.Key_Return)
    assert errands == [NumberEntered(TYPED)]
    assert said == []
    assert TYPED not in repr(errands)


def test_an_empty_box_says_nothing(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(IDLE)
    errands = errands_of(window)
    window.type_number()
    qtbot.keyClick(box(window), Qt.Key.Key_Return)
    assert errands == []


def test_f4_on_the_page_opens_the_empty_form(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(IDLE)
    said = heard(window)
    window.type_number()
    qtbot.keyClick(box(window), Qt.Key.Key_F4)
    assert said == [ManualEntryAsked()]


def test_escape_goes_back_and_forgets_what_was_typed(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(IDLE)
    said = heard(window)
    window.type_number()
    qtbot.keyClicks(box(window), TYPED)
    qtbot.keyClick(box(window), Qt.Key.Key_Escape)
    assert said == []
    assert TYPED not in everything_said(window)
    assert "Quét mã QR trên thẻ" in everything_shown(window)


def test_a_number_that_is_none_is_explained_without_speaking_of_a_code(open_desk: Open) -> None:
    window = open_desk(IDLE)
    window.type_number()
    window.show_visit(replace(IDLE, failure=FailureCode.CODE_MALFORMED))
    shown = everything_shown(window)
    assert "Số chưa đúng" in shown
    assert "QR" not in shown


def test_a_visit_that_begins_takes_the_page_and_the_number_off_the_screen(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(IDLE)
    window.type_number()
    qtbot.keyClicks(box(window), TYPED)
    window.show_visit(Visit("next", VisitState.AWAITING_CARD))
    assert TYPED not in everything_said(window)
    assert "Đặt thẻ lên đầu đọc" in everything_shown(window)


def test_a_number_left_in_the_box_is_wiped_when_nobody_goes_on(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(IDLE, idle_s=0.05, warn_s=0.05)
    said = heard(window)
    window.type_number()
    qtbot.keyClicks(box(window), TYPED)
    qtbot.waitUntil(lambda: TYPED not in everything_said(window), timeout=3000)
    assert said == []
    assert "Quét mã QR trên thẻ" in everything_shown(window)
