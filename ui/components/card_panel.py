"""The left of the window: person, portrait, the way of reading, and the verdict with its checks on demand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.badge import Pill
from ui.components.buttons import literal
from ui.components.callout import Callout
from ui.components.checks_list import ChecksList
from ui.components.icons import GlyphView
from ui.components.labels import PlainLabel
from ui.components.portrait import PortraitPicture
from ui.components.stepper import Stepper
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XS, Theme
from ui.view_models.card import CardView, PersonView, PortraitView
from ui.view_models.look import Glyph, Tone
from ui.view_models.verdict import VerdictView


class PersonBlock(QWidget):
    """Portrait at the left, who it is at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.picture = PortraitPicture(theme)
        self._caption = Pill(theme)
        self._name = PlainLabel("name", wrap=True)
        self._number = PlainLabel("body")
        self._born = PlainLabel("body", wrap=True)
        self._document = PlainLabel("small", wrap=True)
        self._proof = Pill(theme)
        words = QVBoxLayout()
        words.setSpacing(theme.px(GAP_XS))
        for label in (self._name, self._number, self._born, self._document):
            words.addWidget(label)
        words.addSpacing(theme.px(GAP_XS))
        words.addWidget(self._proof, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(GAP_M))
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP_S))
        column.addLayout(row)
        column.addWidget(self._caption, 0, Qt.AlignmentFlag.AlignLeft)

    def tell(self, person: PersonView | None, portrait: PortraitView | None) -> None:
        self.setVisible(person is not None)
        self._name.tell(person.name if person else "")
        self._number.tell(person.number if person else "")
        self._born.tell(person.born if person else "")
        self._document.tell(person.document if person else "")
        self._proof.tell(person.proof if person else None)
        self.picture.setVisible(portrait is not None)
        self.picture.tell(portrait.picture if portrait else None, portrait.caption.text if portrait else "")
        self._caption.tell(portrait.caption if portrait else None)


class CardPanel(QFrame):
    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._show, self._hide = language.say("desk.verdict.show"), language.say("desk.verdict.hide")
        self._person = PersonBlock(theme)
        self._stepper = Stepper(theme)
        self._verdict = Callout(theme)
        self._access_glyph = GlyphView(theme.px(16), Glyph.KEY, Tone.NEUTRAL)
        self._access = PlainLabel("small", wrap=True)
        self._tally = PlainLabel("small", wrap=True)
        self._toggle = QPushButton(literal(self._show))
        self._toggle.setProperty("role", "link")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._show_checks)
        self._checks = ChecksList(theme, language.say("desk.verdict.noted_only"))
        self._checks.hide()
        access = QHBoxLayout()
        access.setSpacing(theme.px(GAP_S))
        access.addWidget(self._access_glyph, 0, Qt.AlignmentFlag.AlignTop)
        access.addWidget(self._access, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_L),) * 4)
        column.setSpacing(theme.px(GAP_M))
        column.addWidget(PlainLabel("title", text=language.say("desk.panel.card")))
        column.addWidget(self._person)
        column.addWidget(self._stepper)
        column.addWidget(self._verdict)
        column.addLayout(access)
        column.addWidget(self._tally)
        column.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._checks, 100)
        column.addStretch(1)

    def tell(self, view: CardView) -> None:
        self._person.tell(view.person, view.portrait)
        self._stepper.tell(view.steps)
        self._tell_verdict(view.verdict)

    def forget(self) -> None:
        """Nothing of the person before stays, and the checks are folded for the next one."""
        self._toggle.setChecked(False)
        self.tell(CardView(None, None, (), None))

    def open_checks(self) -> None:
        self._toggle.setChecked(True)

    def _tell_verdict(self, verdict: VerdictView | None) -> None:
        self._verdict.setVisible(verdict is not None)
        checks = verdict.checks if verdict is not None else ()
        if verdict is not None:
            self._verdict.tell(verdict.headline, verdict.detail)
        access = verdict.access if verdict is not None else ""
        self._access.tell(access)
        self._access_glyph.setVisible(bool(access))
        self._tally.tell(verdict.tally if verdict is not None else "")
        self._toggle.setVisible(bool(checks))
        self._checks.tell(checks)
        self._checks.setVisible(bool(checks) and self._toggle.isChecked())

    def _show_checks(self, shown: bool) -> None:
        self._toggle.setText(literal(self._hide if shown else self._show))
        self._checks.setVisible(shown and not self._toggle.isHidden())
