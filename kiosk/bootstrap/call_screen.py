"""The waiting room's window put together: a thread looks at the queue every second, the main thread draws it.

It is a program of its own beside the desk's: it may stand on another machine of the clinic, and must not fall with the
desk.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import config
from kiosk.bootstrap.languages import language
from kiosk.domain.calls import CallBoard
from kiosk.runtime.clock import Clock
from kiosk.runtime.log import install_exception_hooks, logger
from kiosk.runtime.workers import Repeater
from ui.application import MainThreadMailbox, create_application, leave_on_interrupt
from ui.call_screen import CallScreen, CallScreenSettings

EVERY_S = 1.0
"""How long a call may take to be seen."""


@dataclass(frozen=True)
class _Seen:
    board: CallBoard
    at: datetime


@dataclass(frozen=True)
class _NotSeen:
    at: datetime


class CallScreenApplication:
    """One window, one queue. Make it on the main thread, after the QApplication."""

    def __init__(self, site: config.Site, look: Callable[[], CallBoard], clock: Clock) -> None:
        """`look` may block and may raise; the window then says that it is out of date."""
        queue = site.queue or config.Queue(default_room="-")
        settings = CallScreenSettings(site.title, queue.call_screen.chime, screen=queue.call_screen.screen)
        self._look = look
        self._clock = clock
        self._mailbox = MainThreadMailbox()
        self._mailbox.received.connect(self._take)
        self._repeater: Repeater | None = None
        self.window = CallScreen(language(site.language), settings)

    def start(self) -> None:
        self._repeater = Repeater("call screen", self._round, every_s=EVERY_S, report=self._report)

    def stop(self) -> None:
        if self._repeater is not None:
            self._repeater.stop()

    def _round(self, cancelled: Callable[[], bool]) -> None:
        board = self._look()
        if not cancelled():
            self._mailbox.post(_Seen(board, self._clock.now()))

    def _report(self, error: BaseException) -> None:
        logger("call_screen").error("calls.not_read", error=type(error).__name__)
        self._mailbox.post(_NotSeen(self._clock.now()))

    def _take(self, event: object) -> None:
        match event:
            case _Seen(board, at):
                self.window.show_board(board, at)
            case _NotSeen(at):
                self.window.show_trouble(at)


def run(site: config.Site, look: Callable[[], CallBoard], clock: Clock) -> int:
    """Show the screen until its window is closed; return the application's exit code."""
    install_exception_hooks()
    application = create_application(sys.argv[:1])
    leave_on_interrupt(application)
    screen = CallScreenApplication(site, look, clock)
    screen.window.show_on_wall()
    screen.start()
    try:
        return application.exec()
    finally:
        screen.stop()
