"""The number that is called now, as large as the wall allows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.components.labels import PlainLabel, restyle
from ui.theme import GAP_M, GAP_S, GAP_XL, Theme
from ui.view_models.calls import CallsView

_LONG_NUMBER = 5


class CallNow(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "call-now")
        self.heading = PlainLabel("call-heading")
        self.number = PlainLabel("call-number")
        self.room = PlainLabel("call-room", wrap=True)
        self.detail = PlainLabel("call-detail", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_XL),) * 4)
        column.setSpacing(theme.px(GAP_S))
        column.addWidget(self.heading)
        column.addStretch(2)
        for label in (self.number, self.room, self.detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)
            column.addSpacing(theme.px(GAP_M))
        column.addStretch(3)

    def tell(self, view: CallsView) -> None:
        call = view.now
        self.heading.tell(view.heading if call else "")
        self.number.tell(call.number if call else "")
        restyle(self.number, long="true" if call and len(call.number) > _LONG_NUMBER else "false")
        self.room.tell(call.room if call else view.nobody)
        self.detail.tell(call.detail if call else view.nobody_detail)
        self.setAccessibleName(f"{call.number}, {call.room}" if call else view.nobody)
