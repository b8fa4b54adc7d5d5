"""Something folded behind a link: what few visits need is one click away and takes no room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.components.buttons import literal
from ui.theme import GAP_XS, Theme


class FoldLink(QPushButton):
    """A link that says whether it is open by its sign, not by its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setProperty("role", "link")
        self.setCheckable(True)
        self.toggled.connect(self._write)

    def tell(self, words: str) -> None:
        """Show `words`; an empty text hides the link."""
        self._words = words
        self._write()
        self.setVisible(bool(words))

    def _write(self) -> None:
        sign = "–" if self.isChecked() else "+"
        self.setText(literal(f"{sign} {self._words}") if self._words else "")
        self.setAccessibleName(self._words)


class Folding(QWidget):
    """A link and what it unfolds; `body` holds what is unfolded."""

    opened = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.link = FoldLink()
        self._inside = QWidget()
        self._inside.setProperty("role", "clear")
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 0, 0, theme.px(GAP_XS))
        self.body.setSpacing(theme.px(GAP_XS))
        self._inside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        self.link.toggled.connect(self._inside.setVisible)
        self.link.toggled.connect(self.opened)

    def tell(self, words: str) -> None:
        """Name the link; without words nothing is shown and the next content starts folded."""
        self.link.tell(words)
        if not words:
            self.link.setChecked(False)
        self.setVisible(bool(words))
