"""The page on which a number is typed in place of a scan; from it the empty form, and the page of a
child without a card, are one key away.

It understands nothing itself: what was typed is said as it is, and forgotten at once.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.buttons import ActionBar
from ui.components.labels import PlainLabel
from ui.components.stage import NoticeBox
from ui.theme import GAP_L, GAP_M, GAP_XL, Theme
from ui.view_models.actions import KEYS, ActionKind, ActionView, Weight
from ui.view_models.notice import NoticeView

_LONGEST = 400
"""A scanner that types may bring the whole text of a code."""
_WIDTH = 520


class NumberEntry(QFrame):
    entered = Signal(str)
    asked = Signal(object)
    """`ActionKind.TYPE_IN` for the empty form, `ActionKind.CHILD` for a child without a card,
    `ActionKind.CANCEL` for the way back."""

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._notice = NoticeBox(theme)
        self._headline = PlainLabel("stage", text=language.say("desk.number.headline"))
        self._detail = PlainLabel("soft", wrap=True, text=language.say("desk.number.detail"))
        self._box = QLineEdit()
        self._box.setProperty("size", "large")
        self._box.setMaxLength(_LONGEST)
        self._box.setMinimumHeight(theme.px(56))
        self._box.setAccessibleName(language.say("desk.number.box"))
        self._box.returnPressed.connect(self._enter)
        self._bar = ActionBar(theme)
        self._bar.asked.connect(self._act)
        self._bar.tell(
            (
                ActionView(ActionKind.CONFIRM, language.say("desk.number.go"), "Enter", Weight.PRIMARY),
                ActionView(ActionKind.TYPE_IN, language.say("desk.number.blank"), "F4", Weight.PLAIN),
                ActionView(ActionKind.CHILD, language.say("desk.action.child"), KEYS[ActionKind.CHILD], Weight.PLAIN),
                ActionView(ActionKind.CANCEL, language.say("desk.number.back"), "Esc", Weight.QUIET),
            )
        )
        self._arrange(theme)

    def _arrange(self, theme: Theme) -> None:
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(*(theme.px(GAP_XL),) * 4)
        inside.setSpacing(theme.px(GAP_L))
        inside.addWidget(self._headline)
        inside.addWidget(self._detail)
        inside.addWidget(self._notice)
        inside.addWidget(self._box)
        inside.addWidget(self._bar)
        panel.setMinimumWidth(theme.px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_M),) * 4)
        column.addStretch(2)
        middle: QWidget = panel
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def tell(self, notice: NoticeView | None) -> None:
        """Why the number before this one could not be taken, or nothing."""
        self._notice.tell_notice(notice)

    def forget(self) -> None:
        self._box.clear()
        self._notice.tell_notice(None)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self, kind: ActionKind) -> None:
        if kind is ActionKind.CONFIRM:
            self._enter()
        else:
            self.asked.emit(kind)

    def _enter(self) -> None:
        text = self._box.text().strip()
        if text:
            self._box.selectAll()
            self.entered.emit(text)
