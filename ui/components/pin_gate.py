"""The door of the staff page: one box for the PIN, which is never shown and never kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.labels import PlainLabel, panel_frame
from ui.theme import GAP_L, GAP_XL, Theme
from ui.view_models.staff import GateView

_LONGEST = 12
_WIDTH = 420


class PinGate(QWidget):
    entered = Signal(str)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._sentence, self._hint = PlainLabel("soft", wrap=True), PlainLabel("soft", wrap=True)
        self._problem = PlainLabel("problem", wrap=True)
        self._box = QLineEdit()
        self._box.setProperty("size", "large")
        self._box.setEchoMode(QLineEdit.EchoMode.Password)
        self._box.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self._box.setMaxLength(_LONGEST)
        self._box.setMinimumHeight(theme.px(56))
        self._box.setAccessibleName(language.say("desk.staff.pin"))
        self._box.returnPressed.connect(self._enter)
        panel = panel_frame()
        panel.setFixedWidth(theme.px(_WIDTH))
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(*(theme.px(GAP_XL),) * 4)
        inside.setSpacing(theme.px(GAP_L))
        inside.addWidget(PlainLabel("stage", text=language.say("desk.staff.title")))
        for part in (self._sentence, self._box, self._problem, self._hint):
            inside.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(panel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)

    def tell(self, view: GateView) -> None:
        self._box.clear()
        self._box.setEnabled(view.open)
        self._sentence.tell(view.sentence)
        self._problem.tell(view.problem)
        self._hint.tell(view.hint)
        self._take_cursor()

    def forget(self) -> None:
        self._box.clear()
        self._problem.tell("")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._take_cursor()

    def _take_cursor(self) -> None:
        if self.isVisible() and self._box.isEnabled():
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        pin = self._box.text()
        self._box.clear()
        if pin:
            self.entered.emit(pin)
