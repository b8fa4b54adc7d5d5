"""The waiting room's window: told, drawn, never larger than its wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kiosk.domain.calls import CallBoard
from kiosk.runtime.language import Language
from ui.call_screen import CallScreen, CallScreenSettings
from ui.rendering import render
from ui.sample_calls import NOW, boards
from ui.theme import scale_for

SIZES = ((1366, 768), (1920, 1080))


@pytest.fixture
def open_screen(qtbot: QtBot, vietnamese: Language) -> Callable[..., CallScreen]:
    def open_one(
        board: CallBoard | None = None, size: tuple[int, int] = SIZES[0], language: Language | None = None
    ) -> CallScreen:
        settings = CallScreenSettings("Phòng khám Đa khoa Ví Dụ", scale=scale_for(*size))
        screen = CallScreen(language or vietnamese, settings)
        qtbot.addWidget(screen)
        screen.resize(*size)
        screen.show()
        if board is not None:
            screen.show_board(board, NOW)
        QApplication.processEvents()
        return screen

    return open_one


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", sorted(boards()))
@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_board_fits_its_wall_with_no_word_cut(
    open_screen: Callable[..., CallScreen],
    size: tuple[int, int],
    name: str,
    code: str,
    vietnamese: Language,
    english: Language,
) -> None:
    screen = open_screen(boards()[name], size, vietnamese if code == "vi" else english)
    screen.show_trouble(NOW)
    QApplication.processEvents()
    assert (screen.width(), screen.height()) == size
    for label in screen.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        place = QRect(label.mapTo(screen, label.rect().topLeft()), label.size())
        assert screen.rect().contains(place), label.text()
        wanted = QFontMetrics(label.font()).boundingRect(
            label.contentsRect(), int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0, label.text()
        )
        assert wanted.width() <= label.width() + 1 and wanted.height() <= label.height() + 1, label.text()


def test_the_number_called_is_far_larger_than_anything_else(open_screen: Callable[..., CallScreen]) -> None:
    screen = open_screen(boards()["calls"])
    others = [one for one in screen.findChildren(QLabel) if one is not screen.now.number and one.isVisible()]
    assert screen.now.number.font().pixelSize() > 3 * max(one.font().pixelSize() for one in others)


def test_a_board_without_a_call_asks_people_to_wait(open_screen: Callable[..., CallScreen], qtbot: QtBot) -> None:
    screen = open_screen(boards()["calls"])
    screen.show_board(boards()["calls-nobody"], NOW)
    assert not screen.now.number.isVisible()
    assert screen.now.room.text() == "Hiện chưa mời số nào"
    assert not any(row.isVisible() for row in screen.recent.rows)


def test_trouble_keeps_the_last_calls_and_says_so_until_the_next_board(open_screen: Callable[..., CallScreen]) -> None:
    screen = open_screen(boards()["calls"])
    screen.show_trouble(NOW)
    assert screen.trouble.isVisible()
    assert screen.now.number.text() == "UA012"
    screen.show_board(boards()["calls"], NOW)
    assert not screen.trouble.isVisible()


def test_trouble_before_the_first_board_shows_no_number(open_screen: Callable[..., CallScreen]) -> None:
    screen = open_screen()
    screen.show_trouble(NOW)
    assert screen.trouble.isVisible()
    assert not screen.now.number.isVisible()


@pytest.mark.parametrize("chime", [True, False])
def test_a_new_call_sounds_once_where_the_site_wants_it_and_an_old_one_never(
    qtbot: QtBot, vietnamese: Language, chime: bool
) -> None:
    heard: list[str] = []
    screen = CallScreen(vietnamese, CallScreenSettings(chime=chime, scale=1.0), lambda: heard.append("tone"))
    qtbot.addWidget(screen)
    board = boards()["calls"]
    later = board.calls[0].called_at + timedelta(seconds=5)
    again = CallBoard((replace(board.calls[0], calls=3, called_at=later), *board.calls[1:]), board.waiting)
    settled = CallBoard((replace(again.calls[0], settled=True), *board.calls[1:]), board.waiting)
    for shown in (board, board, again, again, settled, CallBoard(), board):
        screen.show_board(shown, NOW)
    assert heard == (["tone"] if chime else [])
    assert any(not one.settled for one in settled.calls)


def test_on_one_monitor_it_is_a_window_and_where_it_was_chosen_it_covers_the_wall(
    qtbot: QtBot, vietnamese: Language
) -> None:
    window = CallScreen(vietnamese, CallScreenSettings(scale=1.0))
    qtbot.addWidget(window)
    window.show_on_wall()
    assert not window.isFullScreen()
    wall = CallScreen(vietnamese, CallScreenSettings(scale=1.0, screen=7))
    qtbot.addWidget(wall)
    wall.show_on_wall()
    assert wall.isFullScreen()
    assert wall.geometry() == QApplication.primaryScreen().geometry()


def test_escape_closes_it(open_screen: Callable[..., CallScreen], qtbot: QtBot) -> None:
    screen = open_screen(boards()["calls"])
    qtbot.keyClick(screen, Qt.Key.Key_A)
    assert screen.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert not screen.isVisible()


def test_its_picture_is_small_enough_to_keep(open_screen: Callable[..., CallScreen], tmp_path: Path) -> None:
    render(open_screen(boards()["calls"], SIZES[1]), tmp_path / "calls.png")
    image = QImage(str(tmp_path / "calls.png"))
    assert (image.width(), image.height()) == SIZES[1]
    assert (tmp_path / "calls.png").stat().st_size < 150_000
