"""One desk through a day without its office, in virtual time: run as a process of its own, beside the others."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kiosk.delivery import DeliveryLater, DeliveryProblem, Outbox
from kiosk.domain.record import Receipt, Record, RecordedValue, RecordFate
from kiosk.records import Store
from kiosk.runtime.clock import FakeClock
from kiosk.runtime.uuid7 import new_record_id

KEY = bytes(range(32))
DAY_S = 86_400
ANSWER_LOST = 499
"""One answer of so many; the kiosk cannot know that the office has the record, and sends it again."""
ROUND_S = 600
"""How often the test lets the outbox look for what is due; the kiosk does so every few seconds of real time."""


@dataclass
class Office:
    """Away for a day; then now and then an answer is lost on its way, after the record was taken."""

    clock: FakeClock
    back_at: datetime
    arrived: list[str] = field(default_factory=list)
    """In the order of arrival, each once."""
    known: set[str] = field(default_factory=set)
    knocks: int = 0
    answers: int = 0

    def deliver(self, record: Record) -> Receipt:
        self.knocks += 1
        if self.clock.now() < self.back_at:
            raise DeliveryLater(DeliveryProblem.UNREACHABLE)
        duplicate = record.record_id in self.known
        if not duplicate:
            self.known.add(record.record_id)
            self.arrived.append(record.record_id)
        self.answers += 1
        if self.answers % ANSWER_LOST == 0:
            raise DeliveryLater(DeliveryProblem.TIMEOUT)
        return Receipt(record.record_id, f"BV-{len(self.arrived)}", "hospital", self.clock.now(), duplicate)


@dataclass(frozen=True)
class Day:
    """What one desk saw."""

    saved: list[str]
    arrived: list[str]
    delivered: int
    left: int
    audit_holds: bool
    audit_rows: int
    knocks_while_away: int
    usual_save_of_last_tenth_s: float
    usual_save_of_first_tenth_s: float


def a_day_without_the_office(folder: Path, desk_id: str, visits: int) -> Day:
    clock = FakeClock(datetime(2026, 11, 20, 17, 0, tzinfo=UTC))
    office = Office(clock, datetime(2026, 11, 21, 17, 0, tzinfo=UTC))
    saved: list[str] = []
    took: list[float] = []
    with Store.open(folder / f"{desk_id}.db", KEY, clock=clock) as store:
        outbox = Outbox(store, {"office": office}, clock, jitter=lambda: 1.0)
        rounds_at = clock.monotonic()
        for _ in range(visits):
            record = _visit(clock, desk_id)
            begun = time.perf_counter()
            store.save(record, outbox.deliveries)
            took.append(time.perf_counter() - begun)
            saved.append(record.record_id)
            clock.pass_time(DAY_S / visits)
            if clock.monotonic() >= rounds_at:
                outbox.deliver_due(lambda: False)
                rounds_at = clock.monotonic() + ROUND_S
        away = office.knocks
        for _ in range(1000):
            if not store.outbox(1):
                break
            clock.pass_time(60)
            outbox.deliver_due(lambda: False)
        verdict = store.verify_audit()
        return Day(
            saved=saved,
            arrived=office.arrived,
            delivered=store.counts()[RecordFate.DELIVERED],
            left=len(store.outbox()) + len(store.refused()),
            audit_holds=verdict.holds,
            audit_rows=verdict.rows,
            knocks_while_away=away,
            usual_save_of_last_tenth_s=_median(took[-visits // 10 :]),
            usual_save_of_first_tenth_s=_median(took[: visits // 10]),
        )


def _median(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.5)]


def _visit(clock: FakeClock, desk_id: str) -> Record:
    texts = {"HO_TEN": "Đỗ Thị Uyên", "SO_CCCD": "001199012345", "DIEN_THOAI": "0900000000"}
    return Record(
        record_id=new_record_id(clock),
        desk_id=desk_id,
        service_id="clinic-checkin",
        form_id="bhyt-checkin",
        confirmed_at=clock.now(),
        values={name: RecordedValue(text, "dg13", "authentic") for name, text in texts.items()},
        identification={"document_kind": "cccd_2021"},
        insurance={"outcome": "covered", "result_code": "000"},
    )
