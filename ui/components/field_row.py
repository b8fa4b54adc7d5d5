"""One box of the form in three cells: label with source and proof; the value; what is wrong or stood here before.

Three cells and not one widget, so that the boxes of a line stand level whatever is written above or below them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.form import FieldKind
from kiosk.runtime.language import Language
from ui.components.badge import Pill
from ui.components.field_editors import ChoiceBox, FieldEditor, LineBox, LongBox
from ui.components.icons import GlyphView
from ui.components.labels import PlainLabel, restyle
from ui.theme import GAP_XS, Theme
from ui.view_models.form import FieldView
from ui.view_models.look import Glyph, Tone

CELLS = 3
"""Lines of the grid that one line of the form takes."""


class FieldRow(QObject):
    corrected = Signal(str, str)
    """Name and new value, once the person is done with the box and it says something else than before."""

    def __init__(self, theme: Theme, language: Language, view: FieldView, parent: QObject) -> None:
        super().__init__(parent)
        self.name = view.name
        self._language = language
        self._shown = ""
        self._label = PlainLabel("body", wrap=True)
        self._pill = Pill(theme)
        self.editor = self._editor(theme, view)
        self.editor.done.connect(self.commit)
        self._problem_glyph = GlyphView(theme.px(15), Glyph.WARNING, Tone.PROBLEM)
        self._problem = PlainLabel("problem", wrap=True)
        self._original = PlainLabel("small", wrap=True)
        self._label.setBuddy(self.editor)
        self._above, self._below = QWidget(), QWidget()
        self._arrange(theme)

    def _editor(self, theme: Theme, view: FieldView) -> FieldEditor:
        if view.kind is FieldKind.CHOICE:
            return ChoiceBox(theme, view.choices, self._language.say("desk.form.choose"))
        return LongBox(theme) if view.wide else LineBox(theme)

    def _arrange(self, theme: Theme) -> None:
        above = QHBoxLayout(self._above)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(theme.px(GAP_XS))
        above.addWidget(self._label, 1, Qt.AlignmentFlag.AlignBottom)
        above.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignBottom)
        wrong = QHBoxLayout()
        wrong.setSpacing(theme.px(GAP_XS))
        wrong.addWidget(self._problem_glyph, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._problem, 1)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, theme.px(GAP_XS))
        below.setSpacing(0)
        below.addLayout(wrong)
        below.addWidget(self._original)
        for part in (self._above, self._below):
            part.setProperty("role", "clear")

    def place(self, grid: QGridLayout, line: int, column: int, columns: int) -> None:
        """Lay the three cells into `grid`, from `line` on."""
        grid.addWidget(self._above, line, column, 1, columns, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.editor, line + 1, column, 1, columns)
        grid.addWidget(self._below, line + 2, column, 1, columns, Qt.AlignmentFlag.AlignTop)

    @property
    def touched(self) -> bool:
        """True while the box says something that was not sent yet."""
        return self.editor.read().strip() != self._shown

    def tell(self, view: FieldView) -> None:
        """Draw `view`; a value is only written when it changed, so that typing is not disturbed."""
        if view.value != self._shown or not self.editor.hasFocus():
            self.editor.write(view.value)
        self._shown = view.value
        self._label.setText(f"{view.label} *" if view.required else view.label)
        self._pill.tell(view.assurance, view.source)
        self._problem.tell(view.problem)
        self._problem_glyph.setVisible(bool(view.problem))
        self._original.tell(view.original)
        self.editor.fix(not view.editable)
        self.editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus if view.editable else Qt.FocusPolicy.ClickFocus)
        restyle(self.editor, wrong="true" if view.problem else "false", fixed="false" if view.editable else "true")
        if isinstance(self.editor, LineBox):
            self.editor.setPlaceholderText(view.hint)
        required = self._language.say("desk.form.required") if view.required else ""
        self.editor.setAccessibleName(", ".join(part for part in (view.label, required) if part))
        self.editor.setAccessibleDescription(", ".join(part for part in (*self._pill.words, view.problem) if part))

    def restore(self) -> None:
        """Forget what was typed and not sent."""
        self.editor.write(self._shown)

    def commit(self) -> None:
        """Send what was typed, if anything."""
        value = self.editor.read().strip()
        if value == self._shown:
            return
        self._shown = value
        self.corrected.emit(self.name, value)

    def forget(self) -> None:
        self._shown = ""
        self.editor.write("")
        self._original.tell("")
        self._problem.tell("")
