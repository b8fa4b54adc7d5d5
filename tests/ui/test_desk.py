"""The window is told visits and says what people want."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from seen_on_window import clipped, editor, every_widget, everything_shown, type_into

from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, Fact, FactName, Source
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.runtime.language import Language
from kiosk.visit.events import (
    Cancelled,
    ChipSkipped,
    Confirmed,
    FieldCorrected,
    NextCitizen,
    RetryAsked,
    TicketAsked,
)
from kiosk.visit.state import Visit, VisitState
from ui.components.field_editors import ChoiceBox
from ui.components.form_panel import FormPanel
from ui.desk import DeskWindow
from ui.sample_visits import ADDRESS, CARD_NUMBER, NAME, Sample, samples

Open = Callable[..., DeskWindow]
Heard = Callable[[DeskWindow], list[object]]

REVIEW = samples()["04-reviewing-genuine"].visit


# Every state.


@pytest.mark.parametrize("name", list(samples()))
@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_state_fits_the_smallest_desk_screen_with_nothing_clipped(
    name: str, code: str, open_desk: Open, vietnamese: Language, english: Language
) -> None:
    sample: Sample = samples()[name]
    language = vietnamese if code == "vi" else english
    window = open_desk(sample.visit, language, may_type=sample.may_type)
    window.show_devices(sample.board)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1366, 768)
    assert clipped(window) == []


@pytest.mark.parametrize("name", list(samples()))
def test_what_can_be_operated_has_a_name_for_screen_readers(name: str, open_desk: Open) -> None:
    window = open_desk(samples()[name].visit, may_type=samples()[name].may_type)
    nameless = [
        type(widget).__name__
        for widget in every_widget(window)
        if widget.isVisible()
        and widget is not window
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
        and not (isinstance(widget, QPushButton) and widget.text())
        and widget.metaObject().className() not in ("QComboBoxListView", "ChecksList")
    ]
    assert nameless == []


def test_idle_invites_and_shows_no_panel(open_desk: Open) -> None:
    window = open_desk(Visit("v"))
    shown = everything_shown(window)
    assert "Quét mã QR trên thẻ, rồi đặt thẻ lên đầu đọc" in shown
    assert "Hồ sơ\n" not in shown


def test_review_shows_value_source_proof_insurance_and_access(open_desk: Open) -> None:
    shown = everything_shown(open_desk(REVIEW))
    for text in (
        NAME,
        "Chip DG13",
        "Chip gốc",
        "Cổng BHYT",
        "Thẻ thật, chip gốc",
        "Mở chip bằng PACE, số CAN suy từ QR",
        CARD_NUMBER,
        "01/01/2026 – 31/12/2026",
        "chưa rõ",
    ):
        assert text in shown


def test_checks_are_folded_until_somebody_asks(open_desk: Open) -> None:
    window = open_desk(REVIEW)
    assert "Vùng đọc máy nhất quán" not in everything_shown(window)
    window.open_checks()
    QApplication.processEvents()
    assert "Vùng đọc máy nhất quán" in everything_shown(window)


def test_a_failure_says_what_to_do_and_keeps_the_actions(open_desk: Open) -> None:
    shown = everything_shown(open_desk(samples()["08-card-lifted"].visit))
    for text in ("Thẻ đã rời khỏi đầu đọc", "Người dân thực hiện", "Đọc lại", "Không đọc chip", "Nhập tay"):
        assert text in shown


def test_a_failed_save_keeps_the_form_with_a_notice(open_desk: Open) -> None:
    shown = everything_shown(open_desk(replace(REVIEW, failure=FailureCode.DISK_FULL)))
    assert "Ổ đĩa của máy đã đầy" in shown
    assert NAME in shown


def test_a_delivered_record_shows_its_receipt(open_desk: Open) -> None:
    assert "TD-2026-118204" in everything_shown(open_desk(samples()["09-delivered"].visit))


# Keys.


@pytest.mark.parametrize(
    ("name", "key", "event"),
    [
        ("04-reviewing-genuine", Qt.Key.Key_F9, Confirmed()),
        ("04-reviewing-genuine", Qt.Key.Key_F5, RetryAsked()),
        ("04-reviewing-genuine", Qt.Key.Key_Escape, Cancelled()),
        ("08-card-lifted", Qt.Key.Key_F5, RetryAsked()),
        ("08-card-lifted", Qt.Key.Key_F6, ChipSkipped()),
        ("03-reading", Qt.Key.Key_Escape, Cancelled()),
        ("09-delivered", Qt.Key.Key_F2, NextCitizen()),
        ("09-delivered", Qt.Key.Key_F8, TicketAsked()),
        ("10-waiting-in-outbox", Qt.Key.Key_F8, TicketAsked()),
    ],
)
def test_a_key_says_what_the_person_wants(
    name: str, key: Qt.Key, event: object, *, open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    window = open_desk(samples()[name].visit)
    said = heard(window)
    qtbot.keyClick(window, key)
    assert said == [event]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("01-idle", Qt.Key.Key_F9),
        ("01-idle", Qt.Key.Key_Space),
        ("04-reviewing-genuine", Qt.Key.Key_F4),
        ("01-idle", Qt.Key.Key_Escape),
        ("02-awaiting-card", Qt.Key.Key_F5),
        ("03-reading", Qt.Key.Key_F9),
        ("04-reviewing-genuine", Qt.Key.Key_F7),
        ("04-reviewing-genuine", Qt.Key.Key_F8),
        ("04-reviewing-genuine", Qt.Key.Key_F10),
        ("09-delivered", Qt.Key.Key_F9),
        ("09-delivered", Qt.Key.Key_Escape),
    ],
)
def test_a_key_that_means_nothing_now_says_nothing(
    name: str, key: Qt.Key, open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    window = open_desk(samples()[name].visit)
    said = heard(window)
    qtbot.keyClick(window, key)
    assert said == []


@pytest.mark.parametrize("name", ["HO_TEN", "DIA_CHI", "GIOI_TINH"])
def test_keys_work_from_inside_every_kind_of_box(name: str, open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(REVIEW)
    row = window.findChild(FormPanel).row(name)
    assert row is not None
    said = heard(window)
    row.editor.setFocus()
    qtbot.keyClick(row.editor, Qt.Key.Key_F9)
    qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert said == [Confirmed(), Cancelled()]


def test_a_click_does_what_the_key_does(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(REVIEW)
    said = heard(window)
    button = next(one for one in window.findChildren(QPushButton) if one.text() == "Xác nhận và lưu")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said == [Confirmed()]


def test_confirming_an_unfinished_form_goes_to_the_first_problem(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(samples()["12-corrected"].visit)
    said = heard(window)
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert said == []
    assert window.focusWidget() is editor(window, "NGAY_SINH")


def test_tab_goes_through_the_boxes_in_reading_order_and_then_to_the_actions(open_desk: Open) -> None:
    for window in (open_desk(REVIEW), open_desk(samples()["09-delivered"].visit)):
        window.show_visit(replace(REVIEW, visit_id="another"))
        panel = window.findChild(FormPanel)
        names = [field.name for field in REVIEW.form.fields if field.editable] if REVIEW.form else []
        first = panel.row(names[0])
        assert first is not None
        place: QWidget | None = first.editor
        walked = []
        for _ in range(200):
            if place is None or isinstance(place, QPushButton):
                break
            walked += [name for name in names if (row := panel.row(name)) is not None and row.editor is place]
            place = place.nextInFocusChain()
        assert walked == names
        assert isinstance(place, QPushButton)


# Corrections.


def test_a_typed_correction_is_sent_when_the_person_leaves_the_box(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(REVIEW)
    said = heard(window)
    type_into(editor(window, "HO_TEN"), "Nguyễn Ngọc Diễm Quyên")
    assert said == []
    qtbot.keyClick(editor(window, "HO_TEN"), Qt.Key.Key_Return)
    assert said == [FieldCorrected("HO_TEN", "Nguyễn Ngọc Diễm Quyên")]


def test_leaving_a_box_unchanged_says_nothing(open_desk: Open, heard: Heard) -> None:
    window = open_desk(REVIEW)
    said = heard(window)
    editor(window, "HO_TEN").setFocus()
    editor(window, "SO_CCCD").setFocus()
    assert said == []


def test_a_choice_is_sent_as_its_code(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(REVIEW)
    said = heard(window)
    row = window.findChild(FormPanel).row("GIOI_TINH")
    assert row is not None
    assert isinstance(row.editor, ChoiceBox)
    row.editor.setFocus()
    qtbot.keyClick(row.editor, Qt.Key.Key_Up)
    assert said == [FieldCorrected("GIOI_TINH", "1")]


def test_escape_in_a_changed_box_takes_the_change_back_and_not_the_visit(
    open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    window = open_desk(REVIEW)
    said = heard(window)
    type_into(editor(window, "HO_TEN"), "Ai đó")
    qtbot.keyClick(editor(window, "HO_TEN"), Qt.Key.Key_Escape)
    assert said == []
    assert editor(window, "HO_TEN").text() == NAME


def test_confirming_while_typing_first_sends_the_correction(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(REVIEW)
    said = heard(window)
    type_into(editor(window, "HO_TEN"), "Trần Ước")
    qtbot.keyClick(editor(window, "HO_TEN"), Qt.Key.Key_F9)
    assert said == [FieldCorrected("HO_TEN", "Trần Ước"), Confirmed()]


def test_a_confirmed_correction_that_turns_out_wrong_brings_the_cursor_to_it(open_desk: Open) -> None:
    window = open_desk(REVIEW)
    wrong = samples()["12-corrected"].visit.form
    asked = FieldCorrected("NGAY_SINH", "19/13/1992")
    window.show_visit(replace(REVIEW, corrections=(asked,), following=Confirmed()))
    window.show_visit(replace(REVIEW, form=wrong))
    assert window.focusWidget() is editor(window, "NGAY_SINH")


def test_a_late_portrait_does_not_disturb_what_is_being_typed(open_desk: Open) -> None:
    without = replace(REVIEW, portrait=None)
    window = open_desk(without)
    type_into(editor(window, "HO_TEN"), "Đang gõ")
    window.show_visit(replace(without, portrait=REVIEW.portrait))
    assert editor(window, "HO_TEN").text() == "Đang gõ"


def test_a_value_that_becomes_long_keeps_the_cursor_where_it_is(open_desk: Open) -> None:
    window = open_desk(REVIEW)
    assert REVIEW.form is not None
    field = REVIEW.form.field_named("LY_DO_VV")
    assert field is not None
    type_into(editor(window, "HO_TEN"), "Đang gõ")
    window.show_visit(replace(REVIEW, form=REVIEW.form.with_field(replace(field, value=ADDRESS))))
    assert window.focusWidget() is editor(window, "HO_TEN")
    assert editor(window, "HO_TEN").text() == "Đang gõ"


def test_the_wheel_over_a_choice_changes_nothing(open_desk: Open, heard: Heard) -> None:
    window = open_desk(REVIEW)
    row = window.findChild(FormPanel).row("GIOI_TINH")
    assert row is not None
    assert row.editor.focusPolicy() == Qt.FocusPolicy.StrongFocus  # Not WheelFocus.


# Hostile text.


MARKUP = "<b>Đậm</b><img src='file:///etc/passwd'>&amp;"


def test_markup_in_names_and_notes_is_shown_literally(open_desk: Open) -> None:
    assert REVIEW.identity is not None
    assert REVIEW.form is not None
    facts = {**REVIEW.identity.facts, FactName.FULL_NAME: Fact(MARKUP, Source.DG13, Assurance.AUTHENTIC)}
    field = REVIEW.form.field_named("HO_TEN")
    assert field is not None
    window = open_desk(
        replace(
            REVIEW,
            identity=replace(REVIEW.identity, facts=facts),
            insurance=InsuranceAnswer(InsuranceOutcome.UNKNOWN, "<i>1</i>", note=MARKUP),
            form=REVIEW.form.with_field(replace(field, value=MARKUP)),
        )
    )
    assert everything_shown(window).count(MARKUP) >= 3
    assert {label.textFormat() for label in window.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_no_native_dialog_is_ever_imported() -> None:
    from pathlib import Path

    sources = Path(__file__).parents[2].joinpath("ui").rglob("*.py")
    for source in sources:
        text = source.read_text(encoding="utf-8")
        assert "QFileDialog" not in text, source
        assert "QMessageBox" not in text, source


def test_an_event_of_the_same_visit_does_not_move_the_window_off_the_form(open_desk: Open) -> None:
    window = open_desk(REVIEW)
    window.show_visit(replace(REVIEW, state=VisitState.SAVING))
    assert NAME in everything_shown(window)
    assert "Đang lưu hồ sơ" in everything_shown(window)
