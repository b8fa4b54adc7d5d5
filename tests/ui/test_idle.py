"""Nobody is here any more: the question, the countdown, the end of the visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from seen_on_window import everything_shown

from kiosk.domain.failure import FailureCode
from kiosk.visit.events import IdleTooLong, NoticeRead
from kiosk.visit.state import Visit, VisitState
from ui.components.overlay import IdleOverlay
from ui.desk import DeskWindow
from ui.sample_visits import NAME, samples

Open = Callable[..., DeskWindow]
Heard = Callable[[DeskWindow], list[object]]

REVIEW = samples()["04-reviewing-genuine"].visit


def test_an_abandoned_visit_is_covered_then_given_up(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(REVIEW, idle_s=0.05, warn_s=0.1)
    said = heard(window)
    overlay = window.findChild(IdleOverlay)
    qtbot.waitUntil(overlay.isVisible, timeout=1000)
    assert overlay.geometry() == window.rect()
    qtbot.waitUntil(lambda: said == [IdleTooLong()], timeout=1000)
    qtbot.wait(150)
    assert said == [IdleTooLong()]


def test_any_key_on_the_question_goes_on_and_means_nothing_else(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(REVIEW, idle_s=0.05, warn_s=5)
    said = heard(window)
    overlay = window.findChild(IdleOverlay)
    qtbot.waitUntil(overlay.isVisible, timeout=1000)
    assert "Tiếp tục" in everything_shown(window)
    qtbot.keyClick(QApplication.focusWidget() or overlay, Qt.Key.Key_F9)
    assert overlay.isHidden()
    assert said == []


def test_the_button_on_the_question_goes_on(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(REVIEW, idle_s=0.05, warn_s=5)
    overlay = window.findChild(IdleOverlay)
    qtbot.waitUntil(overlay.isVisible, timeout=1000)
    qtbot.mouseClick(overlay, Qt.MouseButton.LeftButton)
    assert overlay.isHidden()
    assert NAME in everything_shown(window)


def test_typing_counts_as_being_here(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(REVIEW, idle_s=0.3, warn_s=5)
    overlay = window.findChild(IdleOverlay)
    for _ in range(8):
        qtbot.wait(60)
        qtbot.keyClick(window, Qt.Key.Key_Shift)
    assert overlay.isHidden()


def test_news_of_the_visit_takes_the_question_away(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(REVIEW, idle_s=0.05, warn_s=5)
    overlay = window.findChild(IdleOverlay)
    qtbot.waitUntil(overlay.isVisible, timeout=1000)
    window.show_visit(replace(REVIEW, failure=FailureCode.DISK_FULL))
    assert overlay.isHidden()


def test_a_card_that_comes_and_goes_does_not_keep_an_abandoned_visit_open(
    open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    waiting = samples()["08-card-lifted"].visit
    window = open_desk(waiting, idle_s=0.2, warn_s=0.2)
    said = heard(window)
    for _ in range(40):
        if said:
            break
        window.show_visit(replace(waiting, state=VisitState.READING, failure=None))
        window.show_visit(replace(waiting, reader=None))
        qtbot.wait(20)
    assert said == [IdleTooLong()]


def test_a_record_that_could_not_be_saved_is_timed_again_each_time(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(REVIEW, idle_s=0.05, warn_s=0.05)
    said = heard(window)
    for _ in range(2):
        window.show_visit(replace(REVIEW, state=VisitState.SAVING))
        qtbot.wait(150)
        assert said == []
        window.show_visit(replace(REVIEW, failure=FailureCode.DISK_FULL))
    qtbot.waitUntil(lambda: said == [IdleTooLong()], timeout=1000)


def test_what_was_said_about_a_code_goes_after_a_while_and_no_broken_device_with_it(
    open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    window = open_desk(Visit("v", failure=FailureCode.READER_UNPLUGGED), notice_s=0.05)
    said = heard(window)
    qtbot.wait(150)
    assert said == []
    window.show_visit(Visit("v", failure=FailureCode.CODE_MALFORMED))
    qtbot.waitUntil(lambda: said == [NoticeRead()], timeout=1000)


def test_an_idle_desk_and_a_record_on_its_way_are_not_timed(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    for visit in (Visit("v"), replace(REVIEW, state=VisitState.SAVING), replace(REVIEW, state=VisitState.DELIVERING)):
        window = open_desk(visit, idle_s=0.02, warn_s=0.02)
        said = heard(window)
        qtbot.wait(120)
        assert said == []
        assert window.findChild(IdleOverlay).isHidden()
