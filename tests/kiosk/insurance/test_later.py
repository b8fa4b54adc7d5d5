"""Questions that outlive their visit: asked until answered, with the evidence of every attempt."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from asking import TODAY, identity_of, settings
from sqlalchemy import delete

from hardware_mocks.portals import FakePortal
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.insurance import (
    Happened,
    InsuranceAnswer,
    InsuranceCard,
    InsuranceOutcome,
    NextStep,
    PortalCall,
    PortalCallName,
)
from kiosk.domain.look_up import FollowUp, LookUpState, Question
from kiosk.domain.record import Record, RecordedValue, RecordId
from kiosk.insurance import LaterLookUps, LaterRules, PortalClient, SettingsError, follow_up_id, follow_up_record
from kiosk.insurance.later import LEASE
from kiosk.insurance.question import question_about
from kiosk.records import Store
from kiosk.records.look_ups import LookUpRows
from kiosk.records.models_clinic import LookUpRow
from kiosk.runtime.clock import FakeClock
from kiosk.runtime.uuid7 import new_record_id

QUESTION = Question("001083012345", "NGUYỄN VĂN AN", "15/03/1983")
COVERED = InsuranceAnswer(InsuranceOutcome.COVERED, "000")


def never() -> bool:
    return False


class ScriptedPortal:
    """Answers as told, one answer for each question; the last one for ever."""

    def __init__(self, clock: FakeClock, *outcomes: InsuranceOutcome) -> None:
        self.clock = clock
        self.outcomes = list(outcomes)
        self.asked: list[tuple[datetime, date]] = []
        self.resting = False

    def ask(self, question: Question, visit_day: date) -> InsuranceAnswer:
        assert question == QUESTION
        self.asked.append((self.clock.now(), visit_day))
        outcome = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if outcome is InsuranceOutcome.COVERED:
            return COVERED
        call = PortalCall(PortalCallName.CARD, self.clock.now(), Happened.NO_ANSWER_IN_TIME, 15.0)
        steps = (NextStep.ALARM, NextStep.LATER) if outcome is InsuranceOutcome.CONFIGURATION else ()
        return InsuranceAnswer(outcome, None, next_steps=steps, calls=(call,))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("later") / "kiosk.db", bytes(range(32)), clock=FakeClock()) as opened:
        yield opened


@pytest.fixture
def rows(store: Store) -> LookUpRows:
    """The store's own rows, none left from another test: making a store each time takes too long."""
    with store.database.writing() as session:
        session.execute(delete(LookUpRow))
    return LookUpRows(store.database)


def owing(rows: LookUpRows, portal: ScriptedPortal, *, rules: LaterRules | None = None) -> LaterLookUps:
    return LaterLookUps(rows, portal, portal.clock, rules, jitter=lambda: 1.0)


def at_the_desk(clock: FakeClock) -> PortalCall:
    return PortalCall(PortalCallName.CARD, clock.now(), Happened.HTTP_STATUS, 0.2, http_status=503)


def remembered(later: LaterLookUps, clock: FakeClock) -> RecordId:
    record_id = new_record_id(clock)
    later.remember(record_id, QUESTION, clock.now(), (at_the_desk(clock),))
    return record_id


def test_a_question_is_asked_when_it_is_due_and_not_before(rows: LookUpRows, clock: FakeClock) -> None:
    portal = ScriptedPortal(clock, InsuranceOutcome.COVERED)
    later = owing(rows, portal)
    record_id = remembered(later, clock)
    assert later.run_due(never) == []
    clock.pass_time(60)
    (found,) = later.run_due(never)
    assert (found.record_id, found.answer, found.answered_at) == (record_id, COVERED, clock.now())
    assert later.run_due(never) == []
    assert len(portal.asked) == 1


