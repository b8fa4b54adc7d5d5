"""The first step of the one-stop page: ask in people's words, see what was found, read one procedure."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.field_editors import ChoiceBox
from ui.components.labels import PlainLabel
from ui.components.line_list import emptied
from ui.components.one_stop_procedure import ProcedureCard
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XS, Theme
from ui.view_models.one_stop import FinderView, HitView

_LONGEST = 200
_WIDTH = 410


class FinderPanel(QWidget):
    sought = Signal(str)
    event_chosen = Signal(str)
    chosen = Signal(str)
    """The code of a procedure."""

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._language = theme, language
        self.box = QLineEdit()
        self.box.setMaxLength(_LONGEST)
        self.box.setMinimumHeight(theme.px(44))
        self.box.setPlaceholderText(language.say("one_stop_page.finder.hint"))
        self.box.setAccessibleName(language.say("one_stop_page.finder.box"))
        self.box.returnPressed.connect(self._seek)
        self._events: ChoiceBox | None = None
        self._events_place = QVBoxLayout()
        self._said = PlainLabel("soft", wrap=True)
        self._hits = QVBoxLayout()
        self._hits.setSpacing(theme.px(GAP_XS))
        self._card = ProcedureCard(theme, language)
        self._arrange()

    def _arrange(self) -> None:
        px = self._theme.px
        asking = QFrame()
        asking.setProperty("role", "panel")
        asking.setFixedWidth(px(_WIDTH))
        left = QVBoxLayout(asking)
        left.setContentsMargins(*(px(GAP_L),) * 4)
        left.setSpacing(px(GAP_S))
        left.addWidget(PlainLabel("title", text=self._language.say("one_stop_page.finder.title")))
        left.addWidget(self.box)
        left.addLayout(self._events_place)
        left.addWidget(self._said)
        left.addLayout(self._hits)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(GAP_M))
        row.addWidget(asking)
        row.addWidget(self._card, 1)

    def tell(self, view: FinderView) -> None:
        if self._events is None and view.events:
            self._add_events(view)
        if self._events is not None:
            self._events.write(view.event_id)
        self._said.tell(view.said)
        emptied(self._hits)
        for hit in view.hits:
            self._hits.addWidget(self._hit(hit))
        self._card.tell(view.procedure)

    def forget(self) -> None:
        self.box.clear()
        emptied(self._hits)
        self._card.tell(None)

    def _add_events(self, view: FinderView) -> None:
        choices = tuple((one.choice_id, one.words) for one in view.events)
        events = ChoiceBox(self._theme, choices, self._language.say("one_stop_page.finder.events"))
        events.setAccessibleName(self._language.say("one_stop_page.finder.events"))
        events.done.connect(lambda: self.event_chosen.emit(events.read()))
        self._events = events
        self._events_place.addWidget(events)

    def _hit(self, hit: HitView) -> QWidget:
        """Two lines that are pressed as one: no button of Qt wraps its text."""
        button = QPushButton()
        button.setProperty("weight", "primary" if hit.chosen else "plain")
        button.setAccessibleName(f"{hit.text}, {hit.detail}")
        button.clicked.connect(partial(self._choose, hit.code))
        lines = QVBoxLayout(button)
        px = self._theme.px
        lines.setContentsMargins(px(GAP_M), px(GAP_XS), px(GAP_M), px(GAP_XS))
        lines.setSpacing(0)
        for role, text in (("strong", hit.text), ("small", hit.detail)):
            label = PlainLabel("on_primary" if hit.chosen else role, wrap=True, text=text)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            lines.addWidget(label)
        width = px(_WIDTH) - 2 * px(GAP_L)
        button.setFixedHeight(max(px(44), lines.heightForWidth(width)))
        return button

    def _choose(self, code: str) -> None:
        self.chosen.emit(code)

    def _seek(self) -> None:
        text = self.box.text().strip()
        if text:
            self.sought.emit(text)
