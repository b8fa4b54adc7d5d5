"""The page of the one-stop officer: which procedure, who is there, the filled paper, and what people take home.

It is told a `OneStopState` and says errands; it knows no catalogue, no form and no folder. Left, it forgets everything,
and whoever hears `OneStopLeft` does the same.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui import one_stop_errands as errands
from ui.components.buttons import ActionBar, literal
from ui.components.one_stop_finder import FinderPanel
from ui.components.one_stop_giving import GivingPanel
from ui.components.one_stop_paper import PaperPanel
from ui.components.one_stop_people import PeoplePanel
from ui.components.stage import NoticeBox
from ui.one_stop_data import OneStopState
from ui.theme import GAP_L, GAP_M, GAP_S, Theme
from ui.view_models.actions import ActionKind, ActionView, Weight
from ui.view_models.one_stop import OneStopStep, finder_view, steps_view, trouble_notice
from ui.view_models.one_stop_giving import giving_view
from ui.view_models.one_stop_paper import paper_view
from ui.view_models.one_stop_people import people_view


class OneStopPage(QWidget):
    errand = Signal(object)
    asked = Signal(object)
    """`ActionKind.CANCEL`: back to the desk."""

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._language = theme, language
        self._state = OneStopState()
        self._session = 0
        self._paper: str | None = None
        self._notice = NoticeBox(theme)
        self._tabs: dict[OneStopStep, QPushButton] = {}
        self._finder = FinderPanel(theme, language)
        self._people = PeoplePanel(theme, language)
        self._papers = PaperPanel(theme, language)
        self._giving = GivingPanel(theme, language)
        self._pages = QStackedWidget()
        self._connect()
        self._arrange()

    def _connect(self) -> None:
        say = self.errand.emit
        self._finder.sought.connect(lambda text: say(errands.ProcedureSought(text)))
        self._finder.event_chosen.connect(lambda event: say(errands.LifeEventChosen(event)))
        self._finder.chosen.connect(lambda code: say(errands.ProcedureChosen(code)))
        self._people.given.connect(lambda place, role: say(errands.PartGiven(place, role)))
        self._people.withdrawn.connect(lambda place, role: say(errands.PartWithdrawn(place, role)))
        self._people.removed.connect(lambda place: say(errands.PersonRemoved(place)))
        self._papers.corrected.connect(lambda form, name, value: say(errands.BoxCorrected(form, name, value)))
        self._papers.confirmed.connect(lambda form, name: say(errands.BoxConfirmed(form, name)))
        self._papers.turned.connect(self._turn)
        self._giving.papers_asked.connect(lambda kind: say(errands.PapersAsked(kind)))
        self._giving.slip_asked.connect(lambda channel, given: say(errands.SlipAsked(channel, given)))
        self._giving.hand_over_asked.connect(lambda channel, given: say(errands.HandOverAsked(channel, given)))
        self._giving.file_asked.connect(lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(path)))
        self._giving.done.connect(lambda: self.asked.emit(ActionKind.CANCEL))

    def _arrange(self) -> None:
        px = self._theme.px
        bar = QHBoxLayout()
        bar.setSpacing(px(GAP_S))
        group = QButtonGroup(self)
        for step, page in zip(OneStopStep, (self._finder, self._people, self._papers, self._giving), strict=True):
            self._pages.addWidget(page)
            button = QPushButton()
            button.setProperty("weight", "tab")
            button.setCheckable(True)
            button.clicked.connect(lambda _, shown=page: self._pages.setCurrentWidget(shown))
            group.addButton(button)
            self._tabs[step] = button
            bar.addWidget(button)
        back = ActionBar(self._theme)
        words = self._language.say("one_stop_page.back")
        back.tell((ActionView(ActionKind.CANCEL, words, "Esc", Weight.QUIET),))
        back.asked.connect(self.asked)
        bar.addStretch(1)
        bar.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(GAP_L), px(GAP_S), px(GAP_L), px(GAP_M))
        column.setSpacing(px(GAP_S))
        column.addLayout(bar)
        column.addWidget(self._notice)
        column.addWidget(self._pages, 1)

    # What the page is told.

    def open(self) -> None:
        """A new dossier: what is told about an earlier one is not drawn any more."""
        self._session += 1
        self._tell(OneStopState(session=self._session))
        self.show_step(OneStopStep.PROCEDURE)
        self.errand.emit(errands.OneStopOpened(self._session))

    def tell(self, state: OneStopState) -> None:
        if state.session == self._session:
            self._tell(state)

    def show_step(self, step: OneStopStep) -> None:
        """Turn to a step, as a click on it does."""
        self._tabs[step].click()

    def forget(self) -> None:
        """Nothing of the dossier stays."""
        self._session += 1
        self._paper = None
        self._state = OneStopState()
        for part in (self._finder, self._people, self._papers, self._giving):
            part.forget()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._notice.tell_notice(None)
        self.errand.emit(errands.OneStopLeft())

    def holds(self, text: str) -> bool:
        """True when `text` was taken from one of the boxes."""
        return self._papers.form.holds(text)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._finder.box.setFocus()

    def _tell(self, state: OneStopState) -> None:
        self._state = state
        language = self._language
        for view in steps_view(state, language):
            self._tabs[view.step].setText(literal(view.text))
            self._tabs[view.step].setEnabled(view.open)
        self._notice.tell_notice(trouble_notice(state, language))
        self._finder.tell(finder_view(state, language))
        self._people.tell(people_view(state, language))
        self._papers.tell(paper_view(state, self._paper, language))
        self._giving.tell(giving_view(state, language))

    def _turn(self, form_id: str) -> None:
        self._paper = form_id
        self._papers.tell(paper_view(self._state, form_id, self._language))
