"""The reception desk in a window: the visit on the main thread, everything that blocks on its own.

The window is painted before the desk behind it is put together, so that a slow disk never looks like a dead program.
What cannot be opened (a store with another key, say) is told in the window, which stays.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import config
from kiosk.bootstrap.languages import language
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.failure import FailureCode
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.log import configure_logging, install_exception_hooks, logger
from kiosk.runtime.workers import Worker
from kiosk.visit import Visit
from ui.application import MainThreadMailbox, create_application, leave_on_interrupt
from ui.demo_panel import DemoPanel, LayCard, LiftCard, PanelAction, ScanCode, SetHospital, SetPortal, StepUp
from ui.desk import DeskUiSettings, DeskWindow
from ui.errands import ChildEntered, Errand, NumberEntered
from ui.first_paint import after_first_paint
from ui.one_stop_errands import OneStopErrand
from ui.staff_data import StaffState
from ui.view_models.devices import Device, DeviceBoard, DeviceState

if TYPE_CHECKING:
    from kiosk.bootstrap.demo import Demo
    from kiosk.bootstrap.desk import Desk
    from kiosk.bootstrap.one_stop_window import OneStopWindow
    from kiosk.bootstrap.staff_page import StaffDesk

FIRST_CITIZEN = "adult"


@dataclass(frozen=True)
class _DeskReady:
    """The desk behind the window is put together."""

    desk: Desk
    demo: Demo | None


@dataclass(frozen=True)
class _DeskFailed:
    failure: FailureCode


@dataclass(frozen=True)
class _StaffTold:
    state: StaffState


@dataclass(frozen=True)
class _BoardChanged:
    device: str
    failure: FailureCode | None


def portal_failure(outcome: InsuranceOutcome) -> FailureCode | None:
    """What an answer says about the portal itself; None when it works."""
    if outcome is InsuranceOutcome.CONFIGURATION:
        return FailureCode.PORTAL_ACCOUNT_REFUSED
    return FailureCode.PORTAL_UNREACHABLE if outcome is InsuranceOutcome.LATER else None


class DeskApplication:
    """One window, one desk. Make it on the main thread, after the QApplication."""

    def __init__(self, site: config.Site, state_folder: Path) -> None:
        self._site = site
        self._state_folder = state_folder
        self._language = language(site.language)
        self._log = logger("window")
        self._stack = ExitStack()
        self._board = DeviceBoard()
        self._desk: Desk | None = None
        self._demo: Demo | None = None
        self._panel: DemoPanel | None = None
        self._mailbox = MainThreadMailbox()
        self._mailbox.received.connect(self._take)
        settings = DeskUiSettings(
            desk_name=site.title,
            idle_s=site.idle_s,
            warn_s=site.warn_s,
            may_type=site.typing is not None,
            one_stop=site.one_stop is not None,
        )
        self.window = DeskWindow(self._language, settings)
        self.window.intent.connect(self._intend)
        self.window.errand.connect(self._run_errand)
        self._helper = Worker("front door", self._report)
        self._staff_worker = Worker("staff page", self._report)
        self._staff: StaffDesk | None = None
        self._one_stop: OneStopWindow | None = None

    def start(self) -> None:
        """Put the desk together behind the window."""
        self._helper.submit(self._open)

    def stop(self) -> None:
        """Stop devices and workers, close the store."""
        self._helper.stop()
        self._staff_worker.stop()
        if self._one_stop is not None:
            self._one_stop.stop()
        self._stack.close()

    def _open(self) -> None:
        from kiosk.bootstrap.opening import open_site  # noqa: PLC0415 - the heavy half, loaded behind the window

        try:
            opened = open_site(self._site, self._state_folder, self._stack, self._mailbox.post, self._tell_board)
        except Exception as error:  # noqa: BLE001 - a desk that did not open must say so, whatever the reason
            self._report(error)
            opened = FailureCode.UNEXPECTED
        if isinstance(opened, FailureCode):
            self._mailbox.post(_DeskFailed(opened))
        else:
            self._mailbox.post(_DeskReady(*opened))

    def _tell_board(self, device: str, failure: FailureCode | None) -> None:
        self._mailbox.post(_BoardChanged(device, failure))

    # On the main thread.

    def _take(self, event: object) -> None:
        match event:
            case _DeskReady(desk, demo):
                self._desk, self._demo = desk, demo
                desk.conductor.listen(self._show)
                self.window.know_new_borns(desk.new_born_days)
                desk.start()
                self._open_staff(desk)
                self._open_one_stop(desk)
                if demo is not None:
                    self._open_panel(demo)
            case _DeskFailed(failure):
                self._show_device("store", failure)
                self.window.show_visit(Visit(visit_id="", failure=failure))
            case _BoardChanged(device, failure):
                self._show_device(device, failure)
            case _StaffTold(state):
                self.window.show_staff(state)
            case _ if self._one_stop is not None and self._one_stop.take(event):
                pass  # It belongs to the page that is open.
            case _:
                self._intend(event)

    def _intend(self, event: object) -> None:
        if self._desk is not None:
            self._desk.conductor.handle(event)  # type: ignore[arg-type]  # Qt signals carry plain objects

    def _run_errand(self, errand: Errand) -> None:
        """What is no step of a visit: a typed number or certificate becomes one; the staff page has its own worker."""
        if isinstance(errand, NumberEntered):
            self._intend(self._understood(errand.text))
            return
        if isinstance(errand, ChildEntered):
            self._intend(self._child_of(errand))
            return
        if isinstance(errand, OneStopErrand):
            if self._one_stop is not None:
                self._one_stop.run(errand)
            return
        staff = self._staff
        if staff is not None:
            work = self._staff_worker
            work.submit(lambda: self._mailbox.post(_StaffTold(staff.do(errand, work.cancelled))))

    def _understood(self, text: str) -> object:
        from kiosk.bootstrap.typed_entry import event_of_typed  # noqa: PLC0415 - the heavy half, as in `_open`

        return event_of_typed(text, vietnamese_date(SystemClock().now()))

    def _child_of(self, entered: ChildEntered) -> object:
        from kiosk.bootstrap.typed_entry import certificate_of, event_of_child  # noqa: PLC0415 - as in `_understood`

        facility = self._site.facility.names.get(self._site.facility_code) or self._site.title
        return event_of_child(certificate_of(entered), vietnamese_date(SystemClock().now()), facility)

    def _open_staff(self, desk: Desk) -> None:
        from kiosk.bootstrap.staff_page import StaffDesk, StaffParts  # noqa: PLC0415 - the heavy half, as in `_open`

        parts = StaffParts(self._site, desk.store, desk.outbox, desk.owed, SystemClock())
        self._staff = StaffDesk(parts)
        self.window.show_staff(self._staff.gate())

    def _open_one_stop(self, desk: Desk) -> None:
        if self._site.one_stop is None:
            return
        from kiosk.bootstrap.one_stop_window import OneStopWindow  # noqa: PLC0415 - the heavy half, as in `_open`

        self._one_stop = OneStopWindow(self._site, self._state_folder, desk, self._mailbox.post)
        self._one_stop.listen(self.window.show_one_stop)

    def _show(self, visit: Visit) -> None:
        if visit.insurance is not None and visit.insurance.outcome is not InsuranceOutcome.NOT_ASKED:
            self._show_device("portal", portal_failure(visit.insurance.outcome))
        self.window.show_visit(visit)

    def _show_device(self, name: str, failure: FailureCode | None) -> None:
        state = DeviceState.READY if failure is None else DeviceState.FAILED
        shown = Device(state, f"failure.{failure.key}" if failure else None)
        board = replace(self._board, **{name: shown})
        if board != self._board:
            self._board = board
            self.window.show_devices(board)

    # The demonstration.

    def _open_panel(self, demo: Demo) -> None:
        from hardware_mocks import personas  # noqa: PLC0415 - only a demonstration needs people

        people = {one: personas.load(one).person.full_name for one in personas.ids() if one != "passport"}
        codes = {row.code: self._language.choose(row.meaning.model_dump()) for row in config.result_codes()}
        self._panel = DemoPanel(self._language, people, codes)
        self._panel.action.connect(lambda action: self._helper.submit(lambda: self._play(demo, action)))
        self._panel.show_beside(self.window)
        self._helper.submit(lambda: self._play(demo, StepUp(FIRST_CITIZEN)))

    def _play(self, demo: Demo, action: PanelAction) -> None:
        """Do with imagined hardware what the panel asks. Runs on the helper's thread."""
        match action:
            case StepUp(person, fault):
                demo.scan(person)
                demo.lay_card(person, (fault,) if fault else ())
            case ScanCode(person):
                demo.scan(person)
            case LayCard(person, fault):
                demo.lay_card(person, (fault,) if fault else ())
            case LiftCard():
                demo.lift_card()
            case SetPortal(code):
                demo.portal.script(result_code=code)
            case SetHospital(down):
                (demo.hospital.stop if down else demo.hospital.start)()

    def _report(self, error: BaseException) -> None:
        self._log.error("unexpected", exc_info=error)


def run(site: config.Site, state_folder: Path, painted: Callable[[], None] | None = None) -> int:
    """Show the desk until its window is closed; return the application's exit code.

    With `painted`, for measurements: call it at the first paint, and end.
    """
    configure_logging(state_folder / "logs")
    install_exception_hooks()
    application = create_application(sys.argv[:1])
    leave_on_interrupt(application)
    desk = DeskApplication(site, state_folder)
    if painted is None:
        after_first_paint(desk.window, desk.start)
    else:
        after_first_paint(desk.window, painted)
        after_first_paint(desk.window, application.quit)
    desk.window.show()
    try:
        return application.exec()
    finally:
        desk.stop()
