"""The last step of the one-stop page: tick what was handed in, print, give the slip, hand over."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from ui.components.callout import Callout
from ui.components.field_editors import ChoiceBox
from ui.components.labels import PlainLabel, panel_frame
from ui.components.line_list import emptied
from ui.theme import GAP_L, GAP_M, GAP_S, Theme
from ui.view_models.one_stop_giving import GivingView


class GivingPanel(QWidget):
    papers_asked = Signal(str)
    """`pdf` or `docx`."""
    slip_asked = Signal(str, object)
    """Channel and the ids of papers that were handed in."""
    hand_over_asked = Signal(str, object)
    file_asked = Signal(str)
    """The path of a file to open."""
    done = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._language = theme, language
        self._state = Callout(theme)
        self._said = PlainLabel("title", wrap=True)
        self._ticks: dict[str, QCheckBox] = {}
        self._needs = QVBoxLayout()
        self._channel_place = QVBoxLayout()
        self._channel: ChoiceBox | None = None
        self._dues = QVBoxLayout()
        self._due_notes = PlainLabel("small", wrap=True)
        self._slip = PlainLabel("receipt", wrap=True)
        self._files = QVBoxLayout()
        self._shown: object = None
        self._buttons = {name: self._button(name) for name in ("pdf", "docx", "slip", "hand_over", "done")}
        self._arrange()

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self._language.say(f"one_stop_page.give.{name}"))
        button.setProperty("weight", "primary" if name in ("pdf", "slip") else "plain")
        button.clicked.connect(partial(self._press, name))
        return button

    def _arrange(self) -> None:
        px = self._theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(GAP_M))
        say = self._language.say
        checks = self._panel((self._state, self._said, self._needs))
        dues = (
            PlainLabel("title", text=say("one_stop_page.give.channel")),
            self._channel_place,
            PlainLabel("title", text=say("one_stop_page.give.due")),
            self._dues,
            self._due_notes,
            self._slip,
        )
        buttons = self._buttons
        made = (
            buttons["pdf"],
            buttons["docx"],
            buttons["slip"],
            buttons["hand_over"],
            PlainLabel("title", text=say("one_stop_page.give.files")),
            self._files,
        )
        for panel in (checks, self._panel(dues), self._panel(made, last=buttons["done"])):
            row.addWidget(panel, 1)

    def _panel(self, parts: tuple[QWidget | QVBoxLayout, ...], last: QWidget | None = None) -> QFrame:
        px = self._theme.px
        frame = panel_frame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(*(px(GAP_L),) * 4)
        column.setSpacing(px(GAP_S))
        for part in parts:
            if isinstance(part, QVBoxLayout):
                part.setSpacing(px(GAP_S))
                column.addLayout(part)
            else:
                column.addWidget(part)
        column.addStretch(1)
        if last is not None:
            column.addWidget(last)
        return frame

    def tell(self, view: GivingView) -> None:
        self._state.tell(view.state, "")
        self._said.tell(view.needs_said)
        chosen = (view.channels, view.needs)
        if chosen != self._shown:
            self._shown = chosen
            self._rebuild(view)
        emptied(self._dues)
        for channel, due in view.dues:
            self._dues.addWidget(PlainLabel(wrap=True, text=f"{channel}: {due}"))
        self._due_notes.tell(view.due_notes)
        self._slip.tell(view.slip)
        emptied(self._files)
        for file in view.files:
            if file.opens:
                link = QPushButton(file.text)
                link.setProperty("role", "link")
                link.clicked.connect(partial(self._open, file.path))
                self._files.addWidget(link)
            else:
                self._files.addWidget(PlainLabel("small", wrap=True, text=file.text))
        for name in ("pdf", "docx"):
            self._buttons[name].setEnabled(view.prints)
        self._buttons["slip"].setEnabled(bool(view.channels))
        self._buttons["hand_over"].setVisible(view.hands_over)

    def forget(self) -> None:
        self._shown = None
        emptied(self._needs)
        self._ticks.clear()
        emptied(self._files)
        self._slip.tell("")

    def _rebuild(self, view: GivingView) -> None:
        emptied(self._needs)
        emptied(self._channel_place)
        self._ticks = {}
        for need in view.needs:
            tick = self._ticks[need.choice_id] = QCheckBox()
            words = PlainLabel(wrap=True, text=need.words)
            words.setBuddy(tick)
            tick.setAccessibleName(need.words)
            line = QHBoxLayout()
            line.addWidget(tick)
            line.addWidget(words, 1)
            self._needs.addLayout(line)
        self._channel = None
        if view.channels:
            choices = tuple((one.choice_id, one.words) for one in view.channels)
            self._channel = ChoiceBox(self._theme, choices, "")
            self._channel.removeItem(0)
            self._channel.setAccessibleName(self._language.say("one_stop_page.give.channel"))
            self._channel_place.addWidget(self._channel)

    def _press(self, name: str) -> None:
        given = frozenset(paper for paper, tick in self._ticks.items() if tick.isChecked())
        channel = "" if self._channel is None else self._channel.read()
        match name:
            case "pdf" | "docx":
                self.papers_asked.emit(name)
            case "slip":
                self.slip_asked.emit(channel, given)
            case "hand_over":
                self.hand_over_asked.emit(channel, given)
            case _:
                self.done.emit()

    def _open(self, path: str) -> None:
        self.file_asked.emit(path)
