"""The right of the window: what the insurance portal said, and what it means for this visit."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from kiosk.runtime.language import Language
from ui.components.badge import Pill
from ui.components.callout import Callout
from ui.components.coverage_parts import HistoryBlock, RouteBlock
from ui.components.labels import PlainLabel
from ui.components.rows import Rows
from ui.theme import GAP_L, GAP_S, Theme
from ui.view_models.insurance import InsuranceView
from ui.view_models.look import Badge, Glyph, Tone


class InsurancePanel(QFrame):
    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._note_title = language.say("desk.insurance.note")
        self._validity = Pill(theme)
        self._callout = Callout(theme)
        self._warnings = Callout(theme)
        self._rows = Rows(theme)
        self._route = RouteBlock(theme)
        self._history = HistoryBlock(theme, language.say("desk.coverage.diagnoses"))
        self._code = PlainLabel("small", wrap=True)
        self._note = PlainLabel("small", wrap=True)
        top = QHBoxLayout()
        top.addWidget(PlainLabel("title", text=language.say("desk.panel.insurance")), 1)
        top.addWidget(self._validity)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_L),) * 4)
        column.setSpacing(theme.px(GAP_S))
        column.addLayout(top)
        for part in (self._callout, self._warnings, self._rows, self._route, self._history, self._code, self._note):
            column.addWidget(part)

    def tell(self, view: InsuranceView) -> None:
        coverage = view.coverage
        self._callout.tell(view.headline, view.advice)
        self._validity.tell(coverage.validity if coverage else None)
        self._tell_warnings(coverage.warnings if coverage else ())
        self._rows.tell(coverage.rows if coverage else ())
        self._route.tell(coverage.route if coverage else None)
        self._history.tell(coverage.history if coverage else None)
        self._code.tell(view.code)
        self._note.tell(f"{self._note_title}: {view.note}" if view.note else "")

    def _tell_warnings(self, warnings: tuple[str, ...]) -> None:
        self._warnings.setVisible(bool(warnings))
        first = warnings[0] if warnings else ""
        self._warnings.tell(Badge(first, Tone.CAUTION, Glyph.WARNING), "\n".join(warnings[1:]))
