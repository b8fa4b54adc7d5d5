"""What can be read on a window, whether it fits, and a hand that types: used by several tests."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from ui.components.badge import Pill
from ui.components.field_editors import LineBox
from ui.components.form_panel import FormPanel


def every_widget(window: QWidget) -> list[QWidget]:
    return [window, *window.findChildren(QWidget)]


def texts_of(widget: QWidget) -> list[str]:
    """Everything `widget` says, seen or only heard."""
    said = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle()]
    if isinstance(widget, QLabel | QLineEdit | QPushButton):
        said.append(widget.text())
    if isinstance(widget, QLineEdit):
        said.append(widget.placeholderText())
    if isinstance(widget, QPlainTextEdit):
        said.append(widget.toPlainText())
    if isinstance(widget, QComboBox):
        said += [widget.itemText(place) for place in range(widget.count())]
    if isinstance(widget, Pill):
        said += widget.words
    return [text for text in said if text]


def everything_said(window: QWidget) -> str:
    return "\n".join(text for widget in every_widget(window) for text in texts_of(widget))


def everything_shown(window: QWidget) -> str:
    """Only what a person sees now."""
    return "\n".join(text for widget in every_widget(window) if widget.isVisible() for text in texts_of(widget))


def clipped(window: QWidget) -> list[str]:
    """Visible texts that have less room than they need."""
    found = []
    for widget in every_widget(window):
        if not widget.isVisible() or not _in_sight(window, widget):
            continue
        lacking = _lacks_room(widget)
        if lacking:
            found.append(f"{type(widget).__name__} {texts_of(widget)[:1]}: {lacking}")
    return found


def _in_sight(window: QWidget, widget: QWidget) -> bool:
    return window.rect().intersects(QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size()))


def _lacks_room(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _label_lacks(widget) if widget.text() else ""
    if isinstance(widget, QLineEdit | QComboBox | QPlainTextEdit | QPushButton):
        return _box_lacks(widget)
    if isinstance(widget, Pill) and widget.width() < widget.sizeHint().width():
        return f"needs {widget.sizeHint().width()} wide, has {widget.width()}"
    return ""


def _label_lacks(label: QLabel) -> str:
    room = label.contentsRect()
    flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextSingleLine
    needed = QFontMetrics(label.font()).boundingRect(QRect(0, 0, room.width(), 10_000), int(flags), label.text())
    if needed.height() > room.height() + 1 or needed.width() > room.width() + 1:
        return f"needs {needed.size()}, has {room.size()}"
    return ""


def _box_lacks(box: QLineEdit | QComboBox | QPlainTextEdit | QPushButton) -> str:
    metrics = QFontMetrics(box.font())
    if metrics.height() > box.height() - 2:
        return f"needs {metrics.height()} high, has {box.height()}"
    if isinstance(box, QPushButton) and box.width() < box.sizeHint().width():
        return f"needs {box.sizeHint().width()} wide, has {box.width()}"
    if isinstance(box, QPlainTextEdit) and box.verticalScrollBar().maximum() > 0:
        return "a long text does not fit its box"
    if isinstance(box, QLineEdit) and metrics.horizontalAdvance(box.text()) > box.width() - 20:
        return "the value does not fit its box"
    return ""


def editor(window: QWidget, name: str) -> LineBox:
    row = window.findChild(FormPanel).row(name)
    assert row is not None
    assert isinstance(row.editor, LineBox)
    return row.editor


def type_into(box: LineBox, text: str) -> None:
    """As an input method does: key events cannot carry Vietnamese letters."""
    box.setFocus()
    box.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(box, event)
