"""The strip at the top: whose desk this is and whether its devices work."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.components.icons import GlyphView
from ui.components.labels import PlainLabel, restyle
from ui.theme import ACCENT, GAP_L, GAP_M, GAP_S, GAP_XL, Theme
from ui.view_models.devices import DeviceChip
from ui.view_models.look import Glyph, Tone


class Mark(QWidget):
    """The product's mark: a card touching a field."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 28, self.height() / 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ACCENT))
        painter.drawRoundedRect(QRectF(1, 1, 26, 26), 8, 8)
        painter.setBrush(QColor("white"))
        painter.drawEllipse(QPointF(14, 14), 3.2, 3.2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(QRectF(7, 7, 14, 14), 30 * 16, 120 * 16)
        painter.drawArc(QRectF(7, 7, 14, 14), 210 * 16, 120 * 16)
        painter.end()


class DeviceView(QWidget):
    """One device: glyph, name, state in a word; the state's own glyph when something is wrong."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._glyph = GlyphView(theme.px(20))
        self._name = PlainLabel("soft")
        self._word = PlainLabel("strong")
        self._mark = GlyphView(theme.px(16))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for part in (self._glyph, self._name, self._mark, self._word):
            row.addWidget(part)

    def tell(self, chip: DeviceChip) -> None:
        marks = {Tone.NEUTRAL: Glyph.CHECK, Tone.INFO: Glyph.CLOCK, Tone.CAUTION: Glyph.WARNING}
        self._glyph.tell(chip.glyph, Tone.NEUTRAL)
        self._mark.tell(marks.get(chip.tone, Glyph.CROSS), chip.tone)
        self._name.setText(chip.name)
        self._word.setText(chip.word)
        calm = chip.tone is Tone.NEUTRAL
        restyle(self._word, role="soft" if calm else "strong", tone=chip.tone.value)
        self.setAccessibleName(f"{chip.name}: {chip.word}")
        self.setAccessibleDescription(chip.detail)


class DeskName(PlainLabel):
    """Takes the room that is left; a name too long for it ends in an ellipsis."""

    def __init__(self, name: str) -> None:
        super().__init__("soft")
        self._name = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        room = self.contentsRect().width()
        self.setText(self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room))


class Header(QFrame):
    def __init__(self, theme: Theme, product: str, desk_name: str) -> None:
        super().__init__()
        self.setProperty("role", "header")
        self.setFixedHeight(theme.px(56))
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(GAP_L), 0, theme.px(GAP_L), 0)
        self._row.setSpacing(theme.px(GAP_M))
        self._row.addWidget(Mark(theme.px(30)))
        self._row.addWidget(PlainLabel("brand", text=product))
        self._row.addSpacing(theme.px(GAP_S))
        self._row.addWidget(DeskName(desk_name), 1)
        self._row.setSpacing(theme.px(GAP_XL if theme.scale > 1 else GAP_L))
        self._devices: list[DeviceView] = []

    def tell(self, chips: tuple[DeviceChip, ...]) -> None:
        while len(self._devices) < len(chips):
            view = DeviceView(self._theme)
            self._devices.append(view)
            self._row.addWidget(view)
        for view, chip in zip(self._devices, chips, strict=True):
            view.tell(chip)
            view.updateGeometry()  # A word in another weight is wider; the row must learn it in the same turn.
