"""Buttons that show the key which does the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.components.labels import restyle
from ui.theme import FAMILY, INK_SOFT, LINE, ON_ACCENT, SURFACE, TEXT_S, Theme
from ui.view_models.actions import ActionKind, ActionView, Weight


def literal(text: str) -> str:
    """Text for a button, in which an ampersand would otherwise become a shortcut."""
    return text.replace("&", "&&")


class ActionButton(QPushButton):
    """A button with its key drawn as a cap at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._px = theme.px
        self._key = ""
        self._weight = Weight.PLAIN
        self._cap_font = QFont(FAMILY)
        self._cap_font.setPixelSize(theme.px(TEXT_S))
        self._cap_font.setWeight(QFont.Weight.DemiBold)
        self._cap_width = 0

    def tell(self, action: ActionView) -> None:
        self._key, self._weight = action.key, action.weight
        self._cap_width = QFontMetrics(self._cap_font).horizontalAdvance(action.key) + self._px(14)
        self.setText(literal(action.text))
        self.setAccessibleName(f"{action.text}, {action.key}")
        restyle(self, weight=action.weight.value)
        room = f"padding-right: {self._cap_width + self._px(26)}px;"
        if room != self.styleSheet():
            self.setStyleSheet(room)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return super().sizeHint().expandedTo(QSize(0, self._px(44)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self._key:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._px(22)
        cap = QRectF(
            self.width() - self._cap_width - self._px(12), (self.height() - height) / 2, self._cap_width, height
        )
        primary = self._weight is Weight.PRIMARY
        painter.setPen(QPen(QColor(ON_ACCENT if primary else LINE), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if primary else QColor(SURFACE))
        painter.drawRoundedRect(cap, self._px(5), self._px(5))
        painter.setPen(QColor(ON_ACCENT if primary else INK_SOFT))
        painter.setFont(self._cap_font)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()


class ActionBar(QWidget):
    """The actions that are possible now. Buttons are kept and reused, so that focus does not jump."""

    asked = Signal(object)
    """An `ActionKind`."""

    def __init__(self, theme: Theme, *, upright: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._buttons: dict[ActionKind, ActionButton] = {}
        self._shown: tuple[ActionView, ...] = ()
        self._row = QVBoxLayout(self) if upright else QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(10))

    def tell(self, actions: tuple[ActionView, ...]) -> None:
        """Show `actions`, left to right."""
        if actions == self._shown:
            return
        self._shown = actions
        for kind, button in self._buttons.items():
            button.setVisible(any(action.kind is kind for action in actions))
        for place, action in enumerate(actions):
            button = self._button(action.kind)
            button.tell(action)
            self._row.removeWidget(button)
            self._row.insertWidget(place, button)
            button.show()

    def buttons(self) -> tuple[ActionButton, ...]:
        """Every button made so far, shown or not."""
        return tuple(self._buttons.values())

    def button(self, kind: ActionKind) -> ActionButton | None:
        """The button of `kind` when it is shown."""
        found = self._buttons.get(kind)
        return found if found is not None and not found.isHidden() else None

    def _button(self, kind: ActionKind) -> ActionButton:
        if kind not in self._buttons:
            button = ActionButton(self._theme)
            button.clicked.connect(lambda: self.asked.emit(kind))
            self._buttons[kind] = button
            self._row.addWidget(button)
        return self._buttons[kind]
