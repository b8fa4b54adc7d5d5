"""One whole visit with virtual people and devices, told station by station: the product's own demonstration and test.

Nothing here is a short cut: the code goes through a serial port, the card through a reader, the look-up and the
delivery over HTTP, the record to disk. Only the person at the desk is an `Autopilot`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.bootstrap.autopilot import Autopilot, Correction
from kiosk.bootstrap.demo import Demo
from kiosk.bootstrap.desk import Desk
from kiosk.bootstrap.imagined_lists import demo_site, imagined_index
from kiosk.bootstrap.site import open_desk
from kiosk.domain.coverage import Coverage
from kiosk.domain.record import RecordFate
from kiosk.domain.verdict import Outcome
from kiosk.runtime.workers import Mailbox
from kiosk.visit import Visit, VisitState
from kiosk.visit.events import Event

VISIT_LIMIT_S = 120.0
DEMO_CORRECTION = Correction("DIEN_THOAI", "0912345678")


@dataclass(frozen=True)
class Station:
    name: str
    """`code`, `chip`, `verdict`, `insurance`, `coverage`, `form`, `review`, `record`, `ticket`, `delivery`."""
    at_s: float
    """Seconds since the code went under the scanner."""
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class WalkRequest:
    """What to play. Faults break the card (`hardware_mocks.faults`), `portal` is a scenario of the imagined portal
    (`hardware_mocks.portals`)."""

    persona: str = "adult"
    service: str = "clinic-checkin"
    faults: tuple[str, ...] = ()
    portal: str | None = None
    hospital_down: bool = False
    prefer_pcsc: bool = True


@dataclass
class WalkResult:
    through_pcsc: bool
    asked_in_process: bool
    reader: str
    stations: list[Station] = field(default_factory=list)
    ended: Visit | None = None
    """None when the visit did not end in time."""


def walk(request: WalkRequest, state_folder: Path, tell: Callable[[Station], None]) -> WalkResult:
    """Play one visit; `tell` is called with each station as it is reached.

    Raises:
        HardwareMockError: there is no such persona or fault.
        StoreError: the store in `state_folder` cannot be opened.
    """
    mailbox: Mailbox[Event] = Mailbox()
    with Demo(prefer_pcsc=request.prefer_pcsc) as demo:
        if request.portal is not None:
            demo.portal.play(request.portal)
        if request.hospital_down:
            demo.hospital.script(drop=True)
        result = WalkResult(demo.through_pcsc, not request.prefer_pcsc, demo.table.reader_name)
        site, around = demo_site(request.service), demo.surroundings()
        people = imagined_index(site.desk_file, request.service)
        with open_desk(site, around, state_folder, mailbox.post, service_id=request.service, people=people) as desk:
            storyteller = Storyteller(result, tell)
            desk.conductor.listen(storyteller)
            desk.conductor.listen(Autopilot(mailbox.post, DEMO_CORRECTION, storyteller.end))
            desk.start()
            demo.lay_card(request.persona, request.faults)
            demo.scan(request.persona)
            _run(desk, mailbox, result)
    return result


def _run(desk: Desk, mailbox: Mailbox[Event], result: WalkResult) -> None:
    deadline = time.monotonic() + VISIT_LIMIT_S
    while not _over(desk, result) and time.monotonic() < deadline:
        event = mailbox.wait(0.5)
        if event is not None:
            desk.conductor.handle(event)


def _over(desk: Desk, result: WalkResult) -> bool:
    """The visit ended, and the number that it gets beside its delivery is there as well."""
    if result.ended is None:
        return False
    visit = result.ended = desk.conductor.visit
    waits_for_number = visit.record_id is not None and desk.gives_numbers
    return not waits_for_number or visit.ticket is not None or visit.ticket_failure is not None


class Storyteller:
    """Turns the visit's changes into stations, each told once."""

    def __init__(self, result: WalkResult, tell: Callable[[Station], None]) -> None:
        self._result = result
        self._tell = tell
        self._started = time.monotonic()
        self._told: set[str] = set()

    def __call__(self, visit: Visit) -> None:
        if visit.claim is not None:
            self._say("code", {"document": visit.claim.document_kind, "facts": len(visit.claim.facts)})
        if visit.verdict is not None:
            verdict = visit.verdict
            self._say("chip", {"protocol": verdict.access_protocol, "password": verdict.access_password})
            checks = {line.check_id: line.outcome.value for line in verdict.lines if line.counts}
            self._say(
                "verdict",
                {"overall": verdict.overall.value, "assurance": verdict.assurance.name.lower(), "checks": checks},
            )
        if visit.insurance is not None:
            self._say("insurance", {"outcome": visit.insurance.outcome.value, "code": visit.insurance.result_code})
        if visit.coverage is not None:
            self._say("coverage", _coverage_facts(visit.coverage))
        if visit.form is not None:
            self._tell_form(visit)
        if visit.record_id is not None:
            self._say("record", {"record_id": visit.record_id})
        if visit.ticket is not None:
            printed = visit.ticket_failure is None
            self._say("ticket", {"number": visit.ticket.shown, "room": visit.ticket.room_id, "printed": printed})
        if visit.state is VisitState.FINISHED and visit.fate is not None:
            receipt = visit.receipt.number if visit.receipt else None
            self._say("delivery", {"fate": visit.fate.value, "receipt": receipt})

    def end(self, visit: Visit) -> None:
        self._result.ended = visit

    def _tell_form(self, visit: Visit) -> None:
        assert visit.form is not None
        filled = [one for one in visit.form.fields if one.value]
        sources: dict[str, int] = {}
        for one in filled:
            if one.source is not None:
                sources[one.source.value] = sources.get(one.source.value, 0) + 1
        self._say("form", {"filled": len(filled), "fields": len(visit.form.fields), "sources": sources})
        corrected = [one.name for one in visit.form.fields if one.original is not None]
        if corrected:
            self._say("review", {"corrected": corrected})

    def _say(self, name: str, facts: Mapping[str, Any]) -> None:
        if name in self._told:
            return
        self._told.add(name)
        station = Station(name, round(time.monotonic() - self._started, 3), facts)
        self._result.stations.append(station)
        self._tell(station)


def _coverage_facts(coverage: Coverage) -> Mapping[str, Any]:
    return {
        "validity": coverage.validity.value,
        "benefit_percent": coverage.benefit_percent,
        "route": coverage.route.code if coverage.route else None,
        "visits_today": len(coverage.visits_today) if coverage.history_known else None,
        "copayment_vnd": coverage.copayment_vnd,
        "warnings": list(coverage.warnings),
    }


def proof_failed(visit: Visit) -> bool:
    return visit.verdict is not None and visit.verdict.overall in (Outcome.FAILED, Outcome.ABORTED)


def was_delivered(visit: Visit) -> bool:
    return visit.fate is RecordFate.DELIVERED
