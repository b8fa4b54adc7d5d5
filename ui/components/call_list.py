"""The calls before, and how many wait for which room: two lists beside the number being called."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.components.labels import PlainLabel, restyle
from ui.theme import GAP_L, GAP_M, GAP_XS, Theme
from ui.view_models.calls import RECENT, ROOMS, CallsView, CallView, RoomView


class CallRow(QWidget):
    """One call that is no longer the newest."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.number = PlainLabel("call-row-number")
        self.number.setFixedWidth(theme.px(164))
        self.room = PlainLabel("call-row-room")
        self.detail = PlainLabel("call-row-detail")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.room)
        words.addWidget(self.detail)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(GAP_M))
        row.addWidget(self.number)
        row.addLayout(words, 1)

    def tell(self, call: CallView) -> None:
        self.number.tell(call.number)
        self.room.tell(call.room)
        self.detail.tell(call.detail)
        for label in (self.number, self.room):
            restyle(label, over="true" if call.over else "false")


class RecentCalls(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.heading = PlainLabel("call-title")
        self.rows = [CallRow(theme) for _ in range(RECENT)]
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_L),) * 4)
        column.setSpacing(theme.px(GAP_M))
        column.addWidget(self.heading)
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)

    def tell(self, view: CallsView) -> None:
        self.heading.tell(view.recent_heading)
        for index, row in enumerate(self.rows):
            row.setVisible(index < len(view.recent))
            if index < len(view.recent):
                row.tell(view.recent[index])


class RoomQueues(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*(theme.px(GAP_L),) * 4)
        self._grid.setVerticalSpacing(theme.px(GAP_XS))
        self._grid.setColumnStretch(0, 1)
        self.names = [PlainLabel("call-waiting-room") for _ in range(ROOMS)]
        self.counts = [PlainLabel("call-waiting") for _ in range(ROOMS)]
        for index, (name, count) in enumerate(zip(self.names, self.counts, strict=True)):
            self._grid.addWidget(name, index, 0)
            self._grid.addWidget(count, index, 1, Qt.AlignmentFlag.AlignRight)

    def tell(self, rooms: tuple[RoomView, ...]) -> None:
        self.setVisible(bool(rooms))
        for index, (name, count) in enumerate(zip(self.names, self.counts, strict=True)):
            here = index < len(rooms)
            name.tell(rooms[index].name if here else "")
            count.tell(rooms[index].waiting if here else "")