@pytest.mark.parametrize("outcome", [InsuranceOutcome.COVERED, InsuranceOutcome.LATER])
def test_a_person_erased_while_the_portal_is_asked_stays_erased(
    rows: LookUpRows, store: Store, clock: FakeClock, outcome: InsuranceOutcome
) -> None:
    class ErasingPortal(ScriptedPortal):
        def ask(self, question: Question, visit_day: date) -> InsuranceAnswer:
            with store.database.writing() as session:
                session.execute(delete(LookUpRow))
            return super().ask(question, visit_day)

    later = owing(rows, ErasingPortal(clock, outcome))
    remembered(later, clock)
    clock.pass_time(60)
    later.run_due(never)
    assert rows.listed(*LookUpState) == []


def test_the_evidence_of_every_failed_attempt_comes_with_the_answer(rows: LookUpRows, clock: FakeClock) -> None:
    portal = ScriptedPortal(clock, InsuranceOutcome.LATER, InsuranceOutcome.LATER, InsuranceOutcome.COVERED)
    later = owing(rows, portal)
    began = clock.now()
    remembered(later, clock)
    found: list[FollowUp] = []
    while not found:
        clock.pass_time(30)
        found = later.run_due(never)
    (follow_up,) = found
    assert [(one.happened, one.http_status) for one in follow_up.asked] == [
        (Happened.HTTP_STATUS, 503),
        (Happened.NO_ANSWER_IN_TIME, None),
        (Happened.NO_ANSWER_IN_TIME, None),
    ]
    assert follow_up.asked[0].at == began
    assert [one.elapsed_s for one in follow_up.asked] == [0.2, 15.0, 15.0]


def test_the_waits_grow_to_their_longest_and_are_spread(rows: LookUpRows, clock: FakeClock) -> None:
    portal = ScriptedPortal(clock, InsuranceOutcome.LATER)
    rules = LaterRules(first_s=60, longest_s=600, give_up_days=30)
    later = LaterLookUps(rows, portal, clock, rules, jitter=lambda: 0.0)
    remembered(later, clock)
    for _ in range(120):
        clock.pass_time(30)
        later.run_due(never)
    times = [at for at, _ in portal.asked]
    waits = [(after - before).total_seconds() for before, after in pairwise(times)]
    assert waits[:4] == [60, 120, 240, 300]
    assert set(waits[4:]) == {300}  # Half of the longest: the jitter of this test is nothing.


def test_the_card_is_chosen_by_the_day_of_the_visit_not_of_the_answer(rows: LookUpRows, clock: FakeClock) -> None:
    portal = ScriptedPortal(clock, InsuranceOutcome.LATER, InsuranceOutcome.COVERED)
    later = owing(rows, portal)
    day = vietnamese_date(clock.now())
    remembered(later, clock)
    clock.pass_time(86400)
    later.run_due(never)
    clock.pass_time(86400)
    later.run_due(never)
    assert [asked_for for _, asked_for in portal.asked] == [day, day]


def test_after_some_days_it_is_given_up_into_the_staffs_list_with_its_question(
    rows: LookUpRows, clock: FakeClock
) -> None:
    portal = ScriptedPortal(clock, InsuranceOutcome.LATER)
    later = owing(rows, portal, rules=LaterRules(give_up_days=2))
    record_id = remembered(later, clock)
    for _ in range(14):
        clock.pass_time(4 * 3600)
        assert later.run_due(never) == []
    (given_up,) = rows.listed(LookUpState.GIVEN_UP)
    assert (given_up.record_id, given_up.question) == (record_id, QUESTION)
    assert given_up.attempts == len(portal.asked) + 1
    asked = len(portal.asked)
    clock.pass_time(86400)
    later.run_due(never)
    assert len(portal.asked) == asked


def test_a_person_may_have_what_was_given_up_asked_once_more(rows: LookUpRows, clock: FakeClock) -> None:
    portal = ScriptedPortal(clock, InsuranceOutcome.LATER)
    later = owing(rows, portal, rules=LaterRules(give_up_days=1))
    remembered(later, clock)
    clock.pass_time(3 * 86400)
    later.run_due(never)
    assert rows.listed(LookUpState.PENDING) == []
    assert rows.ask_again((LookUpState.GIVEN_UP,), clock.now()) == 1
    assert later.run_due(never, by_person=True) == []
    assert len(rows.listed(LookUpState.GIVEN_UP)) == 1  # It failed, and is as old as before.
    portal.outcomes = [InsuranceOutcome.COVERED]
    rows.ask_again((LookUpState.GIVEN_UP,), clock.now())
    assert len(later.run_due(never, by_person=True)) == 1


