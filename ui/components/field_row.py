"""One box of the form: label, source and proof above; the value; what is wrong or what stood here before below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.form import FieldKind
from kiosk.runtime.language import Language
from ui.components.badge import Pill
from ui.components.field_editors import ChoiceBox, FieldEditor, LineBox, LongBox
from ui.components.icons import GlyphView
from ui.components.labels import PlainLabel, restyle
from ui.theme import GAP_S, GAP_XS, Theme
from ui.view_models.form import FieldView
from ui.view_models.look import Glyph, Tone


class FieldRow(QWidget):
    corrected = Signal(str, str)
    """Name and new value, once the person is done with the box and it says something else than before."""

    def __init__(self, theme: Theme, language: Language, view: FieldView) -> None:
        super().__init__()
        self.name = view.name
        self._language = language
        self._shown = ""
        self._label = PlainLabel("body", wrap=True)
        self._pill = Pill(theme)
        self.editor = self._editor(theme, view)
        self.editor.done.connect(self._commit)
        self._problem_glyph = GlyphView(theme.px(15), Glyph.WARNING, Tone.PROBLEM)
        self._problem = PlainLabel("problem", wrap=True)
        self._original = PlainLabel("small", wrap=True)
        self._label.setBuddy(self.editor)
        self._arrange(theme)
        self.tell(view)

    def _editor(self, theme: Theme, view: FieldView) -> FieldEditor:
        if view.kind is FieldKind.CHOICE:
            return ChoiceBox(theme, view.choices, self._language.say("desk.form.choose"))
        return LongBox(theme) if view.wide else LineBox(theme)

    def _arrange(self, theme: Theme) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.px(GAP_S))
        top.addWidget(self._label, 1, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignBottom)
        wrong = QHBoxLayout()
        wrong.setSpacing(theme.px(GAP_XS))
        wrong.addWidget(self._problem_glyph, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._problem, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP_XS))
        column.addLayout(top)
        column.addWidget(self.editor)
        column.addLayout(wrong)
        column.addWidget(self._original)
        column.addStretch(1)

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
        self._commit()

    def forget(self) -> None:
        self._shown = ""
        self.editor.write("")
        self._original.tell("")
        self._problem.tell("")

    def _commit(self) -> None:
        value = self.editor.read().strip()
        if value == self._shown:
            return
        self._shown = value
        self.corrected.emit(self.name, value)
