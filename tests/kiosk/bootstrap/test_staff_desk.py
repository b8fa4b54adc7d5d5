"""Behind the staff page: the PIN first, then what store, outbox, portal and settings say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import config
from kiosk.bootstrap.staff_page import StaffDesk, StaffParts
from kiosk.delivery import Outbox
from kiosk.delivery.errors import DeliveryLater, DeliveryProblem
from kiosk.domain.failure import FailureCode
from kiosk.domain.figures import EndedHow, VisitFigure
from kiosk.domain.insurance import Happened, PortalCall, PortalCallName
from kiosk.domain.look_up import LookUpState, PendingLookUp, Question
from kiosk.domain.record import Receipt, Record, RecordedValue, RecordFate, RecordId
from kiosk.records import Store, StoreBusy
from kiosk.records.figures import FigureTable
from kiosk.records.look_ups import LookUpRows
from kiosk.records.models import AuditRow
from kiosk.runtime.clock import FakeClock
from kiosk.runtime.uuid7 import new_record_id
from ui import errands
from ui.staff_data import StaffData, StaffGate, StaffState

PIN = "2468"
NAME = "Đỗ Thị Uyên"
NUMBER = "001199012345"
TODAY = date(2026, 11, 21)


class Office:
    """Takes records, or is away."""

    away = False

    def deliver(self, record: Record) -> Receipt:
        if self.away:
            raise DeliveryLater(DeliveryProblem.UNREACHABLE)
        return Receipt(record.record_id, "BV-1", "office", datetime(2026, 11, 21, 1, 0, tzinfo=UTC))


class Page:
    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.site = config.load_site("demo")
        self.store = Store.open(folder / "kiosk.db", bytes(32), clock=self.clock)
        self.office = Office()
        outbox = Outbox(self.store, {"office": self.office}, self.clock)
        self.desk = StaffDesk(StaffParts(self.site, self.store, outbox, None, self.clock))

    def do(self, errand: errands.Errand) -> StaffState:
        return self.desk.do(errand, lambda: False)

    def open(self) -> StaffData:
        return self.data(errands.StaffPageAsked(PIN))

    def data(self, errand: errands.Errand) -> StaffData:
        state = self.do(errand)
        assert isinstance(state, StaffData)
        return state

    def save(self, name: str = NAME, number: str = NUMBER, ago: timedelta = timedelta()) -> RecordId:
        record = Record(
            record_id=new_record_id(self.clock),
            desk_id="clinic-1",
            service_id="clinic-checkin",
            form_id="bhyt-checkin",
            confirmed_at=self.clock.now() - ago,
            values={
                "HO_TEN": RecordedValue(name, "dg13", "authentic"),
                "SO_CCCD": RecordedValue(number, "dg13", "authentic"),
            },
            identification={},
            insurance={"outcome": "covered"},
        )
        self.store.save(record)
        return record.record_id


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    page = Page(tmp_path)
    yield page
    page.store.close()


def test_nothing_is_told_before_the_pin(page: Page) -> None:
    page.save()
    for errand in (errands.SearchAsked(NAME), errands.DeliveriesAsked(), errands.DayAsked(TODAY)):
        assert isinstance(page.do(errand), StaffGate)
    assert page.store.counts()[RecordFate.SAVED] == 1


def test_five_wrong_pins_shut_the_page_for_a_while_even_for_the_right_one(page: Page) -> None:
    wrong = [page.do(errands.StaffPageAsked("0000")) for _ in range(5)]
    assert [one.tries_left for one in wrong if isinstance(one, StaffGate)] == [4, 3, 2, 1, 0]
    shut = page.do(errands.StaffPageAsked(PIN))
    assert isinstance(shut, StaffGate)
    assert shut.locked_s == 300
    page.clock.pass_time(301)
    assert page.open().today == TODAY


def test_a_page_that_was_left_wants_the_pin_again(page: Page) -> None:
    page.open()
    assert isinstance(page.do(errands.StaffPageLeft()), StaffGate)
    assert isinstance(page.do(errands.SearchAsked(NAME)), StaffGate)


def test_a_site_without_a_pin_has_no_page_and_a_real_one_shows_none(page: Page) -> None:
    parts = StaffParts(
        page.site.model_copy(update={"staff_page": config.site.StaffPage()}),
        page.store,
        None,
        None,
        page.clock,  # type: ignore[arg-type]  # never reached
    )
    shut = StaffDesk(parts)
    assert shut.gate() == StaffGate(usable=False)
    assert shut.do(errands.StaffPageAsked(PIN), lambda: False) == StaffGate(usable=False)
    assert page.desk.gate().demo_pin == PIN


def test_today_is_shown_newest_first_and_a_name_is_found_without_marks(page: Page) -> None:
    page.save("Trần Văn Mẫu", "001090000001", timedelta(days=2))
    page.save()
    page.clock.pass_time(60)
    page.save("Lê Thị Ví Dụ", "001090000002")
    assert [one.name for one in page.open().found] == ["Lê Thị Ví Dụ", NAME]
    assert [one.name for one in page.data(errands.SearchAsked("do uyen")).found] == [NAME]
    assert [one.name for one in page.data(errands.SearchAsked("0010 9000 0001")).found] == ["Trần Văn Mẫu"]
    assert page.data(errands.SearchAsked("khong co ai")).found == ()
    assert NAME not in repr(page.data(errands.SearchAsked("")))


def test_whoever_is_shown_records_of_people_stands_in_the_audit(page: Page) -> None:
    page.save()
    page.save("Lê Thị Ví Dụ", "001090000002")

    def viewed() -> list[str]:
        with page.store.database.reading() as session:
            rows = session.scalars(select(AuditRow).where(AuditRow.event == "staff.viewed").order_by(AuditRow.sequence))
            return [row.detail for row in rows]

    page.open()
    page.data(errands.SearchAsked("do uyen"))
    page.data(errands.DayAsked(TODAY))
    page.data(errands.SearchAsked("khong co ai"))
    assert viewed() == ['{"count": 2}', '{"count": 1}']
    assert page.store.verify_audit().holds


def test_what_waits_is_shown_with_its_reason_and_goes_when_it_is_asked_for(page: Page) -> None:
    record_id = page.save()
    page.office.away = True
    page.open()
    (waiting,) = page.data(errands.DeliveriesAsked()).waiting
    assert (waiting.record_id, waiting.refused, waiting.reason) == (record_id, False, "delivery.unreachable")
    page.office.away = False
    assert page.data(errands.DeliveriesAsked()).waiting == ()
    assert page.store.fate(record_id) is RecordFate.DELIVERED


def test_a_refused_record_stays_until_somebody_wants_it_sent_again(page: Page) -> None:
    record_id = page.save()
    page.store.mark_refused(record_id, "delivery.rejected")
    page.open()
    (refused,) = page.data(errands.DeliveriesAsked()).waiting
    assert (refused.refused, refused.reason) == (True, "delivery.rejected")
    assert page.data(errands.DeliveriesAsked(refused=True)).waiting == ()


def test_owed_look_ups_are_listed_those_given_up_first(page: Page) -> None:
    rows, now = LookUpRows(page.store.database), page.clock.now()
    call = PortalCall(PortalCallName.CARD, now, Happened.NO_ANSWER_IN_TIME, 15.0)
    question = Question(NUMBER, NAME.upper(), "15/05/1999")
    for state in (LookUpState.PENDING, LookUpState.GIVEN_UP):
        rows.save(PendingLookUp(new_record_id(page.clock), question, (call,), 3, now, state))
    owed = page.open().owed
    assert [one.given_up for one in owed] == [True, False]
    assert owed[0].happened is Happened.NO_ANSWER_IN_TIME


def test_figures_are_those_of_the_day_asked_for(page: Page) -> None:
    started = page.clock.now() - timedelta(days=1)
    yesterday = TODAY - timedelta(days=1)
    FigureTable(page.store.database).put(
        VisitFigure("v", "d", "s", yesterday, started, started, EndedHow.DELIVERED, seconds={"visit": 20.0})
    )
    assert page.open().figures.visits == 0
    assert page.data(errands.DayAsked(yesterday)).figures.median_s == 20


def test_the_settings_are_checked_when_asked_and_forgotten_when_left(page: Page) -> None:
    assert page.open().findings is None
    assert page.data(errands.SettingsCheckAsked()).findings is not None
    page.do(errands.StaffPageLeft())
    assert page.open().findings is None


def test_a_store_that_does_not_work_is_told_on_the_page(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise StoreBusy

    monkeypatch.setattr(page.store, "outbox", busy)
    data = page.open()
    assert (data.failure, data.waiting) == (FailureCode.STORE_FAILED, ())
