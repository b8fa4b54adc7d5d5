"""Labels that show text as it is.

`QLabel` guesses whether a string is HTML; a name or a portal's note must never be.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.view_models.look import Tone


def restyle(widget: QWidget, **properties: str) -> None:
    """Set style properties and have the sheet applied again, but only when something changed."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class PlainLabel(QLabel):
    """A label for any text; `role` picks its type from the style sheet."""

    def __init__(self, role: str = "body", *, wrap: bool = False, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setText(text)

    def tell(self, text: str) -> None:
        """Show `text`; an empty one takes no room."""
        self.setText(text)
        self.setVisible(bool(text))

    def tint(self, tone: Tone) -> None:
        restyle(self, tone=tone.value)


def panel_frame(role: str = "panel") -> QFrame:
    """A surface of its own."""
    frame = QFrame()
    frame.setProperty("role", role)
    return frame


def rule() -> QFrame:
    """A thin horizontal line."""
    line = panel_frame("rule")
    line.setFixedHeight(1)
    return line
