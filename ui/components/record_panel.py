"""The right of the window, below: where the record is, and the office's receipt."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.components.callout import Callout
from ui.components.labels import PlainLabel, restyle
from ui.theme import GAP_L, GAP_M, Theme
from ui.view_models.record import RecordView


class RecordPanel(QFrame):
    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._callout = Callout(theme)
        self._receipt_label = PlainLabel("small")
        self._receipt = PlainLabel("receipt", wrap=True)
        self._callout.words.addWidget(self._receipt_label)
        self._callout.words.addWidget(self._receipt)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_L),) * 4)
        column.setSpacing(theme.px(GAP_M))
        column.addWidget(PlainLabel("title", text=title))
        column.addWidget(self._callout)

    def tell(self, view: RecordView) -> None:
        self._callout.tell(view.headline, view.detail)
        restyle(self._callout.headline, role="headline" if view.leading else "strong")
        self._receipt_label.tell(view.receipt_label if view.receipt else "")
        self._receipt.tell(view.receipt)
