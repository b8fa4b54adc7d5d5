"""The middle of the window: the form, two boxes a row, with what can be done below it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.buttons import ActionBar
from ui.components.field_row import CELLS, FieldRow
from ui.components.icons import GlyphView
from ui.components.labels import PlainLabel, panel_frame
from ui.components.stage import NoticeBox
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XS, Theme
from ui.view_models.actions import ActionView
from ui.view_models.form import FieldView, FormView
from ui.view_models.notice import NoticeView


class FormPanel(QFrame):
    asked = Signal(object)
    """An `ActionKind`."""
    corrected = Signal(str, str)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._theme, self._language = theme, language
        self._rows: dict[str, FieldRow] = {}
        self._structure: tuple[object, ...] = ()
        self._title = PlainLabel("headline", wrap=True)
        self._summary_glyph = GlyphView(theme.px(18))
        self._summary = PlainLabel("strong")
        self._notice = NoticeBox(theme)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.action_bar = ActionBar(theme)
        self.action_bar.asked.connect(self.asked)
        self._scroll.setWidget(self._new_inside())
        self._arrange(theme)

    def _arrange(self, theme: Theme) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(theme.px(GAP_L), theme.px(GAP_M), theme.px(GAP_L), theme.px(GAP_S))
        top.setSpacing(theme.px(GAP_S))
        headline = QHBoxLayout()
        headline.setSpacing(theme.px(GAP_S))
        headline.addWidget(self._title, 1)
        headline.addWidget(self._summary_glyph)
        headline.addWidget(self._summary)
        top.addLayout(headline)
        top.addWidget(self._notice)
        self._bar = bar = panel_frame("bar")
        below = QHBoxLayout(bar)
        below.setContentsMargins(*(theme.px(GAP_M),) * 4)
        below.addWidget(self.action_bar)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addWidget(bar)

    def tell(self, view: FormView, actions: tuple[ActionView, ...], notice: NoticeView | None) -> None:
        self._title.setText(view.title)
        self._tell_summary(view)
        self._notice.tell_notice(notice)
        structure = tuple((one.name, one.kind, one.wide, one.choices) for one in view.fields)
        if structure != self._structure:
            self._rebuild(view.fields)
            self._structure = structure
        for one in view.fields:
            self._rows[one.name].tell(one)
        self.action_bar.tell(actions)

    def show_actions(self, shown: bool) -> None:
        """Whether there is a bar of actions below the boxes."""
        self._bar.setVisible(shown)

    def row(self, name: str) -> FieldRow | None:
        return self._rows.get(name)

    def focused_row(self) -> FieldRow | None:
        """The row a person is typing in."""
        return next((row for row in self._rows.values() if row.editor.hasFocus()), None)

    def go_to(self, name: str) -> None:
        """Bring a box into sight and put the cursor there."""
        row = self._rows.get(name)
        if row is not None:
            self._scroll.ensureWidgetVisible(row.editor, 0, self._theme.px(60))
            row.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def filled(self) -> bool:
        """True while there are boxes."""
        return bool(self._rows)

    def holds(self, text: str) -> bool:
        """True when `text` was taken from one of the boxes."""
        return bool(text) and any(text in row.editor.read() for row in self._rows.values())

    def mute(self) -> None:
        """From now on no box says anything: what is being typed belongs to a visit that is over."""
        for row in self._rows.values():
            row.blockSignals(True)

    def forget(self) -> None:
        """Nothing of the person before stays."""
        self._empty_rows()
        self._structure = ()
        self._scroll.setWidget(self._new_inside())
        self._title.setText("")
        self._summary.setText("")
        self._notice.tell_notice(None)

    def _tell_summary(self, view: FormView) -> None:
        self._summary.setText(view.summary.text)
        self._summary.tint(view.summary.tone)
        self._summary_glyph.tell(view.summary.glyph, view.summary.tone)

    def _new_inside(self) -> QWidget:
        """A fresh sheet; when it is put in, the scroll area deletes the old one with everything on it."""
        inside = QWidget()
        inside.setProperty("role", "clear")
        return inside

    def _rebuild(self, fields: tuple[FieldView, ...]) -> None:
        """New boxes, because a value became long or another form came; whoever was typing goes on typing."""
        focused = self.focused_row()
        typed = focused.editor.read() if focused is not None and focused.touched else None
        self._empty_rows()
        self._build(fields)
        row = self._rows.get(focused.name) if focused is not None else None
        if row is not None:
            row.tell(next(one for one in fields if one.name == row.name))
            row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            if typed is not None:
                row.editor.write(typed)

    def _empty_rows(self) -> None:
        """Empty every box; the sheet they stand on goes next."""
        self.mute()
        for row in self._rows.values():
            row.forget()
        self._rows.clear()

    def _build(self, fields: tuple[FieldView, ...]) -> None:
        inside = self._new_inside()
        grid = QGridLayout(inside)
        gap = self._theme.px(GAP_L)
        grid.setContentsMargins(gap, self._theme.px(GAP_XS), gap, gap)
        grid.setHorizontalSpacing(gap)
        grid.setVerticalSpacing(self._theme.px(GAP_XS))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        line, column = 0, 0
        for view in fields:
            row = FieldRow(self._theme, self._language, view, inside)
            row.corrected.connect(self.corrected)
            self._rows[view.name] = row
            if view.wide and column == 1:
                line, column = line + CELLS, 0
            row.place(grid, line, column, 2 if view.wide else 1)
            line, column = (line + CELLS, 0) if view.wide or column == 1 else (line, 1)
        grid.setRowStretch(line + CELLS, 1)
        self._scroll.setWidget(inside)  # Complete, so that everything on it is shown at once.
        self._chain_tabs()

    def _chain_tabs(self) -> None:
        """Tab goes through the boxes as they are read, then to the actions."""
        editors: list[QWidget] = [row.editor for row in self._rows.values()]
        for one, following in pairwise((*editors, *self.action_bar.buttons())):
            QWidget.setTabOrder(one, following)
