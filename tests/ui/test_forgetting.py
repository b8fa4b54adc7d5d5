"""Another visit, or none: nothing of the person before stays, on the screen, in a widget, in the clipboard."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from seen_on_window import editor, everything_said, type_into

from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit
from ui.desk import DeskUiSettings, DeskWindow
from ui.sample_visits import ADDRESS, CARD_NUMBER, NAME, NUMBER, samples

Open = Callable[..., DeskWindow]
Heard = Callable[[DeskWindow], list[object]]

REVIEW = samples()["04-reviewing-genuine"].visit


@pytest.mark.parametrize("name", ["03-reading", "06-cloned-chip", "09-delivered", "12-corrected"])
def test_nothing_of_a_person_stays_in_any_widget_after_the_visit(name: str, open_desk: Open) -> None:
    visit = samples()[name].visit
    noted = InsuranceAnswer(InsuranceOutcome.MISMATCH, "060", note=f"Sai tên: {NAME}")
    window = open_desk(replace(visit, insurance=noted))
    assert NAME in everything_said(window)
    window.show_visit(Visit("next"))
    astray = [one for one in QApplication.topLevelWidgets() if not isinstance(one, DeskWindow)]
    left = "\n".join(everything_said(widget) for widget in (window, *astray))
    for marker in (NAME, NUMBER, ADDRESS, CARD_NUMBER, "TD-2026", "19/08/1992", "001…567", "chóng mặt"):
        assert marker not in left
    labels = window.findChildren(QLabel)
    assert all(label.pixmap().isNull() for label in labels)


def test_a_closed_window_is_gone_with_everything_on_it(vietnamese: Language) -> None:
    window = DeskWindow(vietnamese, DeskUiSettings(scale=1.0))
    window.show_visit(REVIEW)
    gone = weakref.ref(window)
    window.deleteLater()
    del window
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone() is None


def test_the_screen_after_a_visit_is_the_screen_before_it(open_desk: Open) -> None:
    window = open_desk(Visit("first"))
    before = window.grab().toImage()
    window.show_visit(REVIEW)
    window.show_visit(Visit("second"))
    QApplication.processEvents()
    assert window.grab().toImage() == before


def test_text_copied_from_the_form_leaves_the_clipboard_with_the_visit(open_desk: Open) -> None:
    window = open_desk(REVIEW)
    editor(window, "SO_CCCD").selectAll()
    editor(window, "SO_CCCD").copy()
    assert QApplication.clipboard().text() == NUMBER
    window.show_visit(Visit("next"))
    assert QApplication.clipboard().text() == ""


def test_nobody_can_undo_back_to_the_person_before(open_desk: Open) -> None:
    window = open_desk(REVIEW)
    other = replace(REVIEW, visit_id="other")
    window.show_visit(other)
    editor(window, "HO_TEN").undo()
    assert editor(window, "HO_TEN").text() == NAME
    assert not editor(window, "HO_TEN").isUndoAvailable()


def test_another_visit_forgets_what_waited_for_the_one_before(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(REVIEW)
    said = heard(window)
    type_into(editor(window, "HO_TEN"), "Ai đó")
    qtbot.keyClick(editor(window, "HO_TEN"), Qt.Key.Key_F9)
    said.clear()
    window.show_visit(replace(REVIEW, visit_id="other"))
    assert said == []


def test_leaving_review_by_wiping_sends_no_correction(open_desk: Open, heard: Heard) -> None:
    window = open_desk(REVIEW)
    said = heard(window)
    type_into(editor(window, "HO_TEN"), "Ai đó")
    window.show_visit(Visit("next"))
    QApplication.processEvents()
    assert said == []
