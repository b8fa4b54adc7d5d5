"""A desk that types into another program's window: one key asks, one stops, and that window keeps the focus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot
from seen_on_window import everything_shown

from kiosk.delivery.typing import TypingProblem
from kiosk.runtime.language import Language
from kiosk.visit.events import NextCitizen, TypingAsked, TypingCancelled
from kiosk.visit.state import Typing, Visit, VisitState
from ui.components.right_column import RightColumn
from ui.desk import DeskWindow
from ui.sample_visits import WORKING, samples
from ui.view_models.actions import KEYS, ActionKind
from ui.view_models.desk import desk_view
from ui.view_models.typing import typing_view

Open = Callable[..., DeskWindow]
Heard = Callable[[DeskWindow], list[object]]

DONE = samples()["09-delivered"].visit
COUNTING = replace(DONE, typing=Typing(seconds=3))


def test_a_finished_visit_offers_it_where_the_desk_types_and_nowhere_else(
    open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    for may_type, expected in ((True, [TypingAsked()]), (False, [])):
        window = open_desk(DONE, may_type=may_type)
        said = heard(window)
        assert ("Gõ vào cửa sổ đang chọn" in everything_shown(window)) is may_type
        qtbot.keyClick(window, Qt.Key.Key_F12)
        assert said == expected


@pytest.mark.parametrize("state", [VisitState.REVIEWING, VisitState.SAVING])
def test_what_is_not_saved_is_not_offered(state: VisitState, vietnamese: Language) -> None:
    assert typing_view(replace(DONE, state=state), vietnamese) is None


def test_the_countdown_is_large_and_says_what_to_do(vietnamese: Language) -> None:
    view = typing_view(COUNTING, vietnamese)
    assert view is not None
    assert view.seconds == "3"
    assert view.said is not None
    assert "phần mềm kia" in view.said.text


def test_escape_stops_it_and_means_nothing_once_it_is_over(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(COUNTING, may_type=True)
    said = heard(window)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert said == [TypingCancelled()]
    window.show_visit(replace(DONE, typing=Typing(over=True)))
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert said == [TypingCancelled(), NextCitizen()]


@pytest.mark.parametrize("problem", [None, *(one.value for one in TypingProblem), "typing.no_keyboard"])
def test_how_it_ended_is_a_sentence_and_it_may_be_asked_again(
    problem: str | None, open_desk: Open, vietnamese: Language
) -> None:
    window = open_desk(replace(DONE, typing=Typing(over=True, problem=problem)), may_type=True)
    shown = everything_shown(window)
    assert vietnamese.say(problem or "typing.done") in shown
    assert "Gõ vào cửa sổ đang chọn" in shown


def test_nothing_the_desk_shows_while_it_types_takes_the_focus_from_the_other_window(
    open_desk: Open, qtbot: QtBot
) -> None:
    window = open_desk(DONE, may_type=True)
    window.activateWindow()
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is other)
    for typing in (Typing(), Typing(seconds=3), Typing(seconds=0), Typing(over=True)):
        window.show_visit(replace(DONE, typing=typing))
        QApplication.processEvents()
        assert QApplication.focusWidget() is other
        assert QApplication.activeWindow() is other


def test_a_desk_that_types_is_not_idle(vietnamese: Language) -> None:
    assert not desk_view(COUNTING, WORKING, vietnamese, may_type=True).timed
    assert desk_view(replace(DONE, typing=Typing(over=True)), WORKING, vietnamese, may_type=True).timed


def test_the_next_visit_shows_no_typing_of_the_one_before(open_desk: Open) -> None:
    window = open_desk(COUNTING, may_type=True)
    window.show_visit(Visit("another"))
    window.show_visit(replace(DONE, visit_id="third"))
    assert "Bắt đầu gõ" not in everything_shown(window)


@pytest.mark.parametrize("code", ["vi", "en"])
@pytest.mark.parametrize("typing", [None, Typing(seconds=0), Typing(over=True, problem="typing.no_keyboard")])
def test_the_right_column_never_needs_more_width_than_it_has(
    code: str, typing: Typing | None, *, open_desk: Open, vietnamese: Language, english: Language
) -> None:
    window = open_desk(replace(DONE, typing=typing), vietnamese if code == "vi" else english, may_type=True)
    column: QScrollArea = window.findChild(RightColumn)
    assert column.widget().width() <= column.viewport().width()


def test_no_two_actions_share_a_key_but_giving_up_and_stopping() -> None:
    keys = [key for kind, key in KEYS.items() if kind is not ActionKind.STOP_TYPING]
    assert sorted(keys) == sorted(set(keys))
