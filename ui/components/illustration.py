"""The pictures on the stage: a card, a scanner, a reader, a question to the portal.

Drawn on a 300×180 field, still and calm.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import ACCENT, CONTROL_LINE, INK_SOFT, LINE, SURFACE, TONES, Theme
from ui.view_models.look import Tone
from ui.view_models.stage import Picture

_FIELD = QSize(300, 180)
_WASH = "#DCEAF4"
_INK = TONES[Tone.INFO].edge


class Illustration(QWidget):
    """Says nothing to screen readers: the headline beside it says it all."""

    def __init__(self, theme: Theme, scale: float = 1.0) -> None:
        super().__init__()
        self._picture = Picture.SCAN
        self.setFixedSize(theme.px(_FIELD.width() * scale), theme.px(_FIELD.height() * scale))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def tell(self, picture: Picture) -> None:
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _FIELD.width(), self.height() / _FIELD.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_WASH))
        painter.drawEllipse(QPointF(150, 92), 118, 82)
        match self._picture:
            case Picture.SCAN:
                _scan(painter)
            case Picture.PLACE:
                _reader(painter)
                _card(painter, 150, 62, -8)
                _arrow_down(painter)
            case Picture.HOLD:
                _reader(painter)
                _card(painter, 150, 100, 0)
                _waves(painter)
            case Picture.ASK:
                _card(painter, 88, 100, 0, 0.78)
                _cloud(painter)
                _question_dots(painter)
        painter.end()


def _pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _card(painter: QPainter, x: float, y: float, angle: float, scale: float = 1.0) -> None:
    """An identity card seen from the front, its middle at (x, y)."""
    painter.save()
    painter.translate(x, y)
    painter.rotate(angle)
    painter.scale(scale, scale)
    painter.setPen(_pen(INK_SOFT, 1.6))
    painter.setBrush(QColor(SURFACE))
    painter.drawRoundedRect(QRectF(-62, -39, 124, 78), 8, 8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_INK))
    painter.drawRoundedRect(QRectF(-52, -16, 32, 42), 3, 3)
    painter.setBrush(QColor(SURFACE))
    painter.drawEllipse(QPointF(-36, -3), 7, 7)
    bust = QPainterPath(QPointF(-49, 26))
    bust.cubicTo(QPointF(-48, 5), QPointF(-24, 5), QPointF(-23, 26))
    painter.drawPath(bust)
    painter.setBrush(QColor(ACCENT))
    painter.drawRoundedRect(QRectF(-52, -30, 60, 5), 2.5, 2.5)
    painter.setBrush(QColor(LINE))
    for place, width in ((-14, 62), (-3, 48), (8, 56), (19, 38)):
        painter.drawRoundedRect(QRectF(-10, place, min(width, 62), 5), 2.5, 2.5)
    _qr(painter, 36, -32)
    painter.restore()


def _qr(painter: QPainter, x: float, y: float) -> None:
    """A code that cannot be read: three finder squares and a few cells."""
    painter.setBrush(QColor(SURFACE))
    painter.drawRect(QRectF(x - 2, y - 2, 22, 22))
    painter.setBrush(QColor("#13212C"))
    for left, top in ((0, 0), (12, 0), (0, 12)):
        painter.drawRect(QRectF(x + left, y + top, 6, 6))
    for left, top in ((8, 1), (8, 7), (2, 8), (13, 8), (8, 13), (15, 12), (11, 16), (16, 16)):
        painter.drawRect(QRectF(x + left, y + top, 2.4, 2.4))


def _scan(painter: QPainter) -> None:
    """A hand-held scanner's light on the card's code."""
    beam = QPainterPath(QPointF(196, 44))
    beam.lineTo(128, 68)
    beam.lineTo(150, 104)
    beam.closeSubpath()
    _card(painter, 100, 110, -4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(27, 111, 176, 64))
    painter.drawPath(beam)
    _hand_scanner(painter)


def _hand_scanner(painter: QPainter) -> None:
    """Nose to the lower left, grip downwards."""
    painter.save()
    painter.translate(216, 38)
    painter.rotate(-26)
    painter.setPen(_pen(INK_SOFT, 1.6))
    grip = QPainterPath(QPointF(8, 6))
    grip.cubicTo(QPointF(4, 30), QPointF(-2, 50), QPointF(-4, 70))
    grip.cubicTo(QPointF(-4, 80), QPointF(16, 86), QPointF(20, 74))
    grip.cubicTo(QPointF(26, 52), QPointF(34, 28), QPointF(42, 8))
    grip.closeSubpath()
    painter.setBrush(QColor(SURFACE))
    painter.drawPath(grip)
    head = QPainterPath(QPointF(-24, -16))
    head.cubicTo(QPointF(0, -20), QPointF(24, -24), QPointF(40, -17))
    head.cubicTo(QPointF(54, -10), QPointF(52, 10), QPointF(40, 14))
    head.cubicTo(QPointF(22, 18), QPointF(0, 18), QPointF(-24, 18))
    head.closeSubpath()
    painter.setBrush(QColor(ACCENT))
    painter.drawPath(head)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_WASH))
    painter.drawRoundedRect(QRectF(-24, -11, 6, 24), 3, 3)
    painter.restore()


def _reader(painter: QPainter) -> None:
    painter.setPen(_pen(INK_SOFT, 1.6))
    painter.setBrush(QColor(CONTROL_LINE))
    painter.drawRoundedRect(QRectF(62, 132, 176, 24), 10, 10)
    painter.setBrush(QColor(SURFACE))
    painter.drawRoundedRect(QRectF(62, 124, 176, 22), 10, 10)


def _arrow_down(painter: QPainter) -> None:
    painter.setPen(_pen(ACCENT, 4))
    painter.drawLine(QPointF(252, 62), QPointF(252, 108))
    painter.drawLine(QPointF(252, 108), QPointF(242, 97))
    painter.drawLine(QPointF(252, 108), QPointF(262, 97))


def _waves(painter: QPainter) -> None:
    painter.setPen(_pen(ACCENT, 3.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for reach in (12, 22, 32):
        painter.drawArc(QRectF(232 - reach, 92 - reach, reach * 2, reach * 2), -38 * 16, 76 * 16)
        painter.drawArc(QRectF(68 - reach, 92 - reach, reach * 2, reach * 2), 142 * 16, 76 * 16)


def _cloud(painter: QPainter) -> None:
    path = QPainterPath(QPointF(196, 122))
    path.cubicTo(QPointF(168, 122), QPointF(168, 88), QPointF(194, 88))
    path.cubicTo(QPointF(198, 58), QPointF(240, 58), QPointF(244, 86))
    path.cubicTo(QPointF(270, 88), QPointF(268, 122), QPointF(242, 122))
    path.closeSubpath()
    painter.setPen(_pen(INK_SOFT, 1.6))
    painter.setBrush(QColor(SURFACE))
    painter.drawPath(path)


def _question_dots(painter: QPainter) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ACCENT))
    for place in (146, 156, 166):
        painter.drawEllipse(QPointF(place, 104), 3, 3)
