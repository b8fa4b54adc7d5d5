"""The application around the window: fonts with every letter, and the letter box into its thread."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtGui import QFontDatabase, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.application import FONTS, MainThreadMailbox, create_application
from ui.theme import FAMILY

VIETNAMESE = "ăâđêôơưĂÂĐÊÔƠƯàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵỔỊỘ₫"


def test_the_bundled_family_is_used_and_not_one_of_the_system(qapp: QApplication) -> None:
    assert FAMILY in QFontDatabase.families()
    assert QFontInfo(qapp.font()).family() == FAMILY


def test_asking_for_the_application_twice_gives_the_same_one(qapp: QApplication) -> None:
    assert create_application([]) is qapp


@pytest.mark.parametrize("file", sorted(FONTS.glob("*.ttf")), ids=lambda file: str(file.stem))
def test_every_bundled_font_has_every_vietnamese_letter(qapp: QApplication, file: object) -> None:
    font = QRawFont(str(file), 16)
    assert [letter for letter in VIETNAMESE if not font.supportsCharacter(ord(letter))] == []


def test_a_label_can_be_written_more_often_than_none_has_references(qapp: QApplication) -> None:
    label = QLabel()
    for number in range(2 * min(sys.getrefcount(None), 10_000)):
        label.setText(str(number))
    assert sys.getrefcount(None) > 1000


def test_an_event_posted_from_another_thread_arrives_on_the_main_thread_in_order(qtbot: QtBot) -> None:
    mailbox = MainThreadMailbox()
    received: list[tuple[object, bool]] = []
    main = QThread.currentThread()
    mailbox.received.connect(lambda event: received.append((event, QThread.currentThread() is main)))

    def work() -> None:
        for number in range(100):
            mailbox.post(number)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(received) == 100, timeout=2000)
    assert received == [(number, True) for number in range(100)]


def test_an_event_posted_from_the_main_thread_is_not_handled_inside_post(qtbot: QtBot) -> None:
    mailbox = MainThreadMailbox()
    received: list[object] = []
    mailbox.received.connect(received.append)
    mailbox.post("event")
    assert received == []
    QCoreApplication.processEvents()
    assert received == ["event"]
