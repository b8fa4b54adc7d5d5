"""The photo from the chip, or a place for it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.visit.events import Portrait
from ui.components.icons import paint_glyph
from ui.theme import LINE, SUNKEN, TONES, Theme
from ui.view_models.look import Glyph, Tone

_LARGEST_SIDE = 4096
_CHANNELS = 3


class PortraitPicture(QWidget):
    """Three by four, as on the card. A picture whose size and bytes disagree is not drawn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._px = theme.px
        self._pixmap = QPixmap()
        self._shown: Portrait | None = None
        self.setFixedSize(QSize(theme.px(108), theme.px(144)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def tell(self, portrait: Portrait | None, caption: str) -> None:
        self.setAccessibleName(caption)
        if portrait is self._shown:
            return
        self._shown = portrait
        self._pixmap = _pixmap(portrait) if portrait is not None else QPixmap()
        self.update()

    def forget(self) -> None:
        self.tell(None, "")

    @property
    def empty(self) -> bool:
        return self._pixmap.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(frame, self._px(6), self._px(6))
        painter.fillPath(outline, QColor(SUNKEN))
        if self._pixmap.isNull():
            side = self._px(44)
            place = QRectF(0, 0, side, side)
            place.moveCenter(frame.center())
            paint_glyph(painter, Glyph.PERSON, QColor(TONES[Tone.NEUTRAL].edge), place)
        else:
            painter.setClipPath(outline)
            size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(frame.center())
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
            painter.setClipping(False)
        painter.setPen(QPen(QColor(LINE), 1))
        painter.drawPath(outline)
        painter.end()


def _pixmap(portrait: Portrait) -> QPixmap:
    width, height = portrait.width, portrait.height
    sensible = 0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE
    if not sensible or len(portrait.rgb) != width * height * _CHANNELS:
        return QPixmap()
    image = QImage(portrait.rgb, width, height, width * _CHANNELS, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image)