def test_once_answered_the_question_is_nowhere_any_more(rows: LookUpRows, clock: FakeClock) -> None:
    later = owing(rows, ScriptedPortal(clock, InsuranceOutcome.COVERED))
    remembered(later, clock)
    clock.pass_time(60)
    later.run_due(never)
    (answered,) = rows.listed(LookUpState.ANSWERED)
    assert answered.question is None
    assert (answered.outcome, answered.result_code, answered.answered_at) == ("covered", "000", clock.now())


@pytest.mark.parametrize("outcome", [InsuranceOutcome.UNKNOWN, InsuranceOutcome.NOT_COVERED, InsuranceOutcome.MISMATCH])
def test_an_answer_that_is_not_the_hoped_one_is_an_answer_too(
    rows: LookUpRows, clock: FakeClock, outcome: InsuranceOutcome
) -> None:
    later = owing(rows, ScriptedPortal(clock, outcome))
    remembered(later, clock)
    clock.pass_time(60)
    assert [one.answer.outcome for one in later.run_due(never)] == [outcome]


def test_an_answer_that_could_not_be_kept_is_asked_again_when_the_lease_is_over(
    rows: LookUpRows, clock: FakeClock
) -> None:
    later = owing(rows, ScriptedPortal(clock, InsuranceOutcome.COVERED))
    remembered(later, clock)
    clock.pass_time(60)

    class PowerCut(Exception):
        pass

    def cut(follow_up: FollowUp) -> None:
        raise PowerCut

    with pytest.raises(PowerCut):
        later.run_due(never, cut)
    assert later.run_due(never) == []
    clock.pass_time(LEASE.total_seconds())
    kept: list[FollowUp] = []
    assert later.run_due(never, kept.append) == kept
    assert len(kept) == 1


def test_two_desks_on_one_list_ask_each_question_once(rows: LookUpRows, clock: FakeClock) -> None:
    first, second = ScriptedPortal(clock, InsuranceOutcome.COVERED), ScriptedPortal(clock, InsuranceOutcome.COVERED)
    one, other = owing(rows, first), owing(rows, second)
    for _ in range(6):
        remembered(one, clock)
    clock.pass_time(60)
    stop = iter([False, False, False, True])
    assert len(one.run_due(lambda: next(stop))) == 3
    assert len(other.run_due(never)) == 3
    assert rows.listed(LookUpState.PENDING) == []


def test_a_refused_account_ends_the_round_and_nothing_is_given_up_for_it(rows: LookUpRows, clock: FakeClock) -> None:
    portal = ScriptedPortal(clock, InsuranceOutcome.CONFIGURATION)
    later = owing(rows, portal)
    for _ in range(3):
        remembered(later, clock)
    clock.pass_time(60)
    assert later.run_due(never) == []
    assert len(portal.asked) == 1
    assert len(rows.listed(LookUpState.PENDING)) == 3


@pytest.mark.parametrize(
    ("code", "owed"), [("101", True), ("054", True), ("401", True), ("205", False), ("110", False), ("777", False)]
)
def test_only_what_asking_again_can_help_is_owed(portal: FakePortal, code: str, owed: bool) -> None:
    portal.script(result_code=code)
    assert PortalClient(settings(portal.url)).look_up(identity_of("adult"), TODAY).owed is owed


def test_while_the_portal_rests_nothing_is_taken_from_the_list(rows: LookUpRows, clock: FakeClock) -> None:
    portal = ScriptedPortal(clock, InsuranceOutcome.COVERED)
    later = owing(rows, portal)
    remembered(later, clock)
    clock.pass_time(60)
    portal.resting = True
    assert later.run_due(never) == []
    portal.resting = False
    assert len(later.run_due(never)) == 1


