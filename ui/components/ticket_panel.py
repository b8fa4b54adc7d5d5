"""The number in the queue, large enough to be read from the other side of the desk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.components.badge import Pill
from ui.components.labels import PlainLabel
from ui.components.stage import NoticeBox
from ui.theme import GAP_L, GAP_M, GAP_XS, Theme
from ui.view_models.look import Badge, Glyph, Tone
from ui.view_models.ticket import TicketView


class TicketPanel(QFrame):
    """Hidden where no numbers are given."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._title = PlainLabel("title")
        self._priority = Pill(theme)
        self._number = PlainLabel("number")
        self._number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._room = PlainLabel("headline", wrap=True)
        self._room.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._before = PlainLabel("soft", wrap=True)
        self._before.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._notice = NoticeBox(theme)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._priority)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_L),) * 4)
        column.setSpacing(theme.px(GAP_XS))
        column.addLayout(top)
        for part in (self._number, self._room, self._before):
            column.addWidget(part)
        column.addSpacing(theme.px(GAP_M))
        column.addWidget(self._notice)

    def tell(self, view: TicketView | None) -> None:
        self.setVisible(view is not None)
        self._title.setText(view.title if view else "")
        self._priority.tell(Badge(view.priority, Tone.INFO, Glyph.PERSON) if view and view.priority else None)
        self._number.tell(view.number if view else "")
        self._room.tell(view.room if view else "")
        self._before.tell(view.before if view else "")
        self._notice.tell_notice(view.notice if view else None)
