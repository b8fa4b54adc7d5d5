"""The small pictures, drawn here line by line on a 24×24 field: no files, no SVG, nothing to load."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import TONES
from ui.view_models.look import Glyph, Tone

FIELD = 24.0
_STROKE = 2.0


def paint_glyph(painter: QPainter, glyph: Glyph, colour: QColor, area: QRectF) -> None:
    """Draw `glyph` in `colour`, as large as `area` allows, in its middle."""
    side = min(area.width(), area.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center().x() - side / 2, area.center().y() - side / 2)
    painter.scale(side / FIELD, side / FIELD)
    pen = QPen(colour, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWINGS[glyph](painter)
    painter.restore()


class GlyphView(QWidget):
    """A glyph of fixed size in its tone's text colour; says nothing to screen readers, the word beside it does."""

    def __init__(self, side: int, glyph: Glyph = Glyph.DASH, tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self._glyph, self._tone = glyph, tone
        self.setFixedSize(QSize(side, side))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def tell(self, glyph: Glyph, tone: Tone) -> None:
        self._glyph, self._tone = glyph, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        paint_glyph(painter, self._glyph, QColor(TONES[self._tone].text), QRectF(self.rect()))
        painter.end()


def _line(painter: QPainter, *points: tuple[float, float]) -> None:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    painter.drawPath(path)


def _dot(painter: QPainter, x: float, y: float, radius: float = 1.2) -> None:
    painter.save()
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.restore()


def _ring(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(12, 12), 9.5, 9.5)


def _check(painter: QPainter) -> None:
    _ring(painter)
    _line(painter, (7.5, 12.3), (10.8, 15.5), (16.5, 9.2))


def _cross(painter: QPainter) -> None:
    _ring(painter)
    _line(painter, (8.5, 8.5), (15.5, 15.5))
    _line(painter, (15.5, 8.5), (8.5, 15.5))


def _question(painter: QPainter) -> None:
    _ring(painter)
    path = QPainterPath(QPointF(9, 9.6))
    path.cubicTo(QPointF(9, 5.8), QPointF(15, 5.8), QPointF(15, 9.6))
    path.cubicTo(QPointF(15, 11.8), QPointF(12, 11.6), QPointF(12, 14))
    painter.drawPath(path)
    _dot(painter, 12, 17.2)


def _dash(painter: QPainter) -> None:
    _ring(painter)
    _line(painter, (8, 12), (16, 12))


def _warning(painter: QPainter) -> None:
    _line(painter, (12, 3), (22, 20.5), (2, 20.5), (12, 3))
    _line(painter, (12, 9.5), (12, 14))
    _dot(painter, 12, 17.2)


def _shield(painter: QPainter) -> None:
    path = QPainterPath(QPointF(12, 2.2))
    path.lineTo(20, 5.2)
    path.cubicTo(QPointF(20.4, 13.5), QPointF(17.5, 18.8), QPointF(12, 21.8))
    path.cubicTo(QPointF(6.5, 18.8), QPointF(3.6, 13.5), QPointF(4, 5.2))
    path.closeSubpath()
    painter.drawPath(path)
    _line(painter, (8.2, 12), (11, 14.8), (15.8, 9.2))


def _chip(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(5.5, 5.5, 13, 13), 2.5, 2.5)
    for place in (9.0, 15.0):
        _line(painter, (place, 5.5), (place, 2.2))
        _line(painter, (place, 18.5), (place, 21.8))
        _line(painter, (5.5, place), (2.2, place))
        _line(painter, (18.5, place), (21.8, place))
    _line(painter, (9.2, 12.2), (11.3, 14.3), (15, 10))


def _speech(painter: QPainter) -> None:
    path = QPainterPath()
    path.addRoundedRect(QRectF(2.5, 4, 19, 13), 4, 4)
    painter.drawPath(path)
    _line(painter, (7, 17), (7, 21.5), (12, 17))
    for place in (8.0, 12.0, 16.0):
        _dot(painter, place, 10.5)


def _pencil(painter: QPainter) -> None:
    _line(painter, (4, 20), (5.2, 15), (16, 4.2), (19.8, 8), (9, 18.8), (4, 20))
    _line(painter, (13.4, 6.8), (17.2, 10.6))


def _eye(painter: QPainter) -> None:
    path = QPainterPath(QPointF(2, 12))
    path.cubicTo(QPointF(7, 4.6), QPointF(17, 4.6), QPointF(22, 12))
    path.cubicTo(QPointF(17, 19.4), QPointF(7, 19.4), QPointF(2, 12))
    painter.drawPath(path)
    painter.drawEllipse(QPointF(12, 12), 3, 3)


def _clock(painter: QPainter) -> None:
    _ring(painter)
    _line(painter, (12, 6.5), (12, 12.2), (15.8, 14.4))


def _key(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(7.5, 15.5), 4.5, 4.5)
    _line(painter, (10.8, 12.2), (20.5, 2.8))
    _line(painter, (16.4, 6.8), (19.6, 10))


def _person(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(12, 8), 4.6, 4.6)
    path = QPainterPath(QPointF(3, 21.5))
    path.cubicTo(QPointF(3.4, 13.6), QPointF(20.6, 13.6), QPointF(21, 21.5))
    painter.drawPath(path)


def _scanner(painter: QPainter) -> None:
    for corner in (((3, 8), (3, 3), (8, 3)), ((16, 3), (21, 3), (21, 8)), ((21, 16), (21, 21), (16, 21))):
        _line(painter, *corner)
    _line(painter, (8, 21), (3, 21), (3, 16))
    _line(painter, (6.5, 12), (17.5, 12))


def _reader(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(2.5, 13.5, 19, 7.5), 2.5, 2.5)
    for reach in (3.0, 6.2, 9.4):
        painter.drawArc(QRectF(12 - reach, 12.2 - reach, reach * 2, reach * 2), 45 * 16, 90 * 16)


def _portal(painter: QPainter) -> None:
    path = QPainterPath(QPointF(7, 19))
    path.cubicTo(QPointF(0.5, 19), QPointF(0.8, 11), QPointF(6.4, 10.8))
    path.cubicTo(QPointF(7.4, 3.6), QPointF(17, 3.6), QPointF(17.8, 10.6))
    path.cubicTo(QPointF(23.4, 11), QPointF(23, 19), QPointF(17, 19))
    path.closeSubpath()
    painter.drawPath(path)


def _store(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(4, 2.8, 16, 5.6))
    _line(painter, (4, 5.6), (4, 18.4))
    _line(painter, (20, 5.6), (20, 18.4))
    for top in (9.2, 15.6):
        painter.drawArc(QRectF(4, top, 16, 5.6), 180 * 16, 180 * 16)


def _desk(painter: QPainter) -> None:
    _line(painter, (2.5, 9), (21.5, 9))
    _line(painter, (4.5, 9), (4.5, 20.5))
    _line(painter, (19.5, 9), (19.5, 20.5))
    _line(painter, (4.5, 14), (19.5, 14))


def _difference(painter: QPainter) -> None:
    _line(painter, (4, 9), (20, 9))
    _line(painter, (4, 15), (20, 15))
    _line(painter, (15.5, 4.5), (8.5, 19.5))


_DRAWINGS: dict[Glyph, Callable[[QPainter], None]] = {
    Glyph.CHECK: _check,
    Glyph.CROSS: _cross,
    Glyph.QUESTION: _question,
    Glyph.DASH: _dash,
    Glyph.WARNING: _warning,
    Glyph.SHIELD: _shield,
    Glyph.CHIP: _chip,
    Glyph.SPEECH: _speech,
    Glyph.PENCIL: _pencil,
    Glyph.EYE: _eye,
    Glyph.CLOCK: _clock,
    Glyph.KEY: _key,
    Glyph.PERSON: _person,
    Glyph.SCANNER: _scanner,
    Glyph.READER: _reader,
    Glyph.PORTAL: _portal,
    Glyph.STORE: _store,
    Glyph.DESK: _desk,
    Glyph.DIFFERENCE: _difference,
}
