"""The right of the window: what does not agree, what the portal said, where the record is. It scrolls when it must."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.differences_panel import DifferencesPanel
from ui.components.insurance_panel import InsurancePanel
from ui.components.record_panel import RecordPanel
from ui.components.ticket_panel import TicketPanel
from ui.components.typing_panel import TypingPanel
from ui.theme import GAP_L, GAP_M, Theme
from ui.view_models.desk import DeskView


class RightColumn(QScrollArea):
    asked = Signal(object)
    """An `ActionKind`."""

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._told: tuple[object, ...] = ()
        self._ticket = TicketPanel(theme)
        self._typing = TypingPanel(theme)
        self._typing.asked.connect(self.asked)
        self._differences = DifferencesPanel(theme, language.say("desk.panel.differences"))
        self._differences.asked.connect(self.asked)
        self._insurance = InsurancePanel(theme, language)
        self._record = RecordPanel(theme, language.say("desk.panel.record"))
        inside = QWidget()
        inside.setProperty("role", "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, theme.px(GAP_L), 0)
        self._column.setSpacing(theme.px(GAP_M))
        for part in (self._ticket, self._typing, self._differences, self._insurance, self._record):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def tell(self, view: DeskView) -> None:
        """Draw what changed; once something was confirmed, number and record come first."""
        differs = (view.differences, view.slip, view.slip_said)
        told = (view.ticket, view.typing, *differs, view.insurance, view.record)
        if told == self._told:
            return
        self._told = told
        self._ticket.tell(view.ticket)
        self._typing.tell(view.typing)
        self._differences.tell(*differs)
        self._insurance.tell(view.insurance)
        self._record.tell(view.record)
        place = 2 if view.record.leading else 4
        if self._column.indexOf(self._record) != place:
            self._column.removeWidget(self._record)
            self._column.insertWidget(place, self._record)
