"""Charts drawn here: visits by hour as bars with the median as a line over them, and counts as lying bars.

Numbers stand on the bars, so that no colour and no axis is needed to read them; the line has a mark at each hour and
breaks where an hour had no visit.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import ACCENT, FAMILY, INK, INK_SOFT, LINE, SURFACE, TEXT_S, TONES, Theme
from ui.view_models.look import Tone
from ui.view_models.staff import BarsView, HourView

_BAR = QColor(TONES[Tone.INFO].edge)
_LINE = QColor(TONES[Tone.CAUTION].text)
_WIDEST_BAR = 56


def _font(theme: Theme, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(theme.px(TEXT_S))
    font.setWeight(weight)
    return font


class HourChart(QWidget):
    """Bars: visits. Line: median seconds of a visit."""

    def __init__(self, theme: Theme, bars_are: str, line_is: str, empty: str) -> None:
        super().__init__()
        self._theme = theme
        self._bars_are, self._line_is, self._empty = bars_are, line_is, empty
        self._hours: tuple[HourView, ...] = ()
        self.setMinimumHeight(theme.px(220))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def tell(self, hours: tuple[HourView, ...], said: str) -> None:
        self._hours = hours
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_font(self._theme))
        if self._hours:
            self._legend(painter)
            self._draw(painter)
        else:
            painter.setPen(QColor(INK_SOFT))
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._empty)
        painter.end()

    def _legend(self, painter: QPainter) -> None:
        px, metrics = self._theme.px, painter.fontMetrics()
        middle, left = metrics.height() / 2, 0.0
        painter.fillRect(QRectF(left, middle - px(5), px(10), px(10)), _BAR)
        painter.setPen(QColor(INK_SOFT))
        painter.drawText(QPointF(left + px(16), metrics.ascent()), self._bars_are)
        left += px(16) + metrics.horizontalAdvance(self._bars_are) + px(24)
        painter.setPen(QPen(_LINE, px(2)))
        painter.drawLine(QPointF(left, middle), QPointF(left + px(18), middle))
        painter.setPen(QColor(INK_SOFT))
        painter.drawText(QPointF(left + px(24), metrics.ascent()), self._line_is)

    def _draw(self, painter: QPainter) -> None:
        px, line_height = self._theme.px, painter.fontMetrics().height()
        field = QRectF(self.rect()).adjusted(0, line_height * 3.2, 0, -line_height * 1.4)
        step = field.width() / len(self._hours)
        most = max(one.visits for one in self._hours) or 1
        painter.setPen(QPen(QColor(LINE), 1))
        painter.drawLine(field.bottomLeft(), field.bottomRight())
        width = min(step * 0.62, px(_WIDEST_BAR))
        for place, hour in enumerate(self._hours):
            middle = field.left() + step * (place + 0.5)
            height = field.height() * 0.72 * hour.visits / most
            bar = QRectF(middle - width / 2, field.bottom() - height, width, height)
            painter.fillRect(bar, _BAR)
            painter.setPen(QColor(INK))
            if hour.visits and height >= line_height * 1.4:
                inside = QRectF(bar.left(), bar.bottom() - line_height * 1.3, width, line_height * 1.2)
                painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, str(hour.visits))
            painter.setPen(QColor(INK_SOFT))
            below = QRectF(middle - step / 2, field.bottom() + px(3), step, line_height * 1.3)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, hour.label)
        self._line(painter, field, step)

    def _line(self, painter: QPainter, field: QRectF, step: float) -> None:
        """From nought at the foot, so that twice as high is twice as long."""
        px, slowest = self._theme.px, max((one.seconds or 0.0 for one in self._hours), default=0.0)
        if not slowest:
            return
        before: QPointF | None = None
        for place, hour in enumerate(self._hours):
            if hour.seconds is None:
                before = None
                continue
            point = QPointF(
                field.left() + step * (place + 0.5), field.bottom() - field.height() * hour.seconds / slowest
            )
            if before is not None:
                painter.setPen(QPen(_LINE, px(2)))
                painter.drawLine(before, point)
            painter.setPen(QPen(_LINE, px(2)))
            painter.setBrush(QColor(SURFACE))
            painter.drawEllipse(point, px(4), px(4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setFont(_font(self._theme, QFont.Weight.DemiBold))
            above = QRectF(point.x() - step / 2, point.y() - px(24), step, px(18))
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"{hour.seconds:.0f}")
            painter.setFont(_font(self._theme))
            before = point


class LyingBars(QWidget):
    """A word, a bar, a count; a word too long for its place ends in an ellipsis and is whole in the tool tip."""

    _ROW = 26
    _WORDS = 0.56

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view: BarsView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, view: BarsView) -> None:
        self._view = view
        lines = [f"{one.label}: {one.count}" for one in view.bars]
        self.setAccessibleName(f"{view.title}. {'; '.join(lines) or view.empty}")
        self.setToolTip("\n".join(lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        rows = max(1, len(self._view.bars)) if self._view is not None else 1
        return QSize(self._theme.px(200), self._theme.px(self._ROW) * rows)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self._view is None:
            return
        painter = QPainter(self)
        painter.setFont(_font(self._theme))
        row = self._theme.px(self._ROW)
        if not self._view.bars:
            painter.setPen(QColor(INK_SOFT))
            painter.drawText(QRectF(0, 0, self.width(), row), Qt.AlignmentFlag.AlignVCenter, self._view.empty)
        most = max((one.count for one in self._view.bars), default=1)
        for place, one in enumerate(self._view.bars):
            self._bar(painter, QRectF(0, place * row, self.width(), row), one.label, one.count, one.count / most)
        painter.end()

    def _bar(self, painter: QPainter, area: QRectF, label: str, count: int, share: float) -> None:
        metrics, px = QFontMetrics(painter.font()), self._theme.px
        words = area.width() * self._WORDS
        painter.setPen(QColor(INK))
        text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, round(words - px(10)))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        room = area.width() - words - px(40)
        bar = QRectF(area.left() + words, area.top() + px(6), max(px(2), room * share), area.height() - px(12))
        painter.fillRect(bar, _BAR)
        painter.setPen(QColor(ACCENT))
        beside = QRectF(bar.right() + px(6), area.top(), px(40), area.height())
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, str(count))
