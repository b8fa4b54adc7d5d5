"""Parts of the insurance panel: the suggested route, and visits elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.components.badge import Pill
from ui.components.folding import Folding
from ui.components.labels import PlainLabel, restyle
from ui.theme import GAP_S, GAP_XS, Theme
from ui.view_models.coverage import HistoryView, PastVisitView, RouteView


class RouteBlock(QFrame):
    """A suggestion looks like one: it stands in a dashed frame, with the mark beside its title."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "suggestion")
        self._title = PlainLabel("small")
        self._mark = Pill(theme)
        self._name = PlainLabel("strong", wrap=True)
        self._reason = PlainLabel("small", wrap=True)
        self._pays = PlainLabel("small", wrap=True)
        self._others = Folding(theme)
        self._other_lines: list[PlainLabel] = []
        top = QHBoxLayout()
        top.setSpacing(theme.px(GAP_S))
        top.addWidget(self._title, 1)
        top.addWidget(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(10),) * 4)
        column.setSpacing(theme.px(GAP_XS))
        column.addLayout(top)
        for part in (self._name, self._reason, self._pays, self._others):
            column.addWidget(part)

    def tell(self, view: RouteView | None) -> None:
        self.setVisible(view is not None)
        self._title.setText(view.title if view else "")
        self._mark.tell(view.mark if view and view.name else None)
        self._name.tell(view.name if view else "")
        self._reason.tell(view.reason if view else "")
        self._pays.tell(view.pays if view else "")
        restyle(self._pays, role="problem" if view and view.pays_nothing else "small")
        self._others.tell(view.others_title if view else "")
        self._tell_others(view.others if view else ())

    def _tell_others(self, others: tuple[str, ...]) -> None:
        while len(self._other_lines) < len(others):
            line = PlainLabel("small", wrap=True)
            self._other_lines.append(line)
            self._others.body.addWidget(line)
        for place, line in enumerate(self._other_lines):
            line.tell(others[place] if place < len(others) else "")


class HistoryBlock(QWidget):
    """Folded visits. What somebody was treated for is written only after it was asked for."""

    def __init__(self, theme: Theme, ask_diagnoses: str) -> None:
        super().__init__()
        self._ask_diagnoses = ask_diagnoses
        self._visits: tuple[PastVisitView, ...] = ()
        self._note = PlainLabel("small", wrap=True)
        self._list = Folding(theme)
        self._lines: list[tuple[PlainLabel, PlainLabel]] = []
        self._entries = QVBoxLayout()
        self._entries.setSpacing(theme.px(GAP_XS))
        self._diagnoses = Folding(theme)
        self._diagnoses.opened.connect(self._write_diagnoses)
        self._list.body.addLayout(self._entries)
        self._list.body.addWidget(self._diagnoses)
        self._list.opened.connect(self._close_diagnoses)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._note)
        column.addWidget(self._list)

    def tell(self, view: HistoryView | None) -> None:
        visits = view.visits if view else ()
        if visits != self._visits:
            self._close_diagnoses()
        self._visits = visits
        self.setVisible(view is not None)
        self._note.tell(view.note if view else "")
        self._list.tell(view.title if view else "")
        self._diagnoses.tell(self._ask_diagnoses if visits else "")
        while len(self._lines) < len(visits):
            self._add()
        for place, (line, diagnosis) in enumerate(self._lines):
            one = visits[place] if place < len(visits) else None
            line.tell(f"{one.when} · {one.where}" if one else "")
            diagnosis.tell(one.diagnosis if one and self._diagnoses.link.isChecked() else "")

    def _add(self) -> None:
        line, diagnosis = PlainLabel("body", wrap=True), PlainLabel("small", wrap=True)
        diagnosis.setAlignment(Qt.AlignmentFlag.AlignLeft)
        for label in (line, diagnosis):
            self._entries.addWidget(label)
        self._lines.append((line, diagnosis))

    def _close_diagnoses(self) -> None:
        self._diagnoses.link.setChecked(False)

    def _write_diagnoses(self, shown: bool) -> None:
        for (_, label), visit in zip(self._lines, self._visits, strict=False):
            label.tell(visit.diagnosis if shown else "")
