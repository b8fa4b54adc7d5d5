"""A list of rows under a heading, with what can be done about it above: records, waiting deliveries, owed look-ups."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.components.labels import PlainLabel
from ui.theme import GAP_M, GAP_S, Theme
from ui.view_models.staff import TableView


class TablePage(QWidget):
    """`tools` is the line above the list."""

    def __init__(self, theme: Theme, accessible_name: str, widths: tuple[int, ...]) -> None:
        """`widths` of the columns in the drawing's pixels; the widest, 0, takes what is left."""
        super().__init__()
        self._theme, self._widths = theme, widths
        self.tools = QHBoxLayout()
        self.tools.setSpacing(theme.px(GAP_S))
        self._empty = PlainLabel("soft", wrap=True)
        self._table = QTableWidget()
        self._table.setAccessibleName(accessible_name)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._table.setShowGrid(False)
        self._table.setWordWrap(True)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._table.horizontalHeader().setSectionsClickable(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP_M))
        column.addLayout(self.tools)
        column.addWidget(self._empty)
        column.addWidget(self._table, 1)
        column.addStretch(0)

    def tell(self, view: TableView) -> None:
        self._empty.tell("" if view.rows else view.empty)
        self._table.setVisible(bool(view.rows))
        self._table.clear()
        self._table.setColumnCount(len(view.heading))
        self._table.setHorizontalHeaderLabels(list(view.heading))
        self._table.setRowCount(len(view.rows))
        for line, row in enumerate(view.rows):
            for place, text in enumerate(row):
                self._table.setItem(line, place, QTableWidgetItem(text))
        header = self._table.horizontalHeader()
        for place, width in enumerate(self._widths):
            stretched = QHeaderView.ResizeMode.Stretch if width == 0 else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(place, stretched)
            if width:
                self._table.setColumnWidth(place, self._theme.px(width))

    def forget(self) -> None:
        self._table.clear()
        self._table.setRowCount(0)
