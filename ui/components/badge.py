"""A pill of two halves: where a value came from, and how far it is proven.

Painted, so that no text in it is ever markup.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.components.icons import paint_glyph
from ui.theme import FAMILY, TEXT_XS, TONES, Theme
from ui.view_models.look import Badge, Tone


class Pill(QWidget):
    """`source | glyph word`; without a source only the right half is drawn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._px = theme.px
        self._source = ""
        self._badge: Badge | None = None
        self._font = QFont(FAMILY)
        self._font.setPixelSize(theme.px(TEXT_XS))
        self._font.setWeight(QFont.Weight.Medium)
        self._metrics = QFontMetrics(self._font)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, badge: Badge | None, source: str = "") -> None:
        """Show a proof; None hides the pill."""
        self._badge, self._source = badge, source
        self.setAccessibleName(", ".join(part for part in (source, badge.text if badge else "") if part))
        self.setVisible(badge is not None)
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> tuple[str, str]:
        """What the two halves say."""
        return self._source, self._badge.text if self._badge is not None else ""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(round(self._source_width() + self._word_width()), self._metrics.height() + self._px(4))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def _source_width(self) -> int:
        return self._metrics.horizontalAdvance(self._source) + self._px(12) if self._source else 0

    def _word_width(self) -> int:
        word = self._badge.text if self._badge is not None else ""
        return self._metrics.horizontalAdvance(word) + self._px(31)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self._badge is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        outline = QPainterPath()
        outline.addRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        tone, neutral, split = TONES[self._badge.tone], TONES[Tone.NEUTRAL], self._source_width()
        painter.setClipPath(outline)
        painter.fillRect(QRectF(0, 0, split, self.height()), QColor(neutral.ground))
        painter.fillRect(QRectF(split, 0, self.width() - split, self.height()), QColor(tone.ground))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(tone.edge), 1))
        painter.drawPath(outline)
        if split:
            painter.setPen(QColor(neutral.text))
            place = QRectF(self._px(8), 0, split, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._source)
        side = self._px(14)
        paint_glyph(
            painter,
            self._badge.glyph,
            QColor(tone.text),
            QRectF(split + self._px(6), (self.height() - side) / 2, side, side),
        )
        painter.setPen(QColor(tone.text))
        place = QRectF(split + self._px(23), 0, self.width(), self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._badge.text)
        painter.end()
