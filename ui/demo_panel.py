"""The small window of the demonstration: choose an invented person, tap, lift, break things.

It only says what the hand does (`action`); the front door moves the imagined hardware. It never opens at a real site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.field_editors import ChoiceBox
from ui.stylesheet import stylesheet
from ui.theme import GAP_M, GAP_S, Theme

EDGE, WIDTH = 16, 304
"""Pixels: between the panel and the window's edge, and across the panel."""
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
        self._people = ChoiceBox(theme, tuple((one, f"{name} ({one})") for one, name in people.items()), "")
        self._people.removeItem(0)
        self._people.setAccessibleName(say("desk.demo.person"))
        self._mishaps = self._mishap_rows(theme, language, codes)
        self._mishaps.hide()
        more = QPushButton(say("desk.demo.more"))
        more.setCheckable(True)
        more.toggled.connect(self._show_mishaps)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(GAP_M),) * 4)
        column.setSpacing(theme.px(GAP_S))
        column.addWidget(self._people)
        column.addLayout(self._hands(language))
        column.addWidget(more)
        column.addWidget(self._mishaps)
        self.setFixedWidth(theme.px(WIDTH))

    def _hands(self, language: Language) -> QGridLayout:
        """What the citizen's hand does."""
        grid = QGridLayout()
        grid.setSpacing(GAP_S)
        hands: tuple[tuple[str, Callable[[], PanelAction]], ...] = (
            ("step_up", lambda: StepUp(self._people.read(), self._faults.read() or None)),
            ("lift", LiftCard),
            ("scan", lambda: ScanCode(self._people.read())),
            ("lay", lambda: LayCard(self._people.read(), self._faults.read() or None)),
        )
        for place, (key, made) in enumerate(hands):
            button = QPushButton(language.say(f"desk.demo.{key}"))
            button.clicked.connect(partial(self._say, made))
            grid.addWidget(button, place // 2, place % 2)
        return grid

    def _mishap_rows(self, theme: Theme, language: Language, codes: Mapping[str, str]) -> QWidget:
        """What may go wrong with the card, the portal, the hospital."""
        say = language.say
        faults = tuple((one, say(f"desk.demo.fault.{_key(one)}")) for one in FAULTS)
        self._faults = ChoiceBox(theme, faults, say("desk.demo.no_fault"))
        self._faults.setAccessibleName(say("desk.demo.mishap"))
        answers = tuple((code, f"{code} – {text}") for code, text in codes.items())
        portal = ChoiceBox(theme, answers, say("desk.demo.portal_honest"))
        portal.setAccessibleName(say("desk.demo.portal"))
        portal.done.connect(lambda: self.action.emit(SetPortal(portal.read() or None)))
        hospital = QCheckBox(say("desk.demo.hospital_down"))
        hospital.toggled.connect(lambda down: self.action.emit(SetHospital(down)))
        note = QLabel(say("desk.demo.note"))
        note.setProperty("role", "small")
        note.setWordWrap(True)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        for row in (self._faults, portal, hospital, note):
            column.addWidget(row)
        return rows

    def _say(self, made: Callable[[], PanelAction]) -> None:
        self.action.emit(made())

    def _show_mishaps(self, shown: bool) -> None:
        """Unfold upwards, so that the panel stays on the screen."""
        bottom = self.geometry().bottom()
        self._mishaps.setVisible(shown)
        self.adjustSize()
        self.move(self.x(), bottom - self.height() + 1)

    def show_beside(self, window: QWidget) -> None:
        """Appear at the lower right of `window`, below what the office says, where it covers the least."""
        self.adjustSize()
        place, room = window.frameGeometry(), window.screen().availableGeometry()
        right, bottom = min(place.right(), room.right()), min(place.bottom(), room.bottom())
        self.move(right - self.width() - EDGE, bottom - self.height() - EDGE)
        self.show()


def _key(fault: str) -> str:
    return fault.split(":", 1)[0].replace("-", "_")
