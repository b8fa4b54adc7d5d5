"""The window and the machine together: what is typed on the one reaches the other, and is never lost between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from seen_on_window import editor, everything_shown, type_into

from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Assurance, Source
from kiosk.visit import VisitMachine, VisitState
from kiosk.visit import events as happened
from kiosk.visit.effects import CorrectField, Effect, FillForm, SaveRecord
from ui.desk import DeskWindow
from ui.sample_visits import COVERED, NAME, form

Open = Callable[..., DeskWindow]


class Reviewed:
    """A window on a machine that reviews; the form's answers come when the test says so."""

    def __init__(self, window: DeskWindow) -> None:
        self.window = window
        self.machine = VisitMachine()
        self.wishes: list[Effect] = []
        window.intent.connect(self.take)
        self.take(happened.ManualEntryAsked())
        assert isinstance(self.wishes[-1], FillForm)
        self.answer(form(Source.QR, Assurance.CLAIMED, COVERED))

    def take(self, event: happened.Event) -> None:
        self.wishes += self.machine.handle(event)
        self.window.show_visit(self.machine.visit)

    def answer(self, filled: FilledForm) -> None:
        self.take(happened.FormFilled(self.machine.visit.visit_id, filled))


def corrected(filled: FilledForm | None, name: str, value: str) -> FilledForm:
    assert filled is not None
    field = filled.field_named(name)
    assert field is not None
    return filled.with_field(replace(field, value=value, source=Source.STAFF, original=field.value))


def test_a_value_typed_again_as_it_was_does_not_freeze_the_desk(open_desk: Open, qtbot: QtBot) -> None:
    desk = Reviewed(open_desk())
    before = desk.machine.visit.form
    assert before is not None
    type_into(editor(desk.window, "HO_TEN"), f" {NAME.upper()}")
    qtbot.keyClick(editor(desk.window, "HO_TEN"), Qt.Key.Key_Return)
    assert isinstance(desk.wishes[-1], CorrectField)
    desk.answer(before)
    assert editor(desk.window, "HO_TEN").text() == NAME
    qtbot.keyClick(desk.window, Qt.Key.Key_F9)
    assert isinstance(desk.wishes[-1], SaveRecord)


def test_what_is_typed_last_is_in_the_form_that_is_saved(open_desk: Open, qtbot: QtBot) -> None:
    desk = Reviewed(open_desk())
    type_into(editor(desk.window, "HO_TEN"), "Trần Ước")
    qtbot.keyClick(editor(desk.window, "HO_TEN"), Qt.Key.Key_F9)
    assert desk.machine.visit.state is VisitState.REVIEWING
    desk.answer(corrected(desk.machine.visit.form, "HO_TEN", "Trần Ước"))
    save = desk.wishes[-1]
    assert isinstance(save, SaveRecord)
    saved = save.form.field_named("HO_TEN")
    assert saved is not None
    assert saved.value == "Trần Ước"
    assert f"Trước khi sửa: {NAME}" in everything_shown(desk.window)


def test_after_a_crash_in_review_nothing_typed_later_is_lost(open_desk: Open, qtbot: QtBot) -> None:
    desk = Reviewed(open_desk())
    type_into(editor(desk.window, "HO_TEN"), "Ai đó")
    qtbot.keyClick(editor(desk.window, "HO_TEN"), Qt.Key.Key_Return)
    desk.take(happened.WorkCrashed(desk.machine.visit.visit_id, "CorrectField"))
    assert editor(desk.window, "HO_TEN").text() == NAME
    type_into(editor(desk.window, "HO_TEN"), "Trần Ước")
    qtbot.keyClick(editor(desk.window, "HO_TEN"), Qt.Key.Key_F9)
    assert not any(isinstance(wish, SaveRecord) for wish in desk.wishes)
    desk.answer(corrected(desk.machine.visit.form, "HO_TEN", "Trần Ước"))
    save = desk.wishes[-1]
    assert isinstance(save, SaveRecord)
    assert save.form is desk.machine.visit.form
