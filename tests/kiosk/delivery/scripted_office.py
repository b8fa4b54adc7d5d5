"""An office without a network, and small helpers around the outbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from delivered_records import invented_record

from kiosk.delivery import DeliveryLater, DeliveryProblem, Outbox
from kiosk.domain.record import Receipt, Record, RecordId
from kiosk.records import Store
from kiosk.runtime.clock import FakeClock


def never() -> bool:
    return False


def no_jitter() -> float:
    return 1.0


class ScriptedOffice:
    """An office without a network: `trouble` says for each record what happens, None is a receipt."""

    def __init__(self, clock: FakeClock) -> None:
        self.trouble: Callable[[Record], Exception | None] = lambda _record: None
        self.asked: list[RecordId] = []
        self.has: list[RecordId] = []
        self._clock = clock

    def deliver(self, record: Record) -> Receipt:
        self.asked.append(record.record_id)
        trouble = self.trouble(record)
        if trouble is not None:
            raise trouble
        duplicate = record.record_id in self.has
        if not duplicate:
            self.has.append(record.record_id)
        number = f"BV-{self.has.index(record.record_id)}"
        return Receipt(record.record_id, number, "office", self._clock.now(), duplicate)

    def down(self, problem: DeliveryProblem = DeliveryProblem.UNREACHABLE, retry_after_s: float | None = None) -> None:
        self.trouble = lambda _record: DeliveryLater(problem, retry_after_s)

    def up(self) -> None:
        self.trouble = lambda _record: None


def saved(store: Store, count: int = 1, deliveries: Sequence[str] = ("office",)) -> list[Record]:
    records = [invented_record() for _ in range(count)]
    for record in records:
        store.save(record, deliveries)
    return records


def run(outbox: Outbox, clock: FakeClock, seconds: int, every: int = 1) -> None:
    for _ in range(seconds // every):
        clock.pass_time(every)
        outbox.deliver_due(never)
