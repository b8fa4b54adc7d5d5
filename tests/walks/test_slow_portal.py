"""A portal that hangs: the window stays free, the visit goes on, and the next citizen does not wait for the last."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import config
from kiosk.bootstrap.demo import Demo
from kiosk.bootstrap.site import open_desk
from kiosk.domain.insurance import Happened, InsuranceOutcome
from kiosk.domain.record import RecordFate
from kiosk.runtime.workers import Mailbox
from kiosk.visit import VisitState
from kiosk.visit import events as happened
from walks.counter import Counter

PATIENCE_S = 1.0
AT_ONCE_S = 0.3
"""What one step of the visit may take on a machine that does other things as well."""


@pytest.fixture
def impatient(tmp_path: Path) -> Iterator[Counter]:
    """A desk that gives the portal a second."""
    site = config.load_site("demo")
    limits = site.portal.timeouts.model_copy(update={"total_s": PATIENCE_S, "extras_s": PATIENCE_S})
    site = site.model_copy(update={"portal": site.portal.model_copy(update={"timeouts": limits})})
    mailbox: Mailbox[happened.Event] = Mailbox()
    with (
        Demo(prefer_pcsc=False) as demo,
        open_desk(site, demo.surroundings(), tmp_path, mailbox.post) as desk,
    ):
        desk.start()
        yield Counter(demo, desk, mailbox)


def test_while_the_portal_hangs_the_window_is_free_and_reception_goes_on_without_it(impatient: Counter) -> None:
    impatient.demo.portal.play("slow-60")
    impatient.scan_person("adult")
    impatient.lay("adult")
    impatient.until_state(VisitState.LOOKING_UP)
    for _ in range(20):
        started = time.monotonic()
        impatient.do(happened.NoticeRead())
        assert time.monotonic() - started < AT_ONCE_S
    visit = impatient.until_state(VisitState.REVIEWING)
    assert visit.insurance is not None
    assert visit.insurance.outcome is InsuranceOutcome.LATER
    assert visit.insurance.calls[-1].happened is Happened.NO_ANSWER_IN_TIME
    assert impatient.confirm_to_the_end().fate is RecordFate.DELIVERED


def test_a_visit_given_up_while_the_portal_hangs_does_not_delay_the_next_citizen(impatient: Counter) -> None:
    impatient.demo.portal.play("slow-60", "adult")
    impatient.scan_person("adult")
    impatient.lay("adult")
    impatient.until_state(VisitState.LOOKING_UP)
    started = time.monotonic()
    impatient.do(happened.Cancelled())
    assert time.monotonic() - started < AT_ONCE_S
    assert impatient.visit.state is VisitState.IDLE
    impatient.lift()
    impatient.until(lambda visit: visit.reader is None, "an empty desk")
    visit = impatient.come_to_review("card2024")
    assert visit.insurance is not None
    assert visit.insurance.outcome is InsuranceOutcome.COVERED


@pytest.mark.parametrize("scenario", ["history-slow", "copayment-slow"])
def test_an_extra_that_hangs_costs_the_visit_its_own_second_and_nothing_else(impatient: Counter, scenario: str) -> None:
    impatient.demo.portal.play(scenario)
    visit = impatient.come_to_review("elder")
    assert visit.insurance is not None
    assert visit.insurance.outcome is InsuranceOutcome.COVERED
    assert (visit.insurance.history is None) == (scenario == "history-slow")
    assert (visit.insurance.copayment is None) == (scenario == "copayment-slow")
    assert impatient.confirm_to_the_end().fate is RecordFate.DELIVERED
