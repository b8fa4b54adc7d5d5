"""Behind the staff page: the PIN, and what the page asks of the store, the outbox, the portal and the settings.

`do` blocks and belongs on a worker's thread; it always answers with a state of the page, whatever went wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TypeVar

import config
from kiosk.bootstrap.desk_performers import failure_of_store
from kiosk.bootstrap.figures import figure_book
from kiosk.bootstrap.owed_look_ups import OwedLookUps
from kiosk.delivery import Outbox
from kiosk.domain.dates import VIETNAM_TIME, vietnamese_date
from kiosk.domain.failure import FailureCode
from kiosk.domain.figures import DayFigures
from kiosk.domain.look_up import LookUpState, PendingLookUp
from kiosk.domain.record import Record
from kiosk.records import AuditEvent, Store, StoreError, WaitingRecord
from kiosk.records.look_ups import LookUpRows
from kiosk.records.newest import newest_records
from kiosk.runtime.clock import Clock
from kiosk.runtime.pin import PinError, PinLock, hash_pin
from ui import errands
from ui.staff_data import (
    FoundRecord,
    OwedLookUp,
    SettingsFinding,
    StaffData,
    StaffGate,
    StaffState,
    WaitingDelivery,
)

MOST_ROWS = 200
"""No list on the page is longer; whoever wants more asks the command line."""
_NUMBER = re.compile(r"[A-Z0-9]*[0-9]{6,}[A-Z0-9]*")
T = TypeVar("T")


@dataclass(frozen=True)
class StaffParts:
    """What the page works with."""

    site: config.Site
    store: Store
    outbox: Outbox
    owed: OwedLookUps | None
    clock: Clock


class StaffDesk:
    """One page. Every method but `gate` is called on one worker's thread."""

    def __init__(self, parts: StaffParts) -> None:
        self._parts = parts
        self._lock = _lock_of(parts.site, parts.clock)
        self._open = False
        self._day: date | None = None
        self._searched = ""
        self._findings: tuple[SettingsFinding, ...] | None = None
        self._failure: FailureCode | None = None

    def gate(self) -> StaffGate:
        """The page as it is before anybody typed a PIN."""
        return StaffGate(usable=self._lock is not None, demo_pin=self._parts.site.staff_page.demo_pin)

    def do(self, errand: errands.Errand, cancelled: Callable[[], bool]) -> StaffState:
        """Do what was asked and say how the page looks then. A page that is shut does nothing but open."""
        if isinstance(errand, errands.StaffPageAsked):
            return self._try(errand.pin)
        if isinstance(errand, errands.StaffPageLeft) or not self._open:
            self._shut()
            return self.gate()
        self._failure = None
        looks_up = isinstance(errand, errands.SearchAsked)
        match errand:
            case errands.DayAsked(day):
                self._day = day
            case errands.SearchAsked(text):
                self._searched = text
            case errands.DeliveriesAsked(refused):
                self._guarded(lambda: self._deliver(refused, cancelled), None)
            case errands.LookUpsAsked():
                self._guarded(lambda: self._ask_again(cancelled), None)
            case errands.SettingsCheckAsked():
                self._findings = _check(self._parts.site)
            case _:
                pass  # An errand for somebody else changes nothing here.
        return self._data(people_are_looked_at=looks_up)

    def _try(self, pin: str) -> StaffState:
        if self._lock is None:
            return self.gate()
        answer = self._lock.try_pin(pin)
        if not answer.opened:
            self._shut()
            return replace(self.gate(), wrong=True, tries_left=answer.tries_left, locked_s=answer.locked_s)
        self._open, self._failure = True, None
        return self._data(people_are_looked_at=True)

    def _shut(self) -> None:
        self._open, self._day, self._searched, self._findings = False, None, "", None

    # What is shown.

    def _data(self, *, people_are_looked_at: bool) -> StaffData:
        today = vietnamese_date(self._parts.clock.now())
        store, day = self._parts.store, self._day or today
        figures = self._guarded(lambda: figure_book(store).day(day), _no_figures(day))
        found = self._listed(lambda: self._found(today))
        if people_are_looked_at and found:
            self._guarded(lambda: store.note(AuditEvent.STAFF_VIEWED, count=len(found)), None)
        waiting, owed = self._listed(self._waiting), self._listed(self._owed)
        return StaffData(today, figures, self._searched, found, waiting, owed, self._findings, self._failure)

    def _guarded(self, work: Callable[[], T], otherwise: T) -> T:
        """What the store says; when it does not work, the page says so and shows what it can."""
        try:
            return work()
        except StoreError as error:
            self._failure = failure_of_store(error)
            return otherwise

    def _listed(self, work: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
        nothing: tuple[T, ...] = ()
        return self._guarded(work, nothing)

    def _found(self, today: date) -> tuple[FoundRecord, ...]:
        store, text = self._parts.store, self._searched
        number = re.sub(r"[\s.\-]", "", text).upper()
        if not text:
            midnight = datetime.combine(today, time(), VIETNAM_TIME)
            records = newest_records(store.database, midnight, MOST_ROWS)
        elif _NUMBER.fullmatch(number):
            records = store.find_by_number(number)
        else:
            records = store.find_by_name(text, MOST_ROWS)
        return tuple(self._row(one) for one in records[:MOST_ROWS])

    def _row(self, record: Record) -> FoundRecord:
        def value(name: str) -> str:
            kept = record.values.get(name)
            return kept.value if kept is not None else ""

        fate = self._parts.store.fate(record.record_id)
        number = value("SO_CCCD") or value("MA_THE_BHYT")
        return FoundRecord(record.confirmed_at, value("HO_TEN"), number, record.insurance.get("outcome"), fate)

    def _waiting(self) -> tuple[WaitingDelivery, ...]:
        store = self._parts.store
        refused = tuple(_delivery(one, refused=True) for one in store.refused(MOST_ROWS))
        pending = tuple(_delivery(one, refused=False) for one in store.outbox(MOST_ROWS))
        return (refused + pending)[:MOST_ROWS]

    def _owed(self) -> tuple[OwedLookUp, ...]:
        rows = LookUpRows(self._parts.store.database)
        given_up = rows.listed(LookUpState.GIVEN_UP, limit=MOST_ROWS)
        return tuple(map(_look_up, [*given_up, *rows.listed(LookUpState.PENDING, limit=MOST_ROWS)]))[:MOST_ROWS]

    # What is done.

    def _deliver(self, refused: bool, cancelled: Callable[[], bool]) -> None:
        store = self._parts.store
        for one in store.refused() if refused else ():
            store.send_again(one.record_id, one.delivery_id)
        self._parts.outbox.retry(cancelled)

    def _ask_again(self, cancelled: Callable[[], bool]) -> None:
        if self._parts.owed is None:
            return
        states = (LookUpState.GIVEN_UP, LookUpState.PENDING)
        LookUpRows(self._parts.store.database).ask_again(states, self._parts.clock.now())
        self._parts.owed.ask_due(cancelled, by_person=True)


def _lock_of(site: config.Site, clock: Clock) -> PinLock | None:
    """None where the site has no PIN, or one that nobody can have typed."""
    page = site.staff_page
    pin_hash = hash_pin(page.demo_pin) if page.demo_pin is not None else page.pin_hash
    if pin_hash is None:
        return None
    try:
        return PinLock(pin_hash, clock, tries=page.tries, rest_s=page.rest_s)
    except PinError:
        return None


def _check(site: config.Site) -> tuple[SettingsFinding, ...]:
    try:
        findings = config.check(site)
    except config.ConfigError as error:
        findings = [config.Finding(error.file, error.line, f"{error.key}: {error.reason}", error.remedy)]
    return tuple(
        SettingsFinding(one.file if one.line is None else f"{one.file}:{one.line}", one.reason, one.remedy)
        for one in findings
    )


def _no_figures(day: date) -> DayFigures:
    return DayFigures(day, 0, 0, None, None, {}, {}, {}, {}, {}, {}, {}, ())


def _delivery(one: WaitingRecord, *, refused: bool) -> WaitingDelivery:
    return WaitingDelivery(one.record_id, one.delivery_id, refused, one.attempts, one.next_at, one.last_error)


def _look_up(one: PendingLookUp) -> OwedLookUp:
    last = one.asked[-1].happened if one.asked else None
    return OwedLookUp(one.record_id, one.state is LookUpState.GIVEN_UP, one.attempts, one.next_at, last)
