"""Every check of a chip in plain words, shown to whoever asks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.components.icons import GlyphView
from ui.components.labels import PlainLabel
from ui.theme import GAP_M, GAP_S, Theme
from ui.view_models.verdict import CheckView


class CheckRow(QWidget):
    """Title, outcome in a word, and why."""

    def __init__(self, theme: Theme, noted_only: str) -> None:
        super().__init__()
        self._noted_only = noted_only
        self._glyph = GlyphView(theme.px(18))
        self._title = PlainLabel("body", wrap=True)
        self._word = PlainLabel("small", wrap=True)
        self._reason = PlainLabel("small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        for label in (self._title, self._word, self._reason):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(GAP_S))
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def tell(self, check: CheckView) -> None:
        word = check.word.text if check.counts else f"{check.word.text} · {self._noted_only}"
        self._glyph.tell(check.word.glyph, check.word.tone)
        self._title.setText(check.title)
        self._word.setText(word)
        self._word.tint(check.word.tone)
        self._reason.tell(check.reason)
        self.setAccessibleName(f"{check.title}: {word}")


class ChecksList(QScrollArea):
    def __init__(self, theme: Theme, noted_only: str) -> None:
        super().__init__()
        self._theme, self._noted_only = theme, noted_only
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._inside.setProperty("role", "clear")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, theme.px(GAP_S), 0)
        self._column.setSpacing(theme.px(GAP_M))
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self.viewport().setAutoFillBackground(False)
        self._rows: list[CheckRow] = []

    def tell(self, checks: tuple[CheckView, ...]) -> None:
        while len(self._rows) < len(checks):
            row = CheckRow(self._theme, self._noted_only)
            self._column.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(checks))
            if place < len(checks):
                row.tell(checks[place])
