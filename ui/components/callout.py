"""A tinted box with a glyph, a headline and a sentence: verdicts, insurance answers, fates, failures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.components.icons import GlyphView
from ui.components.labels import PlainLabel, restyle
from ui.theme import GAP_M, GAP_XS, Theme
from ui.view_models.look import Badge


class Callout(QFrame):
    def __init__(self, theme: Theme, *, role: str = "strong") -> None:
        super().__init__()
        self.setProperty("role", "callout")
        self._glyph = GlyphView(theme.px(26))
        self.headline = PlainLabel(role, wrap=True)
        self.detail = PlainLabel("body", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(theme.px(GAP_XS))
        words.addWidget(self.headline)
        words.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(GAP_M),) * 4)
        row.setSpacing(theme.px(GAP_M))
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.words = words

    def tell(self, headline: Badge, detail: str) -> None:
        self._glyph.tell(headline.glyph, headline.tone)
        self.headline.tell(headline.text)
        self.headline.tint(headline.tone)
        self.detail.tell(detail)
        restyle(self, tone=headline.tone.value)
        self.setAccessibleName(headline.text)
        self.setAccessibleDescription(detail)
