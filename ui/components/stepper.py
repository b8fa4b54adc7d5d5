"""The steps of reading a card, one under the other, with a mark and a word for each."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.components.icons import paint_glyph
from ui.components.labels import PlainLabel, restyle
from ui.theme import ACCENT, CONTROL_LINE, SURFACE, TONES, Theme
from ui.view_models.look import Glyph, Tone
from ui.view_models.steps import StepState, StepView


class StepMark(QWidget):
    """A ring, with the line that joins it to its neighbours."""

    def __init__(self, theme: Theme, *, first: bool, last: bool) -> None:
        super().__init__()
        self._px = theme.px
        self._first, self._last = first, last
        self._state = StepState.AHEAD
        self.setFixedSize(QSize(theme.px(26), theme.px(46)))

    def tell(self, state: StepState) -> None:
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        painter.setPen(QPen(QColor(CONTROL_LINE), self._px(2)))
        if not self._first:
            painter.drawLine(QPointF(middle.x(), 0), middle)
        if not self._last:
            painter.drawLine(middle, QPointF(middle.x(), self.height()))
        self._paint_mark(painter, middle)
        painter.end()

    def _paint_mark(self, painter: QPainter, middle: QPointF) -> None:
        radius = self._px(10)
        ring = QRectF(middle.x() - radius, middle.y() - radius, radius * 2, radius * 2)
        around = ring.adjusted(-self._px(3), -self._px(3), self._px(3), self._px(3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(SURFACE))
        painter.drawEllipse(around)
        match self._state:
            case StepState.DONE:
                paint_glyph(painter, Glyph.CHECK, QColor(ACCENT), ring)
            case StepState.STOPPED:
                paint_glyph(painter, Glyph.WARNING, QColor(TONES[Tone.CAUTION].text), ring)
            case StepState.NOW:
                painter.setBrush(QColor(ACCENT))
                painter.drawEllipse(ring)
                painter.setBrush(QColor(SURFACE))
                painter.drawEllipse(middle, self._px(4), self._px(4))
            case StepState.AHEAD:
                painter.setPen(QPen(QColor(CONTROL_LINE), self._px(2)))
                painter.setBrush(QColor(SURFACE))
                painter.drawEllipse(ring.adjusted(2, 2, -2, -2))


class Stepper(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[tuple[StepMark, PlainLabel, PlainLabel]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def tell(self, steps: tuple[StepView, ...]) -> None:
        self.setVisible(bool(steps))
        while steps and len(self._rows) < len(steps):
            self._add_row(last=len(self._rows) == len(steps) - 1)
        for (mark, text, word), step in zip(self._rows, steps, strict=False):
            mark.tell(step.state)
            text.setText(step.text)
            now = step.state in (StepState.NOW, StepState.STOPPED)
            restyle(text, role="strong" if now else "soft" if step.state is StepState.AHEAD else "body")
            word.setText(step.word if step.state is not StepState.AHEAD else "")
            text.setAccessibleName(f"{step.text}: {step.word}")

    def _add_row(self, *, last: bool) -> None:
        mark = StepMark(self._theme, first=not self._rows, last=last)
        text, word = PlainLabel(wrap=True), PlainLabel("small")
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(10))
        row.addWidget(mark)
        row.addWidget(text, 1)
        row.addWidget(word)
        self._column.addLayout(row)
        self._rows.append((mark, text, word))
