"""The question whether somebody is still here.

It covers everything: whoever walked away left their details behind it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.buttons import literal
from ui.components.labels import PlainLabel
from ui.theme import GAP_L, GAP_XL, Theme


class IdleOverlay(QFrame):
    stay = Signal()
    """Somebody is here: any key, any click."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAutoFillBackground(True)
        self._language = language
        question = PlainLabel("hero", wrap=True, text=language.say("desk.idle.question"))
        self._detail = PlainLabel("headline", wrap=True)
        self._button = QPushButton(literal(language.say("desk.idle.stay")))
        self._button.setProperty("weight", "primary")
        self._button.setMinimumWidth(theme.px(260))
        self._button.clicked.connect(self.stay)
        for label in (question, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(GAP_L))
        column.addStretch(1)
        column.addWidget(question)
        column.addWidget(self._detail)
        column.addSpacing(theme.px(GAP_XL))
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.hide()

    def ask(self, seconds_left: int) -> None:
        """Cover the window, or count down while it is covered."""
        self._detail.setText(self._language.say("desk.idle.detail", seconds=seconds_left))
        if self.isHidden():
            parent = self.parentWidget()
            if parent is not None:
                self.setGeometry(parent.rect())
            self.raise_()
            self.show()
            self._button.setFocus(Qt.FocusReason.PopupFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        return True  # Tab stays here: what lies below is covered and must not be reached.

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        event.accept()
        self.stay.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        event.accept()
        self.stay.emit()
