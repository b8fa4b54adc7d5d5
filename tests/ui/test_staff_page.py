"""The staff page: shut until a PIN opened it, and shut again with everything on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot
from seen_on_window import clipped, everything_said, everything_shown

from kiosk.domain.failure import FailureCode
from kiosk.domain.figures import DayFigures
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
from ui import errands
from ui.components.charts import HourChart, LyingBars
from ui.components.pin_gate import PinGate
from ui.desk import DeskWindow
from ui.sample_staff import DAY, FIGURES, OPEN, STAFF
from ui.sample_visits import NAME
from ui.staff_data import StaffData, StaffGate, StaffState
from ui.staff_page import StaffPage
from ui.view_models.staff import StaffTab, gate_view, staff_view, written_seconds

Open = Callable[..., DeskWindow]
Heard = Callable[[DeskWindow], list[object]]

PIN = "2468"


def said_by(window: DeskWindow) -> list[object]:
    said: list[object] = []
    window.errand.connect(said.append)
    return said


def rows_of(table: QTableWidget) -> list[list[str]]:
    cells = [[table.item(line, place) for place in range(table.columnCount())] for line in range(table.rowCount())]
    return [[cell.text() if cell else "" for cell in row] for row in cells]


def tables(window: DeskWindow) -> str:
    """Cells are no widgets: what the tables hold, seen or not."""
    return "\n".join(
        text for table in window.findChildren(QTableWidget) for row in rows_of(table) for text in row if text
    )


@pytest.fixture
def staff(open_desk: Open) -> Callable[[StaffState], DeskWindow]:
    def open_page(state: StaffState) -> DeskWindow:
        window = open_desk(Visit("v"))
        window.open_staff()
        window.show_staff(state)
        QApplication.processEvents()
        return window

    return open_page


@pytest.mark.parametrize("name", list(STAFF))
@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_page_fits_the_smallest_desk_screen_with_nothing_clipped(
    name: str, code: str, open_desk: Open, vietnamese: Language, english: Language
) -> None:
    state, tab = STAFF[name]
    window = open_desk(Visit("v"), vietnamese if code == "vi" else english)
    window.open_staff()
    window.show_staff(state)
    if tab is not None:
        window.show_staff_tab(tab)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1366, 768)
    assert clipped(window) == []


def test_the_key_opens_the_door_only_and_the_pin_goes_out_once_and_stays_nowhere(
    open_desk: Open, heard: Heard, qtbot: QtBot
) -> None:
    window = open_desk(Visit("v"))
    intents, said = heard(window), said_by(window)
    qtbot.keyClick(window, Qt.Key.Key_F10)
    box = window.findChild(PinGate).findChild(QLineEdit)
    assert window.focusWidget() is box
    qtbot.keyClicks(box, PIN)
    assert box.displayText() != PIN
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert said == [errands.StaffPageAsked(PIN)]
    assert intents == []
    assert PIN not in everything_said(window)
    assert PIN not in repr(said)


def test_while_somebody_is_served_the_page_is_not_offered(open_desk: Open, qtbot: QtBot) -> None:
    window = open_desk(Visit("v", VisitState.READING))
    qtbot.keyClick(window, Qt.Key.Key_F10)
    assert "Trang cán bộ" not in everything_shown(window)


def test_escape_shuts_the_page_with_everything_on_it(staff: Callable[[StaffState], DeskWindow], qtbot: QtBot) -> None:
    window = staff(OPEN)
    said = said_by(window)
    assert NAME in tables(window)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert said == [errands.StaffPageLeft()]
    assert tables(window) == ""
    assert "Quét mã QR trên thẻ" in everything_shown(window)


def test_the_next_citizen_takes_the_page_off_the_screen_and_shuts_it(
    staff: Callable[[StaffState], DeskWindow],
) -> None:
    window = staff(OPEN)
    said = said_by(window)
    window.show_visit(Visit("next", VisitState.AWAITING_CARD))
    assert said == [errands.StaffPageLeft()]
    assert NAME not in tables(window)
    window.show_staff(OPEN)
    assert NAME not in tables(window)
    assert "Đặt thẻ lên đầu đọc" in everything_shown(window)


def test_a_page_that_nobody_uses_shuts_itself(open_desk: Open, heard: Heard, qtbot: QtBot) -> None:
    window = open_desk(Visit("v"), idle_s=0.05, warn_s=0.05)
    intents = heard(window)
    window.open_staff()
    window.show_staff(OPEN)
    qtbot.waitUntil(lambda: tables(window) == "", timeout=3000)
    assert intents == []


def test_an_event_of_an_idle_desk_leaves_the_page_open(staff: Callable[[StaffState], DeskWindow]) -> None:
    window = staff(OPEN)
    window.show_visit(Visit("v", reader="r"))
    assert NAME in tables(window)
    assert window.findChild(StaffPage).isVisible()


@pytest.mark.parametrize(
    ("tab", "words", "errand"),
    [
        (StaffTab.WAITING, "Gửi lại ngay", errands.DeliveriesAsked()),
        (StaffTab.WAITING, "Gửi lại cả hồ sơ bị từ chối", errands.DeliveriesAsked(refused=True)),
        (StaffTab.OWED, "Tra cứu lại ngay", errands.LookUpsAsked()),
        (StaffTab.SETTINGS, "Kiểm tra cấu hình", errands.SettingsCheckAsked()),
        (StaffTab.FIGURES, "Ngày trước", errands.DayAsked(DAY - timedelta(days=1))),
    ],
)
def test_a_button_says_what_is_wanted(
    tab: StaffTab, words: str, errand: object, *, staff: Callable[[StaffState], DeskWindow]
) -> None:
    window = staff(OPEN)
    said = said_by(window)
    window.show_staff_tab(tab)
    (button,) = [one for one in window.findChildren(QPushButton) if one.text() == words]
    assert button.isVisible()
    button.click()
    assert said == [errand]


def test_there_is_no_day_after_today(staff: Callable[[StaffState], DeskWindow]) -> None:
    window = staff(OPEN)
    (button,) = [one for one in window.findChildren(QPushButton) if one.text() == "Ngày sau"]
    assert not button.isEnabled()


def test_a_search_is_said_as_it_was_typed(staff: Callable[[StaffState], DeskWindow], qtbot: QtBot) -> None:
    window = staff(OPEN)
    said = said_by(window)
    window.show_staff_tab(StaffTab.RECORDS)
    box = next(one for one in window.findChild(StaffPage).findChildren(QLineEdit) if one.placeholderText())
    qtbot.keyClicks(box, "do thi uyen")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert said == [errands.SearchAsked("do thi uyen")]
    assert "uyen" not in repr(said)


def test_a_chart_says_in_words_what_it_draws(staff: Callable[[StaffState], DeskWindow]) -> None:
    window = staff(OPEN)
    assert window.findChild(HourChart).accessibleName() == "215 lượt trong ngày, đông nhất lúc 8 giờ với 52 lượt."
    spoken = [one.accessibleName() for one in window.findChildren(LyingBars)]
    assert any(one.startswith("Cách nhận diện. Chip: 171; QR căn cước: 22") for one in spoken)


def test_charts_draw_a_day_without_visits_and_one_of_a_single_visit(
    staff: Callable[[StaffState], DeskWindow],
) -> None:
    empty = DayFigures(DAY, 0, 0, None, None, {}, {}, {}, {}, {}, {}, {}, ())
    window = staff(StaffData(DAY, empty))
    before = window.grab().toImage()
    window.show_staff(replace(OPEN, figures=replace(FIGURES, hours=FIGURES.hours[:1])))
    assert window.grab().toImage() != before


# What the page says.


def test_numbers_are_masked_and_what_is_unknown_is_said(vietnamese: Language) -> None:
    rows = staff_view(OPEN, vietnamese).records.rows
    assert rows[1][1:] == ("Đỗ Thị Uyên", "001…345", "Cổng chưa trả lời", "Chờ gửi")
    assert rows[2][2:4] == ("", "chưa rõ")
    assert "001199012345" not in repr(staff_view(OPEN, vietnamese))


def test_the_tabs_count_what_somebody_should_look_at_and_nothing_else(vietnamese: Language) -> None:
    assert staff_view(OPEN, vietnamese).counts == {StaffTab.WAITING: 3, StaffTab.OWED: 2}


def test_a_reason_is_a_sentence_and_a_refusal_has_no_next_try(vietnamese: Language) -> None:
    first, refused, new = staff_view(OPEN, vietnamese).waiting.rows
    assert first[3:] == ("Chưa kết nối được với nơi nhận. Máy sẽ tự gửi lại.", "lần 5, 14:40 21/11")
    assert (refused[2], refused[4]) == ("Bị từ chối", "")
    assert new[3] == "Chưa gửi lần nào."


def test_an_empty_search_and_an_empty_day_say_different_things(vietnamese: Language) -> None:
    nothing = replace(OPEN, found=())
    assert staff_view(nothing, vietnamese).records.empty == "Hôm nay chưa có hồ sơ nào."
    assert staff_view(replace(nothing, searched="x"), vietnamese).records.empty == "Không tìm thấy hồ sơ nào."


def test_settings_that_nobody_looked_at_are_not_called_in_order(vietnamese: Language) -> None:
    assert staff_view(OPEN, vietnamese).settings.empty == "Chưa kiểm tra."
    assert "hợp lệ" in staff_view(replace(OPEN, findings=()), vietnamese).settings.empty


def test_a_store_that_fails_is_told_with_who_can_help(vietnamese: Language) -> None:
    told = staff_view(replace(OPEN, failure=FailureCode.STORE_FAILED), vietnamese).notice
    assert told is not None
    assert told.helper


@pytest.mark.parametrize(
    ("gate", "problem", "is_open"),
    [
        (StaffGate(), "", True),
        (StaffGate(wrong=True, tries_left=4), "Mã PIN chưa đúng. Còn 4 lần thử.", True),
        (StaffGate(wrong=True, tries_left=0, locked_s=300.0), "Thử lại sau 5 phút", False),
        (StaffGate(usable=False), "", False),
    ],
)
def test_the_door_says_what_was_wrong_and_when_to_try_again(
    gate: StaffGate, problem: str, is_open: bool, vietnamese: Language
) -> None:
    view = gate_view(gate, vietnamese)
    assert problem in view.problem
    assert bool(view.problem) is bool(problem)
    assert view.open is is_open


def test_only_a_demonstration_shows_its_pin(vietnamese: Language) -> None:
    assert gate_view(StaffGate(), vietnamese).hint == ""
    assert PIN in gate_view(StaffGate(demo_pin=PIN), vietnamese).hint


@pytest.mark.parametrize(("seconds", "said"), [(None, "–"), (0.4, "0 giây"), (119.4, "119 giây"), (185, "3 phút 05")])
def test_lengths_are_written_as_people_say_them(seconds: float | None, said: str, vietnamese: Language) -> None:
    assert written_seconds(seconds, vietnamese) == said
