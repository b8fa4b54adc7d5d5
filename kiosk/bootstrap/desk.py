"""One desk put together: its devices, workers, store and outbox around one visit.

Everything that blocks has a worker of its own; the visit is moved on one thread only, by whoever drains the mailbox.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from drivers.nfc import CardReader
from drivers.scanners.codes import CodeScanner
from kiosk.bootstrap.chip_performer import ChipPerformer
from kiosk.bootstrap.correction_slip import SlipDesk, SlipPerformer
from kiosk.bootstrap.counter_figures import BoxCounter, one_stop_book
from kiosk.bootstrap.desk_lists import Adds, nothing_added
from kiosk.bootstrap.desk_performers import DeliveryPerformer, FormPerformer, RecordPerformer
from kiosk.bootstrap.devices import BoardChange, ReaderWatch, ScannerWatch
from kiosk.bootstrap.figures import VisitClock, figure_book
from kiosk.bootstrap.insurance_performer import InsurancePerformer, Judge
from kiosk.bootstrap.owed_look_ups import OwedLookUps
from kiosk.bootstrap.ticket_performer import TicketPerformer
from kiosk.bootstrap.tickets import TicketDesk
from kiosk.bootstrap.typing import OpenTypist
from kiosk.bootstrap.typing_performer import TypingPerformer
from kiosk.delivery import Outbox
from kiosk.domain.counter_figures import CounterFigure
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.domain.figures import VisitFigure
from kiosk.domain.identity import Assurance
from kiosk.domain.record import Receipt
from kiosk.forms import FormDefinition
from kiosk.insurance import PortalClient
from kiosk.records import BacklogState, Retention, Store, StoreError
from kiosk.runtime.clock import Clock
from kiosk.runtime.log import logger
from kiosk.runtime.portrait import PortraitDecoder
from kiosk.runtime.time_quality import TimeKeeper
from kiosk.runtime.workers import Repeater, Worker
from kiosk.visit import Conductor, Visit, effects
from kiosk.visit.conductor import Performer, Post
from nfc_icao import TrustStore

OUTBOX_ROUND_S = 5.0
LOOK_UP_ROUND_S = 30.0

_WORKER_OF: Mapping[type[effects.Effect], str] = {
    effects.ReadChip: "chip",
    effects.SaveRecord: "records",
    effects.DeliverRecord: "delivery",
    effects.IssueTicket: "tickets",
    effects.PrintCorrectionSlip: "tickets",
    effects.TypeRecord: "typing",
}
"""Effects that block, and the worker that waits for them. The others are done at once."""


_OF_BACKLOG = {
    BacklogState.NORMAL: None,
    BacklogState.WARNING: FailureCode.BACKLOG_WARNING,
    BacklogState.FULL: FailureCode.BACKLOG_FULL,
}


@dataclass(frozen=True)
class DeskParts:
    """What a desk is made of, real or imagined."""

    desk_id: str
    service_id: str
    facility_code: str
    definition: FormDefinition
    wanted_assurance: Assurance
    provinces: frozenset[str]
    reader: CardReader
    reader_name: str | None
    scanner: CodeScanner
    trust: TrustStore
    portal: PortalClient | None
    """None when the service asks no portal."""
    judge: Judge
    """What an answer means at this facility."""
    owed: OwedLookUps | None
    """The questions that the portal did not answer in time; None when it is never asked."""
    tickets: TicketDesk | None
    """None when the site gives no numbers."""
    store: Store
    outbox: Outbox
    clock: Clock
    time_keeper: TimeKeeper
    keep: Retention
    """How long delivered records stay."""
    slips: SlipDesk | None = None
    """None at a desk without a printer."""
    typist: OpenTypist | None = None
    """None at a desk that types into no other program's window."""
    adds: Adds = nothing_added
    """What this desk puts into a form beside what its definition says: the row of a list."""


