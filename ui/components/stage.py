"""The middle of the window while there is no form: picture, instruction, progress, failure, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.components.buttons import ActionBar
from ui.components.callout import Callout
from ui.components.icons import GlyphView
from ui.components.illustration import Illustration
from ui.components.labels import PlainLabel, restyle
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, Theme
from ui.view_models.actions import ActionView
from ui.view_models.look import Badge, Glyph, Tone
from ui.view_models.notice import NoticeView
from ui.view_models.stage import StageView

_STEPS_OF_BAR = 1000


class NoticeBox(Callout):
    """A failure in one calm sentence, and who can help."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.detail.setProperty("role", "soft")
        self.hide()

    def tell_notice(self, notice: NoticeView | None) -> None:
        self.setVisible(notice is not None)
        if notice is None:
            self.headline.tell("")
            self.detail.tell("")
            return
        self.tell(Badge(notice.sentence, notice.tone, notice.glyph), notice.helper)
        restyle(self.headline, tone="")


class HintCard(QFrame):
    """One of the three numbered steps on the welcome page."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._text = PlainLabel("body", wrap=True)
        figure = PlainLabel("receipt", text=str(number))
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(GAP_L),) * 4)
        row.setSpacing(theme.px(GAP_L))
        row.addWidget(figure, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        self.setFixedWidth(theme.px(290))

    def tell(self, text: str) -> None:
        self._text.setText(text)


class Stage(QFrame):
    asked = Signal(object)
    """An `ActionKind`."""

    def __init__(self, theme: Theme, *, welcome: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "clear" if welcome else "panel")
        self._notice = NoticeBox(theme)
        self._picture = Illustration(theme, 1.35 if welcome else 1.0)
        self._headline = PlainLabel("hero" if welcome else "stage", wrap=True)
        self._detail = PlainLabel("welcome" if welcome else "soft", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, _STEPS_OF_BAR)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(420))
        self._phase = PlainLabel("strong")
        self._attention_glyph = GlyphView(theme.px(18), Glyph.WARNING, Tone.CAUTION)
        self._attention = PlainLabel("body")
        self._hints = [HintCard(theme, number) for number in (1, 2, 3)] if welcome else []
        self.action_bar = ActionBar(theme)
        self.action_bar.asked.connect(self.asked)
        self._arrange(theme)

    def _arrange(self, theme: Theme) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        for label in (self._headline, self._detail, self._phase):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        attention = QHBoxLayout()
        attention.setSpacing(theme.px(GAP_S))
        attention.addStretch(1)
        attention.addWidget(self._attention_glyph)
        attention.addWidget(self._attention)
        attention.addStretch(1)
        hints = QHBoxLayout()
        hints.setSpacing(theme.px(GAP_L))
        hints.addStretch(1)
        for hint in self._hints:
            hints.addWidget(hint)
        hints.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_XL),) * 4)
        column.setSpacing(theme.px(GAP_M))
        notice = QHBoxLayout()
        notice.addStretch(1)
        notice.addWidget(self._notice, 12)
        notice.addStretch(1)
        column.addLayout(notice)
        column.addStretch(3)
        column.addWidget(self._picture, 0, middle)
        column.addSpacing(theme.px(GAP_M))
        column.addWidget(self._headline)
        column.addWidget(self._detail)
        column.addSpacing(theme.px(GAP_M))
        column.addWidget(self._bar, 0, middle)
        column.addWidget(self._phase)
        column.addSpacing(theme.px(GAP_M))
        column.addLayout(hints)
        column.addStretch(3)
        column.addLayout(attention)
        column.addWidget(self._centred(self.action_bar), 0)

    def _centred(self, part: QWidget) -> QWidget:
        around = QWidget()
        around.setProperty("role", "clear")
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(part)
        row.addStretch(1)
        return around

    def tell(self, view: StageView, actions: tuple[ActionView, ...]) -> None:
        self._notice.tell_notice(view.notice)
        self._picture.tell(view.picture)
        self._headline.tell(view.headline)
        self.setAccessibleName(view.headline)
        self.setAccessibleDescription(view.detail)
        self._detail.tell(view.detail)
        self._bar.setVisible(view.progress is not None)
        self._phase.tell(view.progress.phase if view.progress is not None else "")
        if view.progress is not None:
            self._bar.setValue(round(view.progress.fraction * _STEPS_OF_BAR))
            self._bar.setAccessibleName(view.progress.phase)
        self._attention.tell(view.attention)
        self._attention_glyph.setVisible(bool(view.attention))
        for hint, text in zip(self._hints, view.hints, strict=False):
            hint.tell(text)
        self.action_bar.tell(actions)
