"""The reception desk: one window, told what a visit looks like, saying what people want.

Left the card, in the middle the form (or, while there is none, the stage with one instruction), right what the
office needs next. The window keeps nothing of a visit but what it draws, and forgets that as soon as another visit
is shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.runtime.language import Language
from kiosk.visit.events import Confirmed, FieldCorrected, IdleTooLong, ManualEntryAsked, NoticeRead
from kiosk.visit.state import Visit, VisitState
from ui.components.card_panel import CardPanel
from ui.components.child_entry import ChildEntry
from ui.components.form_panel import FormPanel
from ui.components.header import Header
from ui.components.number_entry import NumberEntry
from ui.components.overlay import IdleOverlay
from ui.components.right_column import RightColumn
from ui.components.stage import Stage
from ui.errands import NumberEntered
from ui.idle import IdleWatch
from ui.one_stop_data import OneStopState
from ui.one_stop_page import OneStopPage
from ui.settings import DeskUiSettings
from ui.staff_data import StaffGate, StaffState
from ui.staff_page import StaffPage
from ui.stylesheet import stylesheet
from ui.theme import GAP_L, GAP_M, Theme, scale_for
from ui.view_models.actions import INTENTS, ActionKind
from ui.view_models.child import ChildBox, child_notice
from ui.view_models.desk import DeskView, desk_view
from ui.view_models.devices import DeviceBoard, device_chips
from ui.view_models.milestones import Milestones
from ui.view_models.notice import passes
from ui.view_models.number import number_notice
from ui.view_models.staff import StaffTab

__all__ = ["DeskUiSettings", "DeskWindow"]

_KEYS: dict[int, ActionKind] = {
    Qt.Key.Key_F9: ActionKind.CONFIRM,
    Qt.Key.Key_F5: ActionKind.RETRY,
    Qt.Key.Key_F6: ActionKind.SKIP_CHIP,
    Qt.Key.Key_F4: ActionKind.TYPE_IN,
    Qt.Key.Key_F3: ActionKind.CHILD,
    Qt.Key.Key_Escape: ActionKind.CANCEL,
    Qt.Key.Key_F2: ActionKind.NEXT,
    Qt.Key.Key_F7: ActionKind.SLIP,
    Qt.Key.Key_F12: ActionKind.TYPE_RECORD,
    Qt.Key.Key_F8: ActionKind.REPRINT,
    Qt.Key.Key_F10: ActionKind.STAFF,
    Qt.Key.Key_F11: ActionKind.ONE_STOP,
}
_SIDE_WIDTH = 304
_TYPED_IN = (VisitState.IDLE, VisitState.AWAITING_CARD)
"""States in which a number can be typed in place of a scan."""


class DeskWindow(QWidget):
    intent = Signal(object)
    """What the person at the desk wants: an event of `kiosk.visit.events`."""
    errand = Signal(object)
    """What they want besides: an errand of `ui.errands`."""

    def __init__(self, language: Language, settings: DeskUiSettings | None = None) -> None:
        super().__init__()
        settings = settings or DeskUiSettings()
        self._language = language
        self._may_type = settings.may_type
        self._theme = Theme(settings.scale or _scale_of_screen())
        self._visit = Visit(visit_id="")
        self._board = DeviceBoard()
        self._view: DeskView | None = None
        self._milestones = Milestones()
        self._aside: NumberEntry | ChildEntry | StaffPage | OneStopPage | None = None
        self._one_stop: OneStopPage | None = None
        self.setProperty("role", "page")
        self.setWindowTitle(language.say("desk.window"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet(stylesheet(self._theme))
        self._build(settings)
        self._idle = IdleWatch(settings.idle_s, settings.warn_s, self)
        self._idle.warned.connect(self._overlay.ask)
        self._idle.expired.connect(self._give_up)
        self._notice_read = QTimer(self, singleShot=True, interval=round(settings.notice_s * 1000))
        self._notice_read.timeout.connect(self._say_read)
        self._overlay.stay.connect(self._stay)
        self.resize(self._theme.px(1366), self._theme.px(768))
        self.show_devices(self._board)

    # What the window is told.

    def show_visit(self, visit: Visit) -> None:
        """Draw `visit`. Another visit, or none, first takes the one before off the screen."""
        before = self._visit
        if visit.visit_id != before.visit_id or visit.state is VisitState.IDLE:
            self._wipe()
        if visit.visit_id != before.visit_id or visit.state not in _TYPED_IN:
            self._step_aside(None)
        self._visit = visit
        self._draw()
        self._mind_the_time()
        if isinstance(before.following, Confirmed) and visit.following is None and not visit.corrections:
            self._go_to_problem()

    def show_devices(self, board: DeviceBoard) -> None:
        self._board = board
        self._header.tell(device_chips(board, self._language))
        self._draw()

    def open_checks(self) -> None:
        """Unfold the list of checks, as the person's click on it does."""
        self._card.open_checks()

    def show_staff(self, state: StaffState) -> None:
        """Tell the staff page what it asked for; a page that was left meanwhile stays shut."""
        if self._aside is self._staff or isinstance(state, StaffGate):
            self._staff.tell(state)

    def open_staff(self) -> None:
        """Open the staff page's door, as the person's key does."""
        self._ask(ActionKind.STAFF)

    def show_staff_tab(self, tab: StaffTab) -> None:
        """Turn to a tab of the staff page, as the person's click on it does."""
        self._staff.show_tab(tab)

    def show_one_stop(self, state: OneStopState) -> None:
        """Tell the one-stop page how its dossier stands; after it was left nothing is drawn."""
        if self._one_stop is not None and self._aside is self._one_stop:
            self._one_stop.tell(state)
            self._idle.touch()

    def open_one_stop(self) -> OneStopPage | None:
        """Open the one-stop page, as the person's key does; None at a desk without one."""
        self._ask(ActionKind.ONE_STOP)
        return self._one_stop

    def type_number(self) -> None:
        """Open the page of typed numbers, as the person's key does."""
        self._ask(ActionKind.TYPE_IN)

    def type_child(self, typed: Mapping[ChildBox, str] | None = None) -> None:
        """Open the page of a child's certificate, as the person's keys do, with `typed` in its boxes."""
        self.type_number()
        self._on_aside(ActionKind.CHILD)
        self._child.write(typed or {})

    def know_new_borns(self, days: int | None) -> None:
        """Up to how many days a child without a card may lack a name, and is asked for its hour of birth."""
        self._child.know_new_borns(days)

    # What the person does.

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        kind = _KEYS.get(event.key())
        if kind is None or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        if self._aside is not None:
            self._on_aside(kind)
            return
        row = self._form.focused_row()
        if kind is ActionKind.CANCEL and row is not None and row.touched:
            row.restore()
            return
        if kind is ActionKind.CANCEL and self._view is not None and ActionKind.STOP_TYPING in self._view.offered:
            kind = ActionKind.STOP_TYPING
        self._ask(kind)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._overlay.setGeometry(self.rect())

    def _ask(self, kind: ActionKind) -> None:
        """An action was asked for, by key or by button; one that is not offered now is ignored."""
        if self._view is None or kind not in self._view.offered:
            return
        row = self._form.focused_row()
        if kind in (ActionKind.CONFIRM, ActionKind.RETRY) and row is not None:
            row.commit()
        if kind is ActionKind.CONFIRM and not self._visit.corrections and not self._ready:
            self._go_to_problem()
            return
        if kind in INTENTS:
            self.intent.emit(INTENTS[kind]())
            return
        beside: dict[ActionKind, StaffPage | OneStopPage | None] = {
            ActionKind.STAFF: self._staff,
            ActionKind.ONE_STOP: self._one_stop,
        }
        self._turn_to(beside.get(kind, self._number))

    def _turn_to(self, page: NumberEntry | ChildEntry | StaffPage | OneStopPage | None) -> None:
        self._step_aside(page)
        self._draw()
        self._mind_the_time()
        if page is None:
            self.setFocus()

    def _step_aside(self, page: NumberEntry | ChildEntry | StaffPage | OneStopPage | None) -> None:
        """Open a page beside the visit, or shut the one that is open, with everything on it."""
        if self._aside is not None and page is not self._aside:
            self._aside.forget()
        if isinstance(page, OneStopPage) and self._aside is not page:
            page.open()
        self._aside = page

    def _on_aside(self, kind: ActionKind) -> None:
        """A key or a button of the page that is open."""
        if kind is ActionKind.TYPE_IN and self._aside is self._number:
            self.intent.emit(ManualEntryAsked())
        elif kind is ActionKind.CHILD and self._aside is self._number:
            self._turn_to(self._child)
        elif kind is ActionKind.CONFIRM and self._aside is self._child:
            self._child.begin()
        elif kind is ActionKind.CANCEL:
            self._turn_to(self._number if self._aside is self._child else None)

    def _enter_number(self, text: str) -> None:
        self.errand.emit(NumberEntered(text))

    def _correct(self, name: str, value: str) -> None:
        self.intent.emit(FieldCorrected(name, value))

    def _stay(self) -> None:
        self._overlay.hide()
        self._idle.touch()
        self.setFocus()

    def _give_up(self) -> None:
        self._idle.watch(False)
        if self._visit.state is VisitState.IDLE:
            self._turn_to(None)
        else:
            self.intent.emit(IdleTooLong())

    def _mind_the_time(self) -> None:
        """Count anew when the visit went on; a card that comes and goes is nobody's being here."""
        if self._milestones.reached(self._visit) or self._timed is not self._idle.watching:
            self._overlay.hide()
            self._idle.watch(self._timed)
        if passes(self._visit):
            self._notice_read.start()
        else:
            self._notice_read.stop()

    def _say_read(self) -> None:
        self.intent.emit(NoticeRead())

    # How it is drawn.

    @property
    def _ready(self) -> bool:
        return self._visit.form is not None and self._visit.form.ready

    @property
    def _timed(self) -> bool:
        return self._aside is not None or (self._view is not None and self._view.timed)

    def _draw(self) -> None:
        view = desk_view(
            self._visit, self._board, self._language, may_type=self._may_type, one_stop=self._one_stop is not None
        )
        before, self._view = self._view, view
        if self._aside is not None:
            self._number.tell(number_notice(self._visit.failure, self._language))
            self._child.tell(child_notice(self._visit.failure, self._language))
            self._pages.setCurrentWidget(self._aside)
            return
        if view.idle:
            self._pages.setCurrentWidget(self._welcome)
            self._welcome.tell(view.stage, view.actions)
            if before is None:
                self.setFocus()  # Not the button: whoever types or scans into an idle window begins nothing.
            return
        if before is None or before.card != view.card:
            self._card.tell(view.card)
        self._right.tell(view)
        if view.form is not None:
            self._form.tell(view.form, view.actions, view.notice)
            self._middle.setCurrentWidget(self._form)
        else:
            self._stage.tell(view.stage, view.actions)
            self._middle.setCurrentWidget(self._stage)
        self._pages.setCurrentWidget(self._desk)
        if before is None or _kinds(before) != _kinds(view) or (before.form is None) != (view.form is None):
            self._place_cursor(view)

    def _place_cursor(self, view: DeskView) -> None:
        """At the first box that wants a look; else nowhere, so that no stray key changes a value."""
        if view.form is not None and view.form.first_problem is not None:
            self._form.go_to(view.form.first_problem)
        else:
            self.setFocus()

    def _go_to_problem(self) -> None:
        if self._view is not None and self._view.form is not None and self._view.form.first_problem is not None:
            self._form.go_to(self._view.form.first_problem)

    def _wipe(self) -> None:
        """Cover first, then clear: nothing of the visit before is seen or stays, on the screen or in the clipboard."""
        self._form.mute()
        self._pages.setCurrentWidget(self._welcome)
        self._clear_clipboard()
        self._idle.watch(False)
        self._overlay.hide()
        self._milestones.forget()
        self._visit, self._view = Visit(visit_id=""), None
        empty = desk_view(self._visit, self._board, self._language)
        self._card.forget()
        self._form.forget()
        self._right.tell(empty)
        self._stage.tell(empty.stage, ())

    def _clear_clipboard(self) -> None:
        """Take away what was copied from the form; what somebody copied elsewhere is theirs."""
        if not self._form.filled:
            return
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard() or self._form.holds(clipboard.text()):
            clipboard.clear()

    def _build(self, settings: DeskUiSettings) -> None:
        theme, language = self._theme, self._language
        self._header = Header(theme, language.say("desk.product"), settings.desk_name)
        self._welcome = Stage(theme, welcome=True)
        self._stage = Stage(theme)
        self._form = FormPanel(theme, language)
        self._card = CardPanel(theme, language)
        self._right = RightColumn(theme, language)
        for part in (self._welcome, self._stage, self._form, self._right):
            part.asked.connect(self._ask)
        self._form.corrected.connect(self._correct)
        self._number = NumberEntry(theme, language)
        self._number.entered.connect(self._enter_number)
        self._number.asked.connect(self._on_aside)
        self._child = ChildEntry(theme, language)
        self._child.entered.connect(self.errand)
        self._child.asked.connect(self._on_aside)
        self._staff = StaffPage(theme, language)
        self._staff.errand.connect(self.errand)
        self._staff.asked.connect(self._on_aside)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._stage)
        self._middle.addWidget(self._form)
        self._desk = self._columns()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._welcome)
        self._pages.addWidget(self._desk)
        self._pages.addWidget(self._number)
        self._pages.addWidget(self._child)
        self._pages.addWidget(self._staff)
        if settings.one_stop:
            self._one_stop = OneStopPage(theme, language)
            self._one_stop.errand.connect(self.errand)
            self._one_stop.asked.connect(self._on_aside)
            self._pages.addWidget(self._one_stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._pages, 1)
        self._overlay = IdleOverlay(theme, language, self)

    def _columns(self) -> QWidget:
        theme = self._theme
        self._card.setFixedWidth(theme.px(_SIDE_WIDTH))
        self._right.setFixedWidth(theme.px(_SIDE_WIDTH + GAP_L))
        page = QWidget()
        page.setProperty("role", "clear")
        row = QHBoxLayout(page)
        edge = theme.px(GAP_L)
        row.setContentsMargins(edge, edge, 0, edge)  # The right margin belongs to the scroll bar.
        row.setSpacing(theme.px(GAP_M))
        row.addWidget(self._card)
        row.addWidget(self._middle, 1)
        row.addWidget(self._right)
        return page


def _kinds(view: DeskView) -> tuple[ActionKind, ...]:
    typing = (view.typing.action,) if view.typing is not None else ()
    return tuple(action.kind for action in (*view.actions, *typing))


def _scale_of_screen() -> float:
    screen = QGuiApplication.primaryScreen()
    return scale_for(screen.size().width(), screen.size().height()) if screen is not None else 1.0
