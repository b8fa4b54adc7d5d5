"""A machine brought to a state along the ordinary way, and invented things to hand it."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Source
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.domain.record import RecordId
from kiosk.domain.verdict import Outcome, Verdict
from kiosk.visit import VisitMachine, VisitState
from kiosk.visit import events as happened

CLAIM = Identity({FactName.PERSONAL_NUMBER: Fact("001099012345", Source.QR, Assurance.CLAIMED)}, (), "cccd_2021")
VERDICT = Verdict(Outcome.SUCCESSFUL, Assurance.GENUINE_CHIP, (), "PACE", "CAN")
COVERED = InsuranceAnswer(InsuranceOutcome.COVERED, "000")
FORM = FilledForm("bhyt-checkin", {"vi": "Tiếp nhận"}, ())

_WAY: tuple[tuple[VisitState, Callable[[str], happened.Event]], ...] = (
    (VisitState.AWAITING_CARD, lambda _: happened.CodeScanned(CLAIM)),
    (VisitState.READING, lambda _: happened.CardArrived("reader")),
    (VisitState.LOOKING_UP, lambda visit_id: happened.ChipRead(visit_id, CLAIM, VERDICT)),
    (VisitState.LOOKING_UP, lambda visit_id: happened.InsuranceAnswered(visit_id, COVERED)),
    (VisitState.REVIEWING, lambda visit_id: happened.FormFilled(visit_id, FORM)),
    (VisitState.SAVING, lambda _: happened.Confirmed()),
    (VisitState.DELIVERING, lambda visit_id: happened.RecordSaved(visit_id, RecordId("r"))),
    (VisitState.FINISHED, happened.DeliveryDeferred),
)


def machine_in(state: VisitState) -> VisitMachine:
    """A machine walked to `state`."""
    machine = VisitMachine()
    for reached, event_for in _WAY:
        if machine.visit.state is state:
            break
        machine.handle(event_for(machine.visit.visit_id))
        assert machine.visit.state is reached
    return machine
