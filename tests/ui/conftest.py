"""The window without a screen: Qt draws into memory. The platform is chosen before Qt is imported anywhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.runtime.language import Language
from kiosk.visit.state import Visit
from ui.application import create_application
from ui.desk import DeskUiSettings, DeskWindow
from ui.rendering import LANGUAGES, read_language
from ui.sample_visits import WORKING


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return create_application(["test"])


@pytest.fixture(scope="session")
def vietnamese() -> Language:
    return read_language(LANGUAGES, "vi")


@pytest.fixture(scope="session")
def english() -> Language:
    return read_language(LANGUAGES, "en")


@pytest.fixture
def open_desk(qtbot: QtBot, vietnamese: Language) -> Iterator[Callable[..., DeskWindow]]:
    """A way to open a window at 1366×768 that shows a visit."""

    def open_one(visit: Visit | None = None, language: Language | None = None, **settings: float) -> DeskWindow:
        window = DeskWindow(language or vietnamese, DeskUiSettings(desk_name="Quầy 1", scale=1.0, **settings))
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show_devices(WORKING)
        window.show()
        if visit is not None:
            window.show_visit(visit)
        QApplication.processEvents()
        return window

    yield open_one
    QApplication.clipboard().clear()


@pytest.fixture
def heard(request: pytest.FixtureRequest) -> Callable[[DeskWindow], list[object]]:
    """The intents a window emits from now on."""

    def listen(window: DeskWindow) -> list[object]:
        said: list[object] = []
        window.intent.connect(said.append)
        return said

    return listen
