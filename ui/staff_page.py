"""The staff page: behind a PIN the day's figures, records by name, what waits, what the portal owes, the settings.

It is told a `StaffState` and says errands; it knows no store, asks nobody, and shuts itself when another visit begins.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui import errands
from ui.components.buttons import ActionBar
from ui.components.figures_page import FiguresPage
from ui.components.labels import PlainLabel
from ui.components.pin_gate import PinGate
from ui.components.stage import NoticeBox
from ui.components.table_page import TablePage
from ui.staff_data import StaffData, StaffGate, StaffState
from ui.theme import GAP_L, GAP_M, GAP_S, Theme
from ui.view_models.actions import ActionKind, ActionView, Weight
from ui.view_models.staff import StaffTab, gate_view, staff_view

_LONGEST_SEARCH = 80


class StaffPage(QWidget):
    errand = Signal(object)
    asked = Signal(object)
    """`ActionKind.CANCEL`: back to the desk."""

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self._data: StaffData | None = None
        self._gate = PinGate(theme, language)
        self._gate.entered.connect(lambda pin: self.errand.emit(errands.StaffPageAsked(pin)))
        self._notice = NoticeBox(theme)
        self._status = PlainLabel("soft")
        self._tabs: dict[StaffTab, QPushButton] = {}
        self._pages = QStackedWidget()
        self._figures = FiguresPage(theme, language)
        self._figures.moved.connect(self._move)
        self._records = TablePage(theme, language.say("desk.staff.tab.records"), (150, 0, 110, 220, 200))
        self._waiting = TablePage(theme, language.say("desk.staff.tab.waiting"), (150, 150, 170, 0, 210))
        self._owed = TablePage(theme, language.say("desk.staff.tab.owed"), (150, 210, 0, 210))
        self._settings = TablePage(theme, language.say("desk.staff.tab.settings"), (260, 0, 360))
        self._search = QLineEdit()
        self._add_tools()
        self._arrange()
        self.tell(StaffGate())

    def _add_tools(self) -> None:
        say = self._language.say
        self._search.setMaxLength(_LONGEST_SEARCH)
        self._search.setMinimumHeight(self._theme.px(44))
        self._search.setPlaceholderText(say("desk.staff.search_hint"))
        self._search.setAccessibleName(say("desk.staff.search"))
        self._search.returnPressed.connect(self._find)
        self._records.tools.addWidget(self._search, 1)
        self._records.tools.addWidget(self._button("search", self._find))
        ask = self.errand.emit
        self._waiting.tools.addWidget(self._button("retry", lambda: ask(errands.DeliveriesAsked())))
        self._waiting.tools.addWidget(self._button("retry_refused", lambda: ask(errands.DeliveriesAsked(refused=True))))
        self._waiting.tools.addStretch(1)
        self._owed.tools.addWidget(self._button("ask_again", lambda: ask(errands.LookUpsAsked())))
        self._owed.tools.addStretch(1)
        self._settings.tools.addWidget(self._button("check", lambda: ask(errands.SettingsCheckAsked())))
        self._settings.tools.addStretch(1)

    def _button(self, name: str, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(self._language.say(f"desk.staff.{name}"))
        button.clicked.connect(lambda _: pressed())  # Qt would hand over whether it is checked.
        return button

    def _arrange(self) -> None:
        px = self._theme.px
        bar = QHBoxLayout()
        bar.setSpacing(px(GAP_S))
        group = QButtonGroup(self)
        pages = (self._figures, self._records, self._waiting, self._owed, self._settings)
        for tab, page in zip(StaffTab, pages, strict=True):
            self._pages.addWidget(page)
            button = QPushButton()
            button.setProperty("weight", "tab")
            button.setCheckable(True)
            button.clicked.connect(lambda _, shown=page: self._pages.setCurrentWidget(shown))
            group.addButton(button)
            self._tabs[tab] = button
            bar.addWidget(button)
        back = ActionBar(self._theme)
        back.tell((ActionView(ActionKind.CANCEL, self._language.say("desk.staff.back"), "Esc", Weight.QUIET),))
        back.asked.connect(self.asked)
        bar.addStretch(1)
        bar.addWidget(self._status)
        bar.addWidget(back)
        self._inside = QWidget()
        self._inside.setProperty("role", "clear")
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(*(px(GAP_L),) * 4)
        column.setSpacing(px(GAP_M))
        column.addLayout(bar)
        column.addWidget(self._notice)
        column.addWidget(self._pages, 1)
        self._doors = QStackedWidget()
        self._doors.addWidget(self._gate)
        self._doors.addWidget(self._inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._doors)

    # What the page is told.

    def tell(self, state: StaffState) -> None:
        if isinstance(state, StaffGate):
            self._forget_data()
            self._gate.tell(gate_view(state, self._language))
            self._doors.setCurrentWidget(self._gate)
            return
        self._data = state
        view = staff_view(state, self._language)
        self._figures.tell(view.figures)
        for page, table in (
            (self._records, view.records),
            (self._waiting, view.waiting),
            (self._owed, view.owed),
            (self._settings, view.settings),
        ):
            page.tell(table)
        self._notice.tell_notice(view.notice)
        self._status.tell(view.status.text if view.status else "")
        for tab, button in self._tabs.items():
            words = self._language.say(f"desk.staff.tab.{tab.value}")
            count = view.counts.get(tab)
            button.setText(f"{words} ({count})" if count else words)
        if self._doors.currentWidget() is not self._inside:
            self._doors.setCurrentWidget(self._inside)
            self.show_tab(StaffTab.FIGURES)

    def show_tab(self, tab: StaffTab) -> None:
        """Turn to `tab`, as a click on it does."""
        self._tabs[tab].setFocus()
        self._tabs[tab].click()

    def forget(self) -> None:
        """Shut: the next one who wants it types the PIN again."""
        was_open = self._data is not None
        self._gate.forget()
        self._forget_data()
        self._doors.setCurrentWidget(self._gate)
        if was_open:
            self.errand.emit(errands.StaffPageLeft())

    def _forget_data(self) -> None:
        self._data = None
        self._search.clear()
        for page in (self._records, self._waiting, self._owed, self._settings):
            page.forget()

    # What the person does.

    def _find(self) -> None:
        self.errand.emit(errands.SearchAsked(self._search.text().strip()))

    def _move(self, days: int) -> None:
        if self._data is not None:
            day = self._data.figures.day + timedelta(days=days)
            if day <= self._data.today:
                self.errand.emit(errands.DayAsked(day))
