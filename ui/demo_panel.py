"""The small window of the demonstration: choose an invented person, tap, lift, break things.

It only says what the hand does (`action`); the front door moves the imagined hardware. It never opens at a real site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.stylesheet import stylesheet
from ui.theme import GAP_M, GAP_S, Theme

FAULTS = ("lift-after:30", "bad-mac:20", "garbage:25", "huge-lengths", "stall:0.1")


@dataclass(frozen=True)
class StepUp:
    """The person scans the code and lays the card down."""

    person: str
    fault: str | None = None


@dataclass(frozen=True)
class ScanCode:
    person: str


@dataclass(frozen=True)
class LayCard:
    person: str
    fault: str | None = None


@dataclass(frozen=True)
class LiftCard:
    """The card leaves the reader."""


@dataclass(frozen=True)
class SetPortal:
    code: str | None
    """The result code every look-up gets; None for what the person's card deserves."""


@dataclass(frozen=True)
class SetHospital:
    down: bool


PanelAction = StepUp | ScanCode | LayCard | LiftCard | SetPortal | SetHospital


class DemoPanel(QWidget):
    """People, hands and mishaps."""

    action = Signal(object)

    def __init__(self, language: Language, people: Mapping[str, str], codes: Mapping[str, str]) -> None:
        """`people`: id → name; `codes`: result code of the portal → its meaning."""
        super().__init__(None, Qt.WindowType.Tool)
        theme = Theme(1.0)
        say = language.say
        self.setWindowTitle(say("desk.demo.title"))
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(stylesheet(theme))
        self._people = _choice({one: f"{name} ({one})" for one, name in people.items()}, say("desk.demo.person"))
        faults = {"": say("desk.demo.no_fault"), **{one: say(f"desk.demo.fault.{_key(one)}") for one in FAULTS}}
        self._faults = _choice(faults, say("desk.demo.mishap"))
        answers = {"": say("desk.demo.portal_honest"), **{code: f"{code} – {text}" for code, text in codes.items()}}
        self._codes = _choice(answers, say("desk.demo.portal"))
        self._codes.currentIndexChanged.connect(lambda: self.action.emit(SetPortal(self._codes.currentData() or None)))
        hospital = QCheckBox(say("desk.demo.hospital_down"))
        hospital.toggled.connect(lambda down: self.action.emit(SetHospital(down)))
        grid = QGridLayout()
        grid.setSpacing(theme.px(GAP_S))
        for row, (label, box) in enumerate(
            (("person", self._people), ("mishap", self._faults), ("portal", self._codes))
        ):
            grid.addWidget(QLabel(say(f"desk.demo.{label}")), row, 0)
            grid.addWidget(box, row, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_M),) * 4)
        column.setSpacing(theme.px(GAP_S))
        column.addLayout(grid)
        column.addWidget(hospital)
        for key, made in (
            ("step_up", lambda: StepUp(self._person, self._fault)),
            ("scan", lambda: ScanCode(self._person)),
            ("lay", lambda: LayCard(self._person, self._fault)),
            ("lift", LiftCard),
        ):
            button = QPushButton(say(f"desk.demo.{key}"))
            button.clicked.connect(lambda _checked=False, make=made: self.action.emit(make()))
            column.addWidget(button)
        note = QLabel(say("desk.demo.note"))
        note.setProperty("role", "small")
        note.setWordWrap(True)
        column.addWidget(note)
        self.setFixedWidth(theme.px(380))

    def show_beside(self, window: QWidget) -> None:
        """Appear at the lower right corner of `window`'s screen, where it covers the least."""
        self.adjustSize()
        room = window.screen().availableGeometry()
        self.move(room.right() - self.width() - 24, room.bottom() - self.height() - 48)
        self.show()

    @property
    def _person(self) -> str:
        return str(self._people.currentData())

    @property
    def _fault(self) -> str | None:
        return self._faults.currentData() or None


def _choice(options: Mapping[str, str], name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(20)
    for value, text in options.items():
        box.addItem(text, value)
    return box


def _key(fault: str) -> str:
    return fault.split(":", 1)[0].replace("-", "_")
