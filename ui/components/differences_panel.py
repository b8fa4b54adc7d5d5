"""Where sources do not agree: a block for each field, a line for each source, so that the eye can run down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.components.buttons import ActionBar
from ui.components.icons import GlyphView
from ui.components.labels import PlainLabel
from ui.theme import GAP_L, GAP_M, GAP_S, Theme
from ui.view_models.actions import ActionView
from ui.view_models.differences import DifferenceView


class DifferenceBlock(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._glyph = GlyphView(theme.px(18))
        self._subject = PlainLabel("strong", wrap=True)
        self._sentence = PlainLabel("small", wrap=True)
        self._lines: list[tuple[PlainLabel, PlainLabel]] = []
        top = QHBoxLayout()
        top.setSpacing(theme.px(GAP_S))
        top.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._subject, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(GAP_S))
        self._grid.setVerticalSpacing(theme.px(2))
        self._grid.setColumnMinimumWidth(0, theme.px(74))
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(top)
        column.addLayout(self._grid)
        column.addWidget(self._sentence)

    def tell(self, view: DifferenceView | None) -> None:
        self.setVisible(view is not None)
        self._subject.setText(f"{view.subject} · {view.look.text}" if view else "")
        self._sentence.tell(view.sentence if view else "")
        said = view.said if view else ()
        while len(self._lines) < len(said):
            self._add()
        for place, (source, value) in enumerate(self._lines):
            source.tell(said[place].source if place < len(said) else "")
            value.tell(said[place].value if place < len(said) else "")
        if view is not None:
            self._glyph.tell(view.look.glyph, view.look.tone)
            self._subject.tint(view.look.tone)

    def _add(self) -> None:
        source, value = PlainLabel("small"), PlainLabel("body", wrap=True)
        line = len(self._lines)
        self._grid.addWidget(source, line, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, line, 1)
        self._lines.append((source, value))


class DifferencesPanel(QFrame):
    """Hidden when everything agrees."""

    asked = Signal(object)
    """An `ActionKind`."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._theme = theme
        self._blocks: list[DifferenceBlock] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(theme.px(GAP_L),) * 4)
        self._column.setSpacing(theme.px(GAP_M))
        self._column.addWidget(PlainLabel("title", text=title))
        self._bar = ActionBar(theme, upright=True)
        self._bar.asked.connect(self.asked)
        self._said = PlainLabel("small", wrap=True)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._said)

    def tell(self, views: tuple[DifferenceView, ...], slip: ActionView | None, slip_said: str) -> None:
        self.setVisible(bool(views))
        self._bar.tell((slip,) if slip else ())
        self._bar.setVisible(slip is not None)
        self._said.tell(slip_said)
        while len(self._blocks) < len(views):
            block = DifferenceBlock(self._theme)
            self._blocks.append(block)
            self._column.insertWidget(len(self._blocks), block)
        for place, block in enumerate(self._blocks):
            block.tell(views[place] if place < len(views) else None)
