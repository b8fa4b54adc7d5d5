"""The waiting room's window beside its thread. The platform is chosen before Qt is imported anywhere."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

import config
from kiosk.bootstrap.call_screen import CallScreenApplication
from kiosk.domain.calls import CallBoard
from kiosk.runtime.clock import FakeClock
from ui.application import create_application
from ui.sample_calls import boards

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


def test_the_screen_follows_the_queue_and_says_when_it_cannot() -> None:
    application = create_application(["test"])
    looks = [boards()["calls"], OSError("the disk"), boards()["calls-nobody"]]

    def look() -> CallBoard:
        seen = looks[0]
        if isinstance(seen, OSError):
            raise seen
        return seen

    screen = CallScreenApplication(config.load_site("demo"), look, FakeClock(NOW))
    screen.window.show()
    screen.start()
    try:
        assert _comes(application, lambda: screen.window.now.number.text() == "UA012")
        looks.pop(0)
        assert _comes(application, screen.window.trouble.isVisible)
        assert screen.window.now.number.text() == "UA012"
        looks.pop(0)
        assert _comes(application, lambda: not screen.window.now.number.isVisible())
    finally:
        screen.stop()
        screen.window.close()


def _comes(application: QApplication, condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not condition() and time.monotonic() < deadline:
        application.processEvents()
        time.sleep(0.02)
    return condition()
