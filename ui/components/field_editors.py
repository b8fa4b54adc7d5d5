"""The three ways to type a value: one line, a long text that wraps, a choice.

One signal for all: the person is done.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from ui.theme import INK_SOFT, Theme
from ui.view_models.text import LONGEST_VALUE


class LineBox(QLineEdit):
    """One line. Enter commits and goes on to the next box."""

    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setMaxLength(LONGEST_VALUE)
        self.setFixedHeight(theme.px(38))
        self.editingFinished.connect(self.done)
        self.returnPressed.connect(self.focusNextChild)

    def read(self) -> str:
        return self.text()

    def write(self, value: str) -> None:
        """Also drops what could be undone: nobody may undo back to the person before."""
        with QSignalBlocker(self):
            self.setText(value)
            self.setCursorPosition(0)

    def fix(self, fixed: bool) -> None:
        self.setReadOnly(fixed)


class LongBox(QPlainTextEdit):
    """Two lines that wrap, for addresses. Enter commits, Tab goes on: a form has no line breaks."""

    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(theme.px(58))

    def read(self) -> str:
        return " ".join(self.toPlainText().split("\n"))[:LONGEST_VALUE]

    def write(self, value: str) -> None:
        with QSignalBlocker(self):
            self.setPlainText(value)

    def fix(self, fixed: bool) -> None:
        self.setReadOnly(fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F2, Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F9):
            event.ignore()  # These belong to the window.
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self.done.emit()


class ChoiceBox(QComboBox):
    """A choice by label; what is read and written is the code. `nothing` stands for the empty code, unless one of the
    choices has a word for it. Enter goes on to the next box."""

    done = Signal()

    def __init__(self, theme: Theme, choices: tuple[tuple[str, str], ...], nothing: str) -> None:
        super().__init__()
        self._px = theme.px
        self.setFixedHeight(theme.px(38))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        if all(code for code, _ in choices):
            self.addItem(nothing, "")
        for code, label in choices:
            self.addItem(label, code)
        self.activated.connect(self.done)

    def read(self) -> str:
        return str(self.currentData() or "")

    def write(self, value: str) -> None:
        """A value outside the choices is shown as it is, last: the form's problem says what is wrong with it."""
        with QSignalBlocker(self):
            place = self.findData(value)
            if place < 0:
                self.addItem(value, value)
                place = self.count() - 1
            self.setCurrentIndex(place)

    def fix(self, fixed: bool) -> None:
        self.setEnabled(not fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self.isEnabled():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(INK_SOFT), self._px(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        tip = QPointF(self.width() - self._px(18), self.height() / 2 + self._px(2))
        painter.drawLine(tip, tip + QPointF(-self._px(4), -self._px(4)))
        painter.drawLine(tip, tip + QPointF(self._px(4), -self._px(4)))
        painter.end()

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """The list is as wide as its longest label, within the window: a code's meaning is not cut."""
        wanted = self.view().sizeHintForColumn(0) + self._px(48)
        self.view().setMinimumWidth(max(self.width(), min(wanted, round(self.window().width() * 0.7))))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()  # A wheel over a long form scrolls the form; it must never change a value.


FieldEditor = LineBox | LongBox | ChoiceBox
