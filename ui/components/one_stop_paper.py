"""The third step of the one-stop page: the boxes of a paper, and beside them what a person has to look at."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.form_panel import FormPanel
from ui.components.labels import PlainLabel
from ui.components.line_list import emptied
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XS, Theme
from ui.view_models.one_stop_paper import ChoiceView, PaperView, ReviewView

_SIDE_WIDTH = 380


class PaperPanel(QWidget):
    corrected = Signal(str, str, str)
    """Form, box and what was typed."""
    confirmed = Signal(str, str)
    turned = Signal(str)
    """Another paper is wanted."""

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._language = theme, language
        self._form_id = ""
        self._tabs = QHBoxLayout()
        self.form = FormPanel(theme, language)
        self.form.corrected.connect(self._correct)
        self.form.show_actions(False)  # What can be done with the paper stands on the next step.
        self._said = PlainLabel("strong", wrap=True)
        self._note = PlainLabel("small", wrap=True)
        self._reviews = QVBoxLayout()
        self._reviews.setSpacing(theme.px(GAP_S))
        self._arrange()

    def _arrange(self) -> None:
        px = self._theme.px
        inside = QWidget()
        inside.setProperty("role", "clear")
        looks = QVBoxLayout(inside)
        looks.setContentsMargins(0, 0, px(GAP_XS), 0)
        looks.addLayout(self._reviews)
        looks.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        side = QWidget()
        side.setProperty("role", "clear")
        side.setFixedWidth(px(_SIDE_WIDTH))
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(px(GAP_S))
        right.addWidget(self._said)
        right.addWidget(self._note)
        right.addWidget(scroll, 1)
        row = QHBoxLayout()
        row.setSpacing(px(GAP_M))
        row.addWidget(self.form, 1)
        row.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(GAP_S))
        column.addLayout(self._tabs)
        column.addLayout(row, 1)

    def tell(self, view: PaperView) -> None:
        self._form_id = view.form_id
        self._tell_tabs(view)
        self._said.tell(view.said)
        self._note.tell(view.note)
        self.form.setVisible(view.form is not None)
        if view.form is None:
            self.form.forget()
        else:
            self.form.tell(view.form, (), None)
        emptied(self._reviews)
        for review in view.reviews:
            self._reviews.addWidget(self._review(review))

    def forget(self) -> None:
        self.form.forget()
        emptied(self._reviews)
        emptied(self._tabs)

    def _tell_tabs(self, view: PaperView) -> None:
        emptied(self._tabs)
        if len(view.tabs) < 2:
            return
        for tab in view.tabs:
            button = QPushButton(tab.text)
            button.setProperty("weight", "tab")
            button.setCheckable(True)
            button.setChecked(tab.form_id == view.form_id)
            button.clicked.connect(partial(self._turn, tab.form_id))
            self._tabs.addWidget(button)
        self._tabs.addStretch(1)

    def _review(self, review: ReviewView) -> QWidget:
        px = self._theme.px
        panel = QFrame()
        panel.setProperty("role", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(*(px(GAP_M),) * 4)
        column.setSpacing(px(GAP_XS))
        column.addWidget(PlainLabel("title", wrap=True, text=review.label))
        if not review.choices:
            column.addWidget(PlainLabel("strong", wrap=True, text=review.value))
        column.addWidget(PlainLabel("small", wrap=True, text=review.sentence))
        if review.card_text:
            column.addWidget(PlainLabel("small", wrap=True, text=review.card_text))
        for choice in review.choices:
            column.addWidget(self._choice(review.name, choice))
        buttons = QHBoxLayout()
        for key, pressed in (
            ("keep" if review.choices else "right", self._confirm),
            ("change", self._go),
        ):
            button = QPushButton(self._language.say(f"one_stop_page.paper.{key}"))
            button.setProperty("weight", "part")
            button.clicked.connect(partial(pressed, review.name))
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return panel

    def _choice(self, name: str, choice: ChoiceView) -> QWidget:
        """A whole address and why it stands there, pressed as one."""
        px = self._theme.px
        button = QPushButton()
        button.setAccessibleName(", ".join(part for part in (choice.text, choice.note) if part))
        button.clicked.connect(partial(self._choose, name, choice.value))
        lines = QVBoxLayout(button)
        lines.setContentsMargins(px(GAP_S), px(GAP_XS), px(GAP_S), px(GAP_XS))
        lines.setSpacing(0)
        for role, text in (("strong", choice.text), ("small", choice.note)):
            if text:
                label = PlainLabel(role, wrap=True, text=text)
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                lines.addWidget(label)
        width = px(_SIDE_WIDTH) - 2 * px(GAP_M) - px(GAP_L)
        button.setFixedHeight(max(px(44), lines.heightForWidth(width)))
        return button

    def _turn(self, form_id: str) -> None:
        self.turned.emit(form_id)

    def _correct(self, name: str, value: str) -> None:
        self.corrected.emit(self._form_id, name, value)

    def _choose(self, name: str, value: str) -> None:
        self.corrected.emit(self._form_id, name, value)

    def _confirm(self, name: str) -> None:
        self.confirmed.emit(self._form_id, name)

    def _go(self, name: str) -> None:
        self.form.go_to(name)