def test_an_outage_of_an_hour_with_a_real_client_ends_with_every_answer_once(
    rows: LookUpRows, clock: FakeClock, portal: FakePortal
) -> None:
    client = PortalClient(settings(portal.url), clock=clock)
    later = LaterLookUps(rows, client, clock, LaterRules(first_s=60, longest_s=600))
    portal.script(http_status=503)
    owed = {}
    for persona in ("adult", "elder", "card2024", "child"):
        answer = client.look_up(identity_of(persona), TODAY)
        assert answer.outcome is InsuranceOutcome.LATER
        question = question_about(identity_of(persona))
        assert question is not None
        record_id = new_record_id(clock)
        owed[record_id] = len(answer.calls)
        later.remember(record_id, question, clock.now(), answer.calls)
    found: list[FollowUp] = []
    for minutes in range(0, 120, 5):
        if minutes == 60:
            portal.script()
        clock.pass_time(300)
        found += later.run_due(never)
    assert sorted(one.record_id for one in found) == sorted(owed)
    assert {one.answer.outcome for one in found} == {InsuranceOutcome.COVERED}
    assert all(one.asked[-1].at - one.asked[0].at > timedelta(minutes=30) for one in found)
    assert {call.happened for one in found for call in one.asked} == {Happened.HTTP_STATUS}


# The record it becomes.


def test_the_id_of_the_record_that_follows_is_always_the_same_and_of_the_same_kind(clock: FakeClock) -> None:
    record_id, other = new_record_id(clock), new_record_id(clock)
    follows = follow_up_id(record_id)
    assert follows == follow_up_id(record_id)
    assert len({record_id, other, follows, follow_up_id(other)}) == 4
    assert uuid.UUID(follows).version == 7
    assert uuid.UUID(follows).int >> 80 == uuid.UUID(record_id).int >> 80


def test_the_record_that_follows_names_the_visit_the_card_and_the_evidence(clock: FakeClock) -> None:
    first = Record(
        record_id=new_record_id(clock),
        desk_id="desk-1",
        service_id="clinic-checkin",
        form_id="bhyt-checkin",
        confirmed_at=clock.now(),
        values={"MA_LK": RecordedValue("KB-1", "desk", "claimed"), "HO_TEN": RecordedValue("A", "qr", "claimed")},
        identification={"method": "qr"},
        insurance={"outcome": "later", "result_code": None},
    )
    card = InsuranceCard("GD4010109876543", date(2021, 1, 1), None, "01999", None, date(2020, 1, 1))
    answer = InsuranceAnswer(InsuranceOutcome.COVERED, "000", card=card)
    asked = (at_the_desk(clock),) * 30
    follow_up = FollowUp(first.record_id, follow_up_id(first.record_id), answer, clock.now(), asked)
    record = follow_up_record(follow_up, first)
    assert (record.record_id, record.follows) == (follow_up.follow_up_id, first.record_id)
    assert {name: one.value for name, one in record.values.items()} == {
        "MA_LK": "KB-1",
        "MA_THE_BHYT": "GD4010109876543",
        "GT_THE_TU": "20210101",
        "MA_DKBD": "01999",
        "NAM_NAM_LIEN_TUC": "20200101",
    }
    assert (record.insurance["outcome"], record.insurance["attempts"]) == ("covered", "31")
    evidence = record.insurance["evidence"]
    assert evidence is not None
    assert evidence.count("2026-11-21T01:00:00Z card http_status 0.2 s") == 20


@pytest.mark.parametrize("wrong", [{"first_s": 0.0}, {"first_s": 10.0, "longest_s": 5.0}, {"give_up_days": 0}])
def test_rules_that_cannot_be_kept_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SettingsError):
        LaterRules(**wrong)  # type: ignore[arg-type]  # Numbers, chosen by the table above.
