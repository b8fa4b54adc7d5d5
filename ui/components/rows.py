"""Labels at the left, values at the right; a value nobody knows is written softly."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.components.labels import PlainLabel, restyle
from ui.theme import GAP_S, GAP_XS, Theme
from ui.view_models.coverage import RowView


class Rows(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(GAP_XS))
        self._lines: list[tuple[PlainLabel, PlainLabel, PlainLabel]] = []

    def tell(self, rows: tuple[RowView, ...]) -> None:
        while len(self._lines) < len(rows):
            self._add()
        for place, (label, value, detail) in enumerate(self._lines):
            row = rows[place] if place < len(rows) else None
            label.tell(row.label if row else "")
            value.tell(row.value if row else "")
            detail.tell(row.detail if row else "")
            if row is not None:
                restyle(value, role="strong" if row.known else "soft")
        self.setVisible(bool(rows))

    def _add(self) -> None:
        label, value, detail = PlainLabel("soft"), PlainLabel("strong", wrap=True), PlainLabel("small")
        for one in (value, detail):
            one.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        line.setSpacing(self._theme.px(GAP_S))
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(value, 1)
        self._column.addLayout(line)
        self._column.addWidget(detail)
        self._lines.append((label, value, detail))
