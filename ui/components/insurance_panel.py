"""The right of the window, above: what the insurance portal said, and where sources do not agree."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.components.callout import Callout
from ui.components.icons import GlyphView
from ui.components.labels import PlainLabel, restyle
from ui.theme import GAP_L, GAP_M, GAP_S, Theme
from ui.view_models.card import DifferenceView
from ui.view_models.insurance import InsuranceView, RowView


class Rows(QWidget):
    """Labels at the left, values at the right; a value nobody knows is written softly."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self._labels: list[tuple[PlainLabel, PlainLabel]] = []

    def tell(self, rows: tuple[RowView, ...]) -> None:
        while len(self._labels) < len(rows):
            self._add()
        for place, (label, value) in enumerate(self._labels):
            row = rows[place] if place < len(rows) else None
            label.tell(row.label if row else "")
            value.tell(row.value if row else "")
            if row is not None:
                restyle(value, role="strong" if row.known else "soft")
        self.setVisible(bool(rows))

    def _add(self) -> None:
        label, value = PlainLabel("soft"), PlainLabel("strong", wrap=True)
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        line.setSpacing(self._theme.px(GAP_S))
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(value, 1)
        self._column.addLayout(line)
        self._labels.append((label, value))


class InsurancePanel(QFrame):
    def __init__(self, theme: Theme, title: str, note_title: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._note_title = note_title
        self._callout = Callout(theme)
        self._rows = Rows(theme)
        self._code = PlainLabel("small", wrap=True)
        self._note = PlainLabel("small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_L),) * 4)
        column.setSpacing(theme.px(GAP_M))
        column.addWidget(PlainLabel("title", text=title))
        column.addWidget(self._callout)
        column.addWidget(self._rows)
        column.addWidget(self._code)
        column.addWidget(self._note)

    def tell(self, view: InsuranceView) -> None:
        self._callout.tell(view.headline, view.advice)
        self._rows.tell(view.rows)
        self._code.tell(view.code)
        self._note.tell(f"{self._note_title}: {view.note}" if view.note else "")


class DifferenceRow(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._glyph = GlyphView(theme.px(18))
        self._subject = PlainLabel("strong", wrap=True)
        self._said = PlainLabel("small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        for label in (self._subject, self._said):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(GAP_S))
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def tell(self, view: DifferenceView | None) -> None:
        self.setVisible(view is not None)
        self._subject.setText(f"{view.subject} · {view.look.text}" if view else "")
        self._said.setText(f"{view.one}\n{view.other}" if view else "")
        if view is not None:
            self._glyph.tell(view.look.glyph, view.look.tone)
            self._subject.tint(view.look.tone)


class DifferencesPanel(QFrame):
    """Hidden when everything agrees."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._theme = theme
        self._rows: list[DifferenceRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(theme.px(GAP_L),) * 4)
        self._column.setSpacing(theme.px(GAP_M))
        self._column.addWidget(PlainLabel("title", text=title))

    def tell(self, views: tuple[DifferenceView, ...]) -> None:
        self.setVisible(bool(views))
        while len(self._rows) < len(views):
            row = DifferenceRow(self._theme)
            self._rows.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self._rows):
            row.tell(views[place] if place < len(views) else None)
