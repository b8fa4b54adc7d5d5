"""What a visit took, measured from outside, in every way it can end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk.bootstrap.figures import VisitClock, way_of
from kiosk.domain.failure import FailureCode
from kiosk.domain.figures import EndedHow, VisitFigure
from kiosk.domain.identity import Assurance, Capture, CaptureMethod, Fact, FactName, Identity, Source
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.domain.record import RecordFate
from kiosk.domain.verdict import Outcome, Verdict
from kiosk.runtime.clock import FakeClock
from kiosk.visit import Visit, VisitState

S = VisitState
NAMED = Identity({FactName.FULL_NAME: Fact("Đỗ Thị Uyên", Source.QR, Assurance.CLAIMED)}, document_kind="cccd_2021")
VERDICT = Verdict(Outcome.SUCCESSFUL, Assurance.GENUINE_CHIP, ())
ASKED = InsuranceAnswer(InsuranceOutcome.COVERED, "000")


class Watched:
    """A visit clock, its time and what it noted."""

    def __init__(self) -> None:
        self.clock = FakeClock(datetime(2026, 11, 20, 23, 59, 50, tzinfo=UTC))
        self.noted: list[VisitFigure] = []
        self.visits = VisitClock(self.clock, self.noted.append, desk_id="clinic-1", service_id="clinic-checkin")
        self.visit = Visit("v1")
        self.visits.visit_changed(self.visit)

    def go(self, after_s: float, **changes: object) -> None:
        """Some seconds later the visit is this."""
        self.clock.pass_time(after_s)
        self.visit = replace(self.visit, **changes)  # type: ignore[arg-type]  # names of its fields
        self.visits.visit_changed(self.visit)

    def review(self) -> None:
        self.go(60, visit_id="v2", state=S.AWAITING_CARD)
        self.go(3, state=S.READING)
        self.go(4, state=S.LOOKING_UP, identity=NAMED, verdict=VERDICT)
        self.go(1, state=S.REVIEWING, insurance=ASKED)


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_a_delivered_visit_is_noted_once_with_each_stretch(watched: Watched) -> None:
    watched.review()
    watched.go(10, state=S.SAVING)
    watched.go(0.25, state=S.DELIVERING, fate=RecordFate.SAVED)
    watched.go(0.5, state=S.FINISHED, fate=RecordFate.DELIVERED)
    watched.go(30, reader=None)
    watched.go(5, visit_id="v3", state=S.IDLE, fate=None)
    (figure,) = watched.noted
    assert figure.seconds == {
        "awaiting_card": 3,
        "reading": 4,
        "looking_up": 1,
        "reviewing": 10,
        "saving": 0.25,
        "delivering": 0.5,
        "visit": 18.75,
    }
    assert (figure.ended_how, figure.way, figure.portal_outcome) == (EndedHow.DELIVERED, "chip", "covered")
    assert (figure.visit_id, figure.desk_id, figure.result_code) == ("v2", "clinic-1", "000")
    assert figure.day == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("fate", "ended"), [(RecordFate.WAITING, EndedHow.WAITING), (RecordFate.REFUSED, EndedHow.REFUSED)]
)
def test_the_fate_of_the_record_says_how_a_visit_ended(watched: Watched, fate: RecordFate, ended: EndedHow) -> None:
    watched.review()
    watched.go(1, state=S.FINISHED, fate=fate)
    assert [one.ended_how for one in watched.noted] == [ended]


def test_a_visit_that_is_given_up_ends_without_a_record(watched: Watched) -> None:
    watched.review()
    watched.go(7, visit_id="v3", state=S.IDLE)
    (figure,) = watched.noted
    assert (figure.ended_how, figure.seconds["reviewing"]) == (EndedHow.LEFT, 7)


def test_the_next_code_ends_the_visit_before_it_and_begins_another(watched: Watched) -> None:
    watched.review()
    watched.go(2, visit_id="v3", state=S.AWAITING_CARD, identity=None, verdict=None)
    watched.go(6, visit_id="v4", state=S.IDLE)
    assert [(one.visit_id, one.seconds["visit"]) for one in watched.noted] == [("v2", 10), ("v3", 6)]


def test_a_visit_that_a_fault_ended_is_told_apart(watched: Watched) -> None:
    watched.review()
    watched.go(1, visit_id="v3", state=S.IDLE, failure=FailureCode.UNEXPECTED)
    assert [one.ended_how for one in watched.noted] == [EndedHow.BROKEN_OFF]


def test_the_next_citizen_before_the_receipt_leaves_a_saved_record(watched: Watched) -> None:
    watched.review()
    watched.go(1, state=S.DELIVERING, fate=RecordFate.SAVED)
    watched.go(1, visit_id="v3", state=S.IDLE, fate=None)
    assert [one.ended_how for one in watched.noted] == [EndedHow.SAVED]


def test_the_last_failure_is_kept_also_when_the_visit_went_well_after_it(watched: Watched) -> None:
    watched.go(1, visit_id="v2", state=S.AWAITING_CARD, failure=FailureCode.CARD_LIFTED)
    watched.go(1, state=S.READING, failure=None)
    watched.go(1, state=S.FINISHED, fate=RecordFate.DELIVERED)
    assert [one.failure for one in watched.noted] == ["card_lifted"]


def test_somebody_changing_the_time_changes_no_length(watched: Watched) -> None:
    watched.review()
    watched.clock.set_wall(datetime(2030, 1, 1, tzinfo=UTC))
    watched.go(1, state=S.FINISHED, fate=RecordFate.DELIVERED)
    (figure,) = watched.noted
    assert figure.seconds["visit"] == 9
    assert figure.day == date(2026, 11, 21)


def test_what_happens_while_nobody_is_here_is_no_visit(watched: Watched) -> None:
    watched.go(5, failure=FailureCode.CODE_MALFORMED)
    watched.go(5, failure=None, reader="r")
    assert watched.noted == []


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        ({}, None),
        ({"identity": NAMED, "verdict": VERDICT}, "chip"),
        ({"identity": NAMED}, "qr"),
        ({"identity": replace(NAMED, document_kind="bhyt")}, "bhyt_qr"),
        ({"identity": replace(NAMED, capture=Capture(CaptureMethod.TYPED))}, "typed"),
        ({"identity": Identity()}, "none"),
    ],
)
def test_the_way_of_identification_is_named(changes: dict[str, object], way: str | None) -> None:
    assert way_of(replace(Visit("v"), **changes)) == way  # type: ignore[arg-type]  # names of its fields
