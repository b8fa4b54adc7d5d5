"""The card of one procedure: what to bring, what no longer to bring, what it costs, when it is due, what goes wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.labels import PlainLabel, rule
from ui.components.line_list import LineList, emptied
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, Theme
from ui.view_models.look import Glyph, Tone
from ui.view_models.one_stop import ProcedureView, WayView

_COLUMNS = ("channel", "term", "due", "fee")


class ProcedureCard(QFrame):
    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._theme, self._language = theme, language
        self._title = PlainLabel("headline", wrap=True)
        self._detail = PlainLabel("small", wrap=True)
        self._forms = PlainLabel("strong", wrap=True)
        self._needs = LineList(theme, Glyph.CHECK, Tone.INFO)
        self._not_needed = LineList(theme, Glyph.CROSS, Tone.NEUTRAL)
        self._traps = LineList(theme, Glyph.WARNING, Tone.CAUTION)
        self._ways = QGridLayout()
        self._notes = PlainLabel("small", wrap=True)
        self._link = PlainLabel("small", wrap=True)
        self._source = PlainLabel("small", wrap=True)
        self._link.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._inside = self._arrange()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(scroll)

    def _arrange(self) -> QWidget:
        px = self._theme.px
        inside = QWidget()
        inside.setProperty("role", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(GAP_L), px(GAP_M), px(GAP_L), px(GAP_S))
        column.setSpacing(px(GAP_S))
        self._ways.setHorizontalSpacing(px(GAP_L))
        self._ways.setVerticalSpacing(px(GAP_S))
        for place, stretch in enumerate((2, 5, 4, 4)):
            self._ways.setColumnStretch(place, stretch)
        papers = QHBoxLayout()
        papers.setSpacing(px(GAP_XL))
        right = QVBoxLayout()
        right.setSpacing(px(GAP_M))
        right.addWidget(self._not_needed)
        right.addWidget(self._traps)
        right.addStretch(1)
        papers.addWidget(self._needs, 1, Qt.AlignmentFlag.AlignTop)
        papers.addLayout(right, 1)
        for part in (self._title, self._detail, self._forms, rule()):
            column.addWidget(part)
        column.addLayout(papers)
        column.addWidget(rule())
        column.addLayout(self._ways)
        for part in (self._notes, self._link, self._source):
            column.addWidget(part)
        column.addStretch(1)
        return inside

    def tell(self, view: ProcedureView | None) -> None:
        self._inside.setVisible(view is not None)
        if view is None:
            return
        self._title.tell(view.title)
        self._detail.tell(view.detail)
        self._forms.tell(view.forms)
        self._needs.tell(view.needs)
        self._not_needed.tell(view.not_needed)
        self._traps.tell(view.traps)
        self._tell_ways(view.ways)
        self._notes.tell(view.notes)
        self._link.tell(view.link)
        self._source.tell(view.source)

    def _tell_ways(self, ways: tuple[WayView, ...]) -> None:
        emptied(self._ways)
        for place, name in enumerate(_COLUMNS):
            heading = PlainLabel("title", text=self._language.say(f"one_stop_page.way.{name}"))
            self._ways.addWidget(heading, 0, place)
        for line, way in enumerate(ways, 1):
            for place, text in enumerate((way.channel, way.term, way.due, way.fee)):
                cell = PlainLabel("strong" if place == 0 else "body", wrap=True, text=text)
                self._ways.addWidget(cell, line, place, Qt.AlignmentFlag.AlignTop)
