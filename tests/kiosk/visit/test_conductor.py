"""Between machine and workers: wishes reach their performer, and what nobody expected ends one visit only."""

from __future__ import annotations

from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Source
from kiosk.visit import Conductor, VisitState
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post
from kiosk.visit.effects import Effect, ReadChip

CLAIM = Identity({FactName.PERSONAL_NUMBER: Fact("001099012345", Source.QR, Assurance.CLAIMED)}, (), "cccd_2021")


def test_an_exception_nobody_expected_ends_the_step_and_the_next_citizen_can_start() -> None:
    posted: list[happened.Event] = []
    crashes: list[BaseException] = []

    def broken(effect: ReadChip, post: Post) -> None:
        raise RuntimeError("a mistake of ours")

    conductor = Conductor(
        {ReadChip: broken}, run=lambda effect, job: job(), post=posted.append, report_crash=crashes.append
    )
    conductor.handle(happened.CodeScanned(CLAIM))
    conductor.handle(happened.CardArrived("reader"))
    for event in posted:
        conductor.handle(event)
    assert conductor.visit.failure is FailureCode.UNEXPECTED
    assert len(crashes) == 1
    conductor.handle(happened.Cancelled())
    assert conductor.visit.state is VisitState.IDLE


def test_listeners_are_told_after_the_effects_were_started() -> None:
    order: list[str] = []

    def performer(effect: Effect, post: Post) -> None:
        order.append(type(effect).__name__)

    conductor = Conductor(
        {ReadChip: performer},
        run=lambda effect, job: job(),
        post=order.append,
        report_crash=print,  # type: ignore[arg-type]
    )
    conductor.listen(lambda visit: order.append(visit.state.value))
    conductor.handle(happened.CodeScanned(CLAIM))
    conductor.handle(happened.CardArrived("reader"))
    assert order == ["awaiting_card", "ReadChip", "reading"]
