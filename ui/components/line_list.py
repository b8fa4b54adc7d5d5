"""A short list under a title: one glyph and one sentence a line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.components.icons import GlyphView
from ui.components.labels import PlainLabel
from ui.theme import GAP_S, GAP_XS, Theme
from ui.view_models.look import Glyph, Tone
from ui.view_models.one_stop import LinesView


def emptied(layout: QLayout) -> None:
    """Take everything out of `layout`, for good."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            emptied(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class LineList(QWidget):
    def __init__(self, theme: Theme, glyph: Glyph, tone: Tone) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._glyph, self._tone = theme, glyph, tone
        self._title = PlainLabel("title")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(GAP_XS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP_XS))
        column.addWidget(self._title)
        column.addLayout(self._lines)

    def tell(self, view: LinesView) -> None:
        emptied(self._lines)
        self._title.tell(view.title)
        for text in view.lines:
            row = QHBoxLayout()
            row.setSpacing(self._theme.px(GAP_S))
            row.addWidget(GlyphView(self._theme.px(16), self._glyph, self._tone), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(PlainLabel(wrap=True, text=text), 1)
            self._lines.addLayout(row)
        if not view.lines and view.none:
            self._lines.addWidget(PlainLabel("soft", wrap=True, text=view.none))
        self.setVisible(bool(view.lines or view.none))
