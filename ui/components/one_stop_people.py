"""The second step of the one-stop page: a row for each person, a button for each part they may play."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kiosk.domain.roles import Role
from kiosk.runtime.language import Language
from ui.components.badge import Pill
from ui.components.icons import GlyphView
from ui.components.labels import PlainLabel
from ui.components.line_list import emptied
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XS, Theme
from ui.view_models.look import Glyph, Tone
from ui.view_models.one_stop_people import PeopleView, PersonView

_NAME_WIDTH = 330


class PeoplePanel(QWidget):
    given = Signal(int, object)
    """The person's place and the `Role`."""
    withdrawn = Signal(int, object)
    removed = Signal(int)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._language = theme, language
        self._said = PlainLabel("headline", wrap=True)
        self._missing = PlainLabel("soft", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(GAP_S))
        inside = QWidget()
        inside.setProperty("role", "clear")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._rows)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP_S))
        column.addWidget(self._said)
        column.addWidget(self._missing)
        column.addWidget(scroll, 1)

    def tell(self, view: PeopleView) -> None:
        self._said.tell(view.said)
        self._missing.tell(view.missing)
        emptied(self._rows)
        for person in view.people:
            self._rows.addWidget(self._row(person))

    def forget(self) -> None:
        emptied(self._rows)
        self._missing.tell("")

    def _row(self, person: PersonView) -> QWidget:
        px = self._theme.px
        panel = QFrame()
        panel.setProperty("role", "panel")
        row = QHBoxLayout(panel)
        row.setContentsMargins(px(GAP_M), px(GAP_S), px(GAP_M), px(GAP_S))
        row.setSpacing(px(GAP_M))
        number = PlainLabel("receipt", text=str(person.place + 1))
        number.setFixedWidth(px(GAP_L))
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._who(person))
        row.addLayout(self._parts(person), 1)
        remove = QPushButton(self._language.say("one_stop_page.people.remove"))
        remove.setProperty("weight", "quiet")
        remove.clicked.connect(partial(self._remove, person.place))
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return panel

    def _who(self, person: PersonView) -> QWidget:
        who = QWidget()
        who.setProperty("role", "clear")
        who.setFixedWidth(self._theme.px(_NAME_WIDTH))
        column = QVBoxLayout(who)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(GAP_XS))
        column.addWidget(PlainLabel("name", wrap=True, text=person.name))
        column.addWidget(PlainLabel("small", wrap=True, text=person.detail))
        pill = Pill(self._theme)
        column.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        pill.tell(person.proof, person.source)
        column.addStretch(1)
        return who

    def _parts(self, person: PersonView) -> QVBoxLayout:
        px = self._theme.px
        column = QVBoxLayout()
        column.setSpacing(px(GAP_XS))
        buttons = QHBoxLayout()
        buttons.setSpacing(px(GAP_XS))
        for part in person.parts:
            button = QPushButton(part.text)
            button.setProperty("weight", "part")
            button.setCheckable(True)
            button.setChecked(part.played)
            button.clicked.connect(lambda played, role=part.role: self._change(person.place, role, played))
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        why = QHBoxLayout()
        why.setSpacing(px(GAP_XS))
        if person.weak:
            glyph = GlyphView(px(16), Glyph.QUESTION, Tone.CAUTION)
            why.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        why.addWidget(PlainLabel("small", wrap=True, text=person.reasons), 1)
        column.addLayout(why)
        column.addStretch(1)
        return column

    def _change(self, place: int, role: Role, played: bool) -> None:
        (self.given if played else self.withdrawn).emit(place, role)

    def _remove(self, place: int) -> None:
        self.removed.emit(place)
