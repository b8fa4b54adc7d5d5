"""The day in figures: tiles, the hours as a chart, three lists of counts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.charts import HourChart, LyingBars
from ui.components.labels import PlainLabel, panel_frame
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XS, Theme
from ui.view_models.staff import FiguresView


class Tile(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._value, self._label = PlainLabel("stage"), PlainLabel("small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_M),) * 4)
        column.setSpacing(theme.px(GAP_XS))
        column.addWidget(self._value)
        column.addWidget(self._label)
        column.addStretch(1)

    def tell(self, label: str, value: str) -> None:
        self._value.setText(value)
        self._label.setText(label)


class CountsPanel(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.title, self.bars = PlainLabel("title"), LyingBars(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_L),) * 4)
        column.setSpacing(theme.px(GAP_S))
        column.addWidget(self.title)
        column.addWidget(self.bars)
        column.addStretch(1)


class FiguresPage(QWidget):
    moved = Signal(int)
    """Another day: -1 or 1."""

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme = theme
        self._day = PlainLabel("headline")
        self._earlier = self._step(language.say("desk.staff.earlier"), -1)
        self._later = self._step(language.say("desk.staff.later"), 1)
        self._tiles = [Tile(theme) for _ in range(6)]
        self._chart = HourChart(
            theme,
            language.say("desk.staff.bars_are"),
            language.say("desk.staff.line_is"),
            language.say("desk.staff.no_visits"),
        )
        self._counts = [CountsPanel(theme) for _ in range(3)]
        self._arrange()

    def _step(self, words: str, days: int) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: self.moved.emit(days))
        return button

    def _arrange(self) -> None:
        px = self._theme.px
        days, tiles, counts = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        days.addWidget(self._day)
        days.addStretch(1)
        days.addWidget(self._earlier)
        days.addWidget(self._later)
        for row, parts in ((tiles, self._tiles), (counts, self._counts)):
            row.setSpacing(px(GAP_M))
            for part in parts:
                row.addWidget(part, 1)
        chart = panel_frame()
        around = QVBoxLayout(chart)
        around.setContentsMargins(*(px(GAP_L),) * 4)
        around.addWidget(self._chart)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(GAP_M))
        column.addLayout(days)
        column.addLayout(tiles)
        column.addWidget(chart, 1)
        column.addLayout(counts)

    def tell(self, view: FiguresView) -> None:
        self._day.setText(view.day)
        self._later.setEnabled(not view.is_today)
        for tile, told in zip(self._tiles, view.tiles, strict=True):
            tile.tell(told.label, told.value)
        self._chart.tell(view.hours, view.said)
        for panel, bars in zip(self._counts, view.bars, strict=True):
            panel.title.setText(bars.title)
            panel.bars.tell(bars)
