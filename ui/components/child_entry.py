"""The page on which a child's birth certificate is typed in place of a scan.

Enter goes from box to box, and at the end begins the visit. A box that lacks something says so under itself and takes
the cursor. Everything typed is forgotten when the page is left, also what was copied from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from kiosk.domain.dates import vietnamese_date
from kiosk.domain.identity import Sex
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.language import Language
from ui.components.buttons import ActionBar
from ui.components.field_editors import ChoiceBox, LineBox
from ui.components.labels import PlainLabel, panel_frame, restyle
from ui.components.stage import NoticeBox
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, Theme
from ui.view_models.actions import KEYS, ActionKind, ActionView, Weight
from ui.view_models.child import LONGEST_NAME, LONGEST_NUMBER, NAMES, ChildBox, is_new_born, judge_child
from ui.view_models.notice import NoticeView

_WIDTH = 860
_COLUMNS = 6
_PLACES: Mapping[ChildBox, tuple[int, int, int]] = {
    ChildBox.CHILD_NAME: (0, 0, _COLUMNS),
    ChildBox.DATE_OF_BIRTH: (1, 0, 2),
    ChildBox.TIME_OF_BIRTH: (1, 2, 2),
    ChildBox.SEX: (1, 4, 2),
    ChildBox.MOTHER_NAME: (2, 0, 3),
    ChildBox.FATHER_NAME: (2, 3, 3),
    ChildBox.GUARDIAN_NAME: (3, 0, 3),
    ChildBox.CERTIFICATE_NUMBER: (3, 3, 3),
}
"""Line, column and columns of each box."""
_LONGEST = {ChildBox.CERTIFICATE_NUMBER: LONGEST_NUMBER, **dict.fromkeys(NAMES, LONGEST_NAME)}


def _today() -> date:
    return vietnamese_date(SystemClock().now())


class ChildEntry(QFrame):
    entered = Signal(object)
    """A `ChildEntered`."""
    asked = Signal(object)
    """`ActionKind.CANCEL` for the way back."""

    def __init__(self, theme: Theme, language: Language, today: Callable[[], date] = _today) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._language, self._today = theme, language, today
        self._new_born_days: int | None = None
        self._said = False
        self._notice = NoticeBox(theme)
        self._boxes = {box: self._box(box) for box in ChildBox}
        self._problems = {box: PlainLabel("problem", wrap=True) for box in ChildBox}
        self._bar = ActionBar(theme)
        self._bar.asked.connect(self._act)
        self._bar.tell(
            (
                ActionView(ActionKind.CONFIRM, language.say("desk.child.go"), KEYS[ActionKind.CONFIRM], Weight.PRIMARY),
                ActionView(ActionKind.CANCEL, language.say("desk.child.back"), KEYS[ActionKind.CANCEL], Weight.QUIET),
            )
        )
        for button in self._bar.buttons():
            button.setAutoDefault(True)  # Enter presses the button it came to.
        self._arrange()
        self._mind_the_age()

    # What the page is told.

    def know_new_borns(self, days: int | None) -> None:
        """Up to how many days a child may lack a name and the time of its birth is asked; None: at any age."""
        self._new_born_days = days
        self._mind_the_age()

    def tell(self, notice: NoticeView | None) -> None:
        """Why the certificate just entered was not taken; what failed before it is not this page's to say."""
        self._notice.tell_notice(notice if self._said else None)

    def write(self, typed: Mapping[ChildBox, str]) -> None:
        for box, text in typed.items():
            self._boxes[box].write(text)
        self._mind_the_age()

    def forget(self) -> None:
        self._clear_clipboard()
        self._said = False
        self._tell_problems({})
        self._notice.tell_notice(None)
        self.write(dict.fromkeys(ChildBox, ""))

    def begin(self) -> None:
        """Say what the certificate says, or go to the first box that lacks something."""
        judged = judge_child(self._typed(), self._today(), self._new_born_days, self._language)
        self._tell_problems(judged.problems)
        if judged.errand is None:
            self._boxes[next(iter(judged.problems))].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._said = True
        self.entered.emit(judged.errand)

    # What the person does.

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._boxes[ChildBox.CHILD_NAME].setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self, kind: ActionKind) -> None:
        if kind is ActionKind.CONFIRM:
            self.begin()
        else:
            self.asked.emit(kind)

    def _typed(self) -> dict[ChildBox, str]:
        return {box: editor.read() for box, editor in self._boxes.items()}

    def _clear_clipboard(self) -> None:
        """Take away what was copied from the page; what somebody copied elsewhere is theirs."""
        texts = [text for text in self._typed().values() if text]
        clipboard = QGuiApplication.clipboard()
        copied = clipboard.text().strip()
        if texts and copied and (clipboard.ownsClipboard() or any(copied in text for text in texts)):
            clipboard.clear()

    def _mind_the_age(self) -> None:
        """The hour of birth is asked of new-borns only."""
        time = self._boxes[ChildBox.TIME_OF_BIRTH]
        wanted = is_new_born(self._boxes[ChildBox.DATE_OF_BIRTH].read(), self._today(), self._new_born_days)
        time.setEnabled(wanted)
        restyle(time, fixed="false" if wanted else "true")

    def _tell_problems(self, problems: Mapping[ChildBox, str]) -> None:
        for box, editor in self._boxes.items():
            problem = problems.get(box, "")
            self._problems[box].tell(problem)
            restyle(editor, wrong="true" if problem else "false")
            editor.setAccessibleDescription(problem)

    # How it is drawn.

    def _box(self, box: ChildBox) -> LineBox | ChoiceBox:
        say = self._language.say
        if box is ChildBox.SEX:
            choices = tuple((sex.value, say(f"desk.sex.{sex.value}")) for sex in Sex)
            made: LineBox | ChoiceBox = ChoiceBox(self._theme, choices, say("desk.child.choose"))
        else:
            made = LineBox(self._theme)
            made.setMaxLength(_LONGEST.get(box, made.maxLength()))
            made.setPlaceholderText(self._hint(box))
            if box is ChildBox.DATE_OF_BIRTH:
                made.textChanged.connect(self._mind_the_age)
        made.setAccessibleName(say(f"desk.child.{box.value}"))
        return made

    def _hint(self, box: ChildBox) -> str:
        hints = {
            ChildBox.CHILD_NAME: "desk.child.hint_name",
            ChildBox.DATE_OF_BIRTH: "desk.child.hint_date",
            ChildBox.TIME_OF_BIRTH: "desk.child.hint_time",
            ChildBox.GUARDIAN_NAME: "desk.child.hint_guardian",
        }
        return self._language.say(hints[box]) if box in hints else ""

    def _arrange(self) -> None:
        theme, say = self._theme, self._language.say
        panel = panel_frame()
        panel.setFixedWidth(theme.px(_WIDTH))
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(*(theme.px(GAP_XL),) * 4)
        inside.setSpacing(theme.px(GAP_M))
        inside.addWidget(PlainLabel("stage", text=say("desk.child.headline")))
        inside.addWidget(PlainLabel("soft", wrap=True, text=say("desk.child.detail")))
        inside.addWidget(self._notice)
        inside.addLayout(self._grid())
        inside.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_M),) * 4)
        column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(panel)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def _grid(self) -> QGridLayout:
        """Three cells a box, as in the form: its name, the box, what it lacks."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(GAP_L))
        grid.setVerticalSpacing(self._theme.px(GAP_S) // 2)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        for box, (line, column, columns) in _PLACES.items():
            label = PlainLabel("body", text=self._language.say(f"desk.child.{box.value}"))
            label.setBuddy(self._boxes[box])
            grid.addWidget(label, line * 3, column, 1, columns)
            grid.addWidget(self._boxes[box], line * 3 + 1, column, 1, columns)
            grid.addWidget(self._problems[box], line * 3 + 2, column, 1, columns, Qt.AlignmentFlag.AlignTop)
            grid.setRowMinimumHeight(line * 3 + 2, self._theme.px(GAP_S))
            self._problems[box].hide()
        return grid
