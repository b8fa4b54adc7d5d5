"""The one-stop page: opened where a site has it, told a dossier, saying what the officer wants, forgetting it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from seen_on_window import clipped, everything_said, everything_shown

from kiosk.domain.roles import Role
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
from ui import one_stop_errands as errands
from ui.components.one_stop_finder import FinderPanel
from ui.components.one_stop_paper import PaperPanel
from ui.components.one_stop_people import PeoplePanel
from ui.desk import DeskWindow
from ui.one_stop_data import OneStopState
from ui.one_stop_page import OneStopPage
from ui.sample_one_stop import FOUND, GIVEN, ONE_STOP, PEOPLE, TODAY_ADDRESS
from ui.sample_visits import NAME, NUMBER
from ui.view_models.one_stop import OneStopStep

Open = Callable[..., DeskWindow]
Told = Callable[[OneStopState, OneStopStep], OneStopPage]


@pytest.fixture
def window(open_desk: Open) -> DeskWindow:
    return open_desk(Visit("v"), one_stop=True)


@pytest.fixture
def told(window: DeskWindow) -> Told:
    def tell(state: OneStopState, step: OneStopStep) -> OneStopPage:
        page = window.open_one_stop()
        assert page is not None
        window.show_one_stop(state)
        page.show_step(step)
        QApplication.processEvents()
        return page

    return tell


def said_by(window: DeskWindow) -> list[object]:
    said: list[object] = []
    window.errand.connect(said.append)
    return said


def button(page: OneStopPage, words: str) -> QPushButton:
    found = [
        one
        for one in page.findChildren(QPushButton)
        if one.isVisible() and (one.text() == words or one.accessibleName().startswith(words))
    ]
    assert found, words
    return found[0]


@pytest.mark.parametrize("name", list(ONE_STOP))
@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_step_fits_the_smallest_desk_screen_with_nothing_clipped(
    name: str, code: str, open_desk: Open, vietnamese: Language, english: Language
) -> None:
    state, step = ONE_STOP[name]
    window = open_desk(Visit("v"), vietnamese if code == "vi" else english, one_stop=True)
    page = window.open_one_stop()
    assert page is not None
    window.show_one_stop(state)
    page.show_step(step)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1366, 768)
    assert clipped(window) == []


def test_the_key_opens_the_page_with_the_cursor_in_the_box_that_finds(window: DeskWindow, qtbot: QtBot) -> None:
    said = said_by(window)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert said == [errands.OneStopOpened(1)]
    box = window.findChild(FinderPanel).findChild(QLineEdit)
    assert window.focusWidget() is box
    qtbot.keyClicks(box, "khai sinh")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert said[-1] == errands.ProcedureSought("khai sinh")


def test_a_desk_without_the_page_offers_no_key_for_it(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(Visit("v"))
    said = said_by(window)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert said == []
    assert "Hồ sơ một cửa" not in everything_shown(window)


def test_while_somebody_is_served_the_page_is_not_offered(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(Visit("v", VisitState.READING), one_stop=True)
    said = said_by(window)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert said == []


def test_a_found_procedure_is_chosen_by_a_press(window: DeskWindow, told: Told, qtbot: QtBot) -> None:
    page, said = told(FOUND, OneStopStep.PROCEDURE), said_by(window)
    qtbot.mouseClick(button(page, "Xóa đăng ký thường trú"), Qt.MouseButton.LeftButton)
    assert said == [errands.ProcedureChosen("1.003197")]


def test_a_part_is_given_and_withdrawn_by_its_button(window: DeskWindow, told: Told, qtbot: QtBot) -> None:
    page, said = told(PEOPLE, OneStopStep.PEOPLE), said_by(window)
    parts = [one for one in page.findChild(PeoplePanel).findChildren(QPushButton) if one.isCheckable()]
    assert [one.isChecked() for one in parts] == [True, False, False, False, True, False]
    qtbot.mouseClick(parts[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(parts[4], Qt.MouseButton.LeftButton)
    assert said == [errands.PartGiven(0, Role.HEAD), errands.PartWithdrawn(1, Role.HEAD)]


def test_an_address_is_chosen_and_a_guess_called_right(window: DeskWindow, told: Told, qtbot: QtBot) -> None:
    page, said = told(PEOPLE, OneStopStep.PAPER), said_by(window)
    qtbot.mouseClick(button(page, TODAY_ADDRESS), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(page, "Đúng"), Qt.MouseButton.LeftButton)
    assert said == [
        errands.BoxCorrected("ct01", "dia_chi", TODAY_ADDRESS),
        errands.BoxConfirmed("ct01", "quan_he"),
    ]
    assert TODAY_ADDRESS not in repr(said)


def test_a_box_says_what_was_typed_into_it(window: DeskWindow, told: Told, qtbot: QtBot) -> None:
    page, said = told(PEOPLE, OneStopStep.PAPER), said_by(window)
    row = page.findChild(PaperPanel).form.row("dien_thoai")
    assert row is not None
    row.editor.setFocus()
    qtbot.keyClicks(row.editor, "0912345678")
    row.commit()
    assert said == [errands.BoxCorrected("ct01", "dien_thoai", "0912345678")]


def test_the_slip_is_asked_for_with_what_was_ticked_and_the_chosen_channel(
    window: DeskWindow, told: Told, qtbot: QtBot
) -> None:
    page, said = told(GIVEN, OneStopStep.GIVE), said_by(window)
    page.findChildren(QCheckBox)[1].setChecked(True)
    qtbot.mouseClick(button(page, "Phiếu hẹn trả"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(page, "Chuyển sang phần mềm một cửa"), Qt.MouseButton.LeftButton)
    given = frozenset({"cho-o"})
    assert said == [errands.SlipAsked("direct", given), errands.HandOverAsked("direct", given)]


def test_escape_leaves_with_nothing_of_the_dossier_on_the_window(window: DeskWindow, told: Told, qtbot: QtBot) -> None:
    told(GIVEN, OneStopStep.PAPER)
    assert NAME in everything_said(window)
    said = said_by(window)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert said == [errands.OneStopLeft()]
    for text in (NAME, NUMBER, TODAY_ADDRESS):
        assert text not in everything_said(window)


def test_what_is_told_of_an_earlier_dossier_is_not_drawn(window: DeskWindow, told: Told) -> None:
    told(FOUND, OneStopStep.PEOPLE)
    window.show_one_stop(replace(PEOPLE, session=0))
    QApplication.processEvents()
    assert NAME not in everything_said(window)