class Desk:
    """A running desk. `post` brings events to the mailbox; `handle` is called with each on the main thread."""

    def __init__(self, parts: DeskParts, post: Post, board: BoardChange) -> None:
        self._log = logger("desk")
        self._decoder = PortraitDecoder()
        self._workers = {name: Worker(name, self._report) for name in _WORKER_OF.values()}
        self._devices = [Worker(name, self._report) for name in ("reader", "scanner")]
        self.store = parts.store
        self.chip = chip = ChipPerformer(
            parts.reader,
            parts.trust,
            self._decoder,
            now=parts.clock.now,
            clock_is_trusted=lambda: parts.time_keeper.trusted,
        )
        forms = FormPerformer(parts.definition, parts.wanted_assurance, parts.facility_code, parts.clock)
        insurance = InsurancePerformer(parts.portal, parts.judge, parts.definition, parts.clock)
        records = RecordPerformer(
            parts.store,
            parts.definition,
            forms.facts,
            parts.clock,
            desk_id=parts.desk_id,
            service_id=parts.service_id,
            deliveries=parts.outbox.deliveries,
            owe=parts.owed.remember if parts.owed is not None else lambda record_id, identity, answer: None,
        )
        delivery = DeliveryPerformer(parts.outbox, self._learn_the_time)
        self._typing = typing = _typing(parts)
        self.conductor = Conductor(
            {
                **_numbers(parts),
                **typing,
                effects.ReadChip: chip.read,
                effects.StopReading: chip.stop,
                effects.LookUpInsurance: insurance.look_up,
                effects.FillForm: parts.adds(forms.fill),
                effects.CorrectField: parts.adds(forms.correct),
                effects.SaveRecord: records.save,
                effects.PrintCorrectionSlip: SlipPerformer(parts.slips, parts.clock).print,
                effects.DeliverRecord: _both(self._wake_rounds, delivery.deliver),
                effects.Wipe: _both(forms.wipe, chip.wipe),
            },
            run=self._run,
            post=post,
            report_crash=self._report,
        )
        self._count(parts)
        self._reader_watch = ReaderWatch(parts.reader, post, board, parts.reader_name)
        self._scanner_watch = ScannerWatch(
            parts.scanner, post, board, today=lambda: vietnamese_date(parts.clock.now()), provinces=parts.provinces
        )
        self._gives_numbers = parts.tickets is not None
        self.outbox = parts.outbox
        self.owed = parts.owed
        self.new_born_days = parts.definition.new_born_days
        self._time_keeper = parts.time_keeper
        self._clock = parts.clock
        self._keep = parts.keep
        self._purged_on: date | None = None
        self._backlog: FailureCode | None = None
        self._board = board
        self._rounds: list[Repeater] = []
        self._asking: Repeater | None = None

    def _count(self, parts: DeskParts) -> None:
        """Have the day's figures and the boxes counted beside the visit."""
        whose = {"desk_id": parts.desk_id, "service_id": parts.service_id}
        visits = VisitClock(parts.clock, self._note_visit, **whose)
        boxes = BoxCounter(lambda: vietnamese_date(parts.clock.now()), self._note_boxes, **whose)
        self.conductor.listen(visits.visit_changed)
        self.conductor.listen(boxes.visit_changed)

    @property
    def gives_numbers(self) -> bool:
        return self._gives_numbers

    def start(self) -> None:
        """Begin to listen to the devices and to deliver what an earlier run left behind."""
        reader, scanner = self._devices
        self._workers["chip"].submit(self._decoder.warm_up)
        reader.submit(lambda: self._reader_watch.run(reader.cancelled))
        scanner.submit(lambda: self._scanner_watch.run(scanner.cancelled))
        self._rounds = [
            Repeater(f"outbox {one}", partial(self._deliver_due, one), every_s=OUTBOX_ROUND_S, report=self._report)
            for one in self.outbox.deliveries
        ]
        if self.owed is not None:
            self._asking = Repeater("look-ups", self.owed.ask_due, every_s=LOOK_UP_ROUND_S, report=self._report)

    def stop(self) -> None:
        """End the threads; what is under way may finish."""
        visit = self.conductor.visit
        self._stop_typing(visit)
        self.chip.stop(effects.StopReading(visit.visit_id, visit.readings), lambda event: None)
        for worker in (*self._devices, *self._workers.values()):
            worker.stop()
        for rounds in (*self._rounds, *([self._asking] if self._asking is not None else [])):
            rounds.stop()
        self._decoder.close()

    def _stop_typing(self, visit: Visit) -> None:
        stop = self._typing.get(effects.StopTyping)
        if stop is not None and visit.typing is not None:
            stop(effects.StopTyping(visit.visit_id, visit.typing.asking), lambda event: None)

    def _note_visit(self, figure: VisitFigure) -> None:
        """A visit ended. Its figures are worth no citizen's time: they are kept beside, and a loss is only logged."""
        self._keep_beside(lambda: figure_book(self.store).note(figure))

    def _note_boxes(self, figure: CounterFigure) -> None:
        self._keep_beside(lambda: one_stop_book(self.store).note(figure))

    def _keep_beside(self, note: Callable[[], None]) -> None:
        def keep() -> None:
            try:
                note()
            except StoreError as error:
                self._log.warning("figure.not_kept", error=type(error).__name__)

        self._workers["records"].submit(keep)

    def _wake_rounds(self, effect: effects.Effect, post: Post) -> None:
        """A record was saved: the offices nobody waits for get it now as well."""
        for rounds in self._rounds[1:]:
            rounds.wake()

    def _deliver_due(self, delivery_id: str, cancelled: Callable[[], bool]) -> None:
        """One round of one office's lane; with the first, a look at the store."""
        for receipt in self.outbox.deliver_due(cancelled, delivery_id):
            self._learn_the_time(receipt)
        if delivery_id == self.outbox.deliveries[0]:
            self._look_after_the_store()

    def _look_after_the_store(self) -> None:
        """Forget what is over, once a day; warn of a backlog. After the round's deliveries: a purge that is slow, or
        fails again and again, must not keep records from their office."""
        today = vietnamese_date(self._clock.now())
        if today != self._purged_on:
            self.store.keep_only(self._keep)
            self._purged_on = today
        backlog = _OF_BACKLOG[self.store.backlog().state]
        if backlog is not self._backlog:
            self._backlog = backlog
            self._board(Device.STORE, backlog)

    def _learn_the_time(self, receipt: Receipt) -> None:
        """An office's receipt carries its time: the floor below which our clock is not believed."""
        if not receipt.office_time:
            return
        self._time_keeper.saw(receipt.received_at)
        try:
            self.store.remember_official_time(self._time_keeper.floor)
        except StoreError as error:  # The next receipt brings the time again; this one must still be told.
            self._log.warning("time.not_kept", error=type(error).__name__)

    def _run(self, effect: effects.Effect, job: Callable[[], None]) -> None:
        worker = _WORKER_OF.get(type(effect))
        if isinstance(effect, effects.LookUpInsurance):
            # A thread of its own: a portal that hangs on a cancelled visit must not delay the next citizen.
            threading.Thread(target=job, name="look-up", daemon=True).start()
        elif worker is None:
            job()
        else:
            self._workers[worker].submit(job)

    def _report(self, error: BaseException) -> None:
        self._log.error("unexpected", exc_info=error)


def _numbers(parts: DeskParts) -> dict[type[effects.Effect], Performer]:
    return {} if parts.tickets is None else {effects.IssueTicket: TicketPerformer(parts.tickets).issue}


def _typing(parts: DeskParts) -> dict[type[effects.Effect], Performer]:
    if parts.typist is None:
        return {}
    typist = TypingPerformer(parts.store, parts.typist)
    return {effects.TypeRecord: typist.type, effects.StopTyping: typist.stop}


def _both(first: Performer, second: Performer) -> Performer:
    """One effect, two who have something to do about it."""

    def perform(effect: effects.Effect, post: Post) -> None:
        first(effect, post)
        second(effect, post)

    return perform
