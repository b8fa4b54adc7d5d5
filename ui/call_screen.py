"""The screen of the waiting room: told what a board of calls looks like, saying nothing back.

Numbers and rooms only: a name on a wall tells everybody who is ill. No number flashes, because some people's health
does not bear it (WCAG 2.2 SC 2.3.1); a new call is larger, and may sound.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.calls import CallBoard
from kiosk.runtime.language import Language
from ui.components.call_list import RecentCalls, RoomQueues
from ui.components.call_now import CallNow
from ui.components.call_style import call_stylesheet
from ui.components.labels import PlainLabel
from ui.stylesheet import stylesheet
from ui.theme import DRAWN_FOR, GAP_L, GAP_M, GAP_S, Theme, scale_for
from ui.view_models.calls import calls_view

_SIDE_WIDTH = 440


@dataclass(frozen=True)
class CallScreenSettings:
    facility: str = ""
    chime: bool = False
    """A short tone of the system's own with each new or repeated call."""
    scale: float | None = None
    """Size of everything against the 1366×768 drawing; None takes it from the screen it stands on."""
    screen: int | None = None
    """Which monitor, counted from 0; None: the second where there is one, else a window on the first."""


class CallScreen(QWidget):
    def __init__(
        self,
        language: Language,
        settings: CallScreenSettings | None = None,
        chime: Callable[[], None] = QApplication.beep,
    ) -> None:
        super().__init__()
        self._settings = settings or CallScreenSettings()
        self._language = language
        self._chime = chime
        self._newest_call: datetime | None = None
        """An older call that is shown large again, because the one after it was settled, is no new one."""
        self._board: CallBoard | None = None
        """None before the first board: what already stands then is no new call."""
        theme = Theme(self._settings.scale or self._scale_of_screen())
        self.setProperty("role", "page")
        self.setWindowTitle(language.say("queue.calls.window"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(stylesheet(theme) + call_stylesheet(theme))
        self._build(theme)
        self.resize(theme.px(DRAWN_FOR[0]), theme.px(DRAWN_FOR[1]))

    def show_board(self, board: CallBoard, now: datetime) -> None:
        """Draw the calls as they stand at `now`; sound once for each call that was not there before."""
        first, self._board = self._board is None, board
        self._draw(board, now, in_trouble=False, first=first)

    def show_trouble(self, now: datetime) -> None:
        """The calls could not be read: keep the last ones and say that they may be old."""
        self._draw(self._board or CallBoard(), now, in_trouble=True, first=False)

    def show_on_wall(self) -> None:
        """On the monitor that was chosen, over all of it; as a window where the desk's own screen is the only one."""
        screens = QGuiApplication.screens()
        wanted = self._wanted_screen(len(screens))
        if wanted is None:
            self.show()
            return
        # Without a window manager a full-screen window keeps its size hint unless it is given the place first.
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setGeometry(screens[wanted].geometry())
        self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _draw(self, board: CallBoard, now: datetime, *, in_trouble: bool, first: bool) -> None:
        view = calls_view(board, now, self._language, in_trouble=in_trouble)
        self.now.tell(view)
        self.recent.tell(view)
        self.rooms.tell(view.rooms)
        self._clock.tell(view.time)
        self._date.tell(view.date)
        self._reminder.tell(view.reminder)
        self.trouble.tell(view.trouble)
        if view.called_at is not None and (self._newest_call is None or view.called_at > self._newest_call):
            self._newest_call = view.called_at
            if self._settings.chime and not first:
                self._chime()

    def _build(self, theme: Theme) -> None:
        px = theme.px
        self.now, self.recent, self.rooms = CallNow(theme), RecentCalls(theme), RoomQueues(theme)
        self.trouble = PlainLabel("call-trouble", wrap=True)
        self.trouble.hide()
        self._facility = PlainLabel("call-facility", text=self._settings.facility)
        self._clock, self._date = PlainLabel("call-clock"), PlainLabel("call-date")
        self._reminder = PlainLabel("call-reminder", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(px(GAP_M))
        head.addWidget(self._facility, 1)
        head.addWidget(self._date, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._clock)
        side = QWidget()
        side.setProperty("role", "clear")
        side.setFixedWidth(px(_SIDE_WIDTH))
        lists = QVBoxLayout(side)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(px(GAP_M))
        lists.addWidget(self.recent, 1)
        lists.addWidget(self.rooms)
        middle = QHBoxLayout()
        middle.setSpacing(px(GAP_L))
        middle.addWidget(self.now, 1)
        middle.addWidget(side)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # A wall does not grow with its words.
        column.setContentsMargins(px(GAP_L), px(GAP_M), px(GAP_L), px(GAP_M))
        column.setSpacing(px(GAP_S))
        column.addLayout(head)
        column.addWidget(self.trouble)
        column.addLayout(middle, 1)
        column.addWidget(self._reminder)

    def _wanted_screen(self, count: int) -> int | None:
        if self._settings.screen is not None:
            return min(self._settings.screen, count - 1)
        return 1 if count > 1 else None

    def _scale_of_screen(self) -> float:
        screens = QGuiApplication.screens()
        wanted = self._wanted_screen(len(screens)) if screens else None
        screen = screens[wanted] if wanted is not None else QGuiApplication.primaryScreen()
        return scale_for(screen.geometry().width(), screen.geometry().height()) if screen is not None else 1.0
