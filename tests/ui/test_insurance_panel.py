"""The insurance panel: folded visits, the suggestion, the ticket and the differences, on the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot
from seen_on_window import clipped, everything_said, everything_shown

from kiosk.visit.events import CorrectionSlipAsked
from kiosk.visit.state import Visit
from ui.components.folding import FoldLink
from ui.components.form_panel import FormPanel
from ui.components.right_column import RightColumn
from ui.desk import DeskWindow
from ui.sample_visits import COVERAGE, samples

Open = Callable[..., DeskWindow]

REVIEW = samples()["04-reviewing-genuine"].visit
DIAGNOSIS = "Viêm họng cấp"
KEY_FIELDS = ("HO_TEN", "NGAY_SINH", "GIOI_TINH", "SO_CCCD", "DIA_CHI", "MA_THE_BHYT", "GT_THE_TU", "GT_THE_DEN")


def unfold(window: DeskWindow, words: str) -> None:
    (link,) = [one for one in window.findChildren(FoldLink) if words in one.text()]
    link.click()
    QApplication.processEvents()


def test_visits_are_folded_and_a_diagnosis_is_nowhere_until_it_is_asked_for(open_desk: Open) -> None:
    window = open_desk(REVIEW)
    assert "03/11/2026" not in everything_shown(window)
    unfold(window, "2 lượt khám gần đây")
    assert "03/11/2026 · cơ sở 01999" in everything_shown(window)
    assert DIAGNOSIS not in everything_said(window)
    unfold(window, "Xem chẩn đoán")
    assert DIAGNOSIS in everything_shown(window)
    assert clipped(window) == []


def test_folding_the_visits_takes_the_diagnoses_away(open_desk: Open) -> None:
    window = open_desk(REVIEW)
    for words in ("2 lượt khám gần đây", "Xem chẩn đoán", "2 lượt khám gần đây"):
        unfold(window, words)
    assert DIAGNOSIS not in everything_said(window)


def test_the_next_visit_finds_everything_folded_and_nothing_of_the_one_before(open_desk: Open) -> None:
    window = open_desk(REVIEW)
    unfold(window, "2 lượt khám gần đây")
    unfold(window, "Xem chẩn đoán")
    unfold(window, "Nếu có giấy tờ khác")
    window.show_visit(Visit("next"))
    left = everything_said(window)
    for marker in (DIAGNOSIS, "03/11/2026", "GD 4 01", "1.250.000", "A012"):
        assert marker not in left
    window.show_visit(replace(REVIEW, visit_id="third"))
    QApplication.processEvents()
    assert "03/11/2026" not in everything_shown(window)
    assert "1.3 · " not in everything_shown(window)


def test_an_ordinary_visit_is_seen_without_scrolling_in_column_and_key_fields(open_desk: Open) -> None:
    window = open_desk(REVIEW)
    assert window.findChild(RightColumn).verticalScrollBar().maximum() == 0
    panel = window.findChild(FormPanel)
    view = panel.findChild(QScrollArea).viewport()
    for name in KEY_FIELDS:
        row = panel.row(name)
        assert row is not None
        assert view.rect().contains(row.editor.geometry()), name


def test_long_names_of_facilities_fit(open_desk: Open) -> None:
    long = replace(COVERAGE, registered_here=False, facility_name="Bệnh viện Đa khoa khu vực Mẫu Sơn – cơ sở hai")
    window = open_desk(replace(REVIEW, coverage=long))
    assert clipped(window) == []


def test_card_chip_and_portal_stand_below_each_other_and_the_slip_is_a_key_away(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(samples()["16-portal-differs"].visit)
    said: list[object] = []
    window.intent.connect(said.append)
    shown = everything_shown(window)
    places = [shown.index(value) for value in ("Nguyễn Ngọc Diễm Quynh", "NGUYỄN NGỌC DIỄM QUÌNH")]
    assert places == sorted(places)
    assert "Có chỗ không khớp" in shown
    qtbot.keyClick(window, Qt.Key.Key_F7)
    (button,) = [one for one in window.findChildren(QPushButton) if one.text() == "In phiếu đính chính"]
    button.click()
    assert said == [CorrectionSlipAsked(), CorrectionSlipAsked()]


def test_the_number_is_the_largest_text_on_the_screen(open_desk: Open) -> None:
    window = open_desk(samples()["09-delivered"].visit)
    shown = everything_shown(window)
    for text in ("A012", "Phòng khám Nội 1", "3 người chờ trước", "In lại số"):
        assert text in shown


def test_a_number_without_paper_says_why_and_keeps_the_number(open_desk: Open) -> None:
    shown = everything_shown(open_desk(samples()["10-waiting-in-outbox"].visit))
    assert "UA003" in shown
    assert "Ưu tiên" in shown
    assert "Không có ai chờ trước" in shown
