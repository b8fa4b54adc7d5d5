"""Typing into another program's window: seconds large enough to be seen beside that window, and one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.components.buttons import ActionBar
from ui.components.callout import Callout
from ui.components.labels import PlainLabel
from ui.theme import GAP_L, GAP_S, Theme
from ui.view_models.typing import TypingView


class TypingPanel(QFrame):
    """Hidden where nothing is typed into other programs."""

    asked = Signal(object)
    """An `ActionKind`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._title = PlainLabel("title")
        self._seconds = PlainLabel("number")
        self._seconds.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._said = Callout(theme, role="body")
        self._bar = ActionBar(theme, upright=True)
        self._bar.asked.connect(self.asked)
        words = QVBoxLayout()
        words.setContentsMargins(theme.px(GAP_S), 0, theme.px(GAP_S), 0)
        words.setSpacing(theme.px(GAP_S))
        for part in (self._title, self._seconds, self._said):
            words.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(GAP_S), theme.px(GAP_L), theme.px(GAP_S), theme.px(GAP_L))
        column.setSpacing(theme.px(GAP_S))
        column.addLayout(words)
        column.addWidget(self._bar)  # Wider than the words: its key and its text do not fit beside each other there.

    def tell(self, view: TypingView | None) -> None:
        self.setVisible(view is not None)
        self._title.setText(view.title if view else "")
        self._seconds.tell(view.seconds if view else "")
        said = view.said if view else None
        self._said.setVisible(said is not None)
        if said is not None:
            self._said.tell(said, "")
        self._bar.tell((view.action,) if view else ())
