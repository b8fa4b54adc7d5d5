"""How little the portal is asked: once a day about a person, not faster than agreed, not at all while it is down."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from asking import TODAY, UNLIMITED, identity_of, settings

from hardware_mocks.portals import LOOK_UP_CARD, TAKE_TOKEN, FakePortal
from kiosk.domain.dates import PartialDate
from kiosk.domain.insurance import Happened, InsuranceOutcome, NextStep, PortalCallName
from kiosk.insurance import PortalClient, PortalLimits, SettingsError
from kiosk.insurance.resting import CallRate, Rest
from kiosk.runtime.clock import FakeClock


def asked(portal: FakePortal) -> int:
    return [one.path for one in portal.seen].count(LOOK_UP_CARD)


# Once a day.


def test_the_same_person_is_asked_about_once_a_day(portal: FakePortal) -> None:
    client = PortalClient(settings(portal.url))
    first = client.look_up(identity_of("adult"), TODAY)
    again = client.look_up(identity_of("adult"), TODAY)
    assert asked(portal) == 1
    assert (again.remembered, again.attempts, again.calls) == (True, 0, ())
    assert again.card == first.card
    assert not first.remembered


def test_a_person_who_asks_again_gets_a_new_answer_and_the_next_one_is_remembered(portal: FakePortal) -> None:
    client = PortalClient(settings(portal.url))
    client.look_up(identity_of("adult"), TODAY)
    portal.script(result_code="110")
    assert client.look_up(identity_of("adult"), TODAY, ask_again=True).result_code == "110"
    assert client.look_up(identity_of("adult"), TODAY).result_code == "110"
    assert asked(portal) == 2


@pytest.mark.parametrize("other", [{"full_name": "Nguyễn Văn Ân"}, {"date_of_birth": PartialDate(1983)}])
def test_another_name_or_date_of_birth_is_another_question(
    portal: FakePortal, other: dict[str, str | PartialDate]
) -> None:
    client = PortalClient(settings(portal.url))
    client.look_up(identity_of("adult"), TODAY)
    client.look_up(identity_of("adult", **other), TODAY)
    client.look_up(identity_of("adult"), TODAY + timedelta(days=1))
    assert asked(portal) == 3


@pytest.mark.parametrize("code", ["100", "101", "401", "054", "205", "777"])
def test_what_may_be_otherwise_in_a_minute_is_not_remembered(portal: FakePortal, code: str) -> None:
    client = PortalClient(settings(portal.url))
    portal.script(result_code=code)
    client.look_up(identity_of("adult"), TODAY)
    portal.script()
    assert client.look_up(identity_of("adult"), TODAY, ask_again=code == "401").outcome is InsuranceOutcome.COVERED


def test_at_midnight_in_vietnam_everything_is_forgotten(portal: FakePortal) -> None:
    clock = FakeClock()
    client = PortalClient(settings(portal.url), clock=clock)
    client.look_up(identity_of("adult"), TODAY)
    clock.pass_time(17 * 3600)
    client.look_up(identity_of("adult"), TODAY)
    assert asked(portal) == 2


@pytest.mark.parametrize(("most", "calls"), [(0, 3), (1, 3), (2, 2)])
def test_no_more_answers_are_kept_than_the_site_allows(portal: FakePortal, most: int, calls: int) -> None:
    client = PortalClient(settings(portal.url, limits=replace(UNLIMITED, remembered=most)))
    for persona in ("adult", "elder", "adult"):
        client.look_up(identity_of(persona), TODAY)
    assert asked(portal) == calls


# The rate.


def test_a_burst_is_let_through_and_then_one_call_for_each_share_of_a_minute() -> None:
    clock = FakeClock()
    rate = CallRate(clock, calls_per_minute=30, burst=3)
    assert [rate.take() for _ in range(3)] == [0.0, 0.0, 0.0]
    assert rate.take() == pytest.approx(2.0)
    clock.pass_time(2.0)
    assert (rate.take(), rate.take()) == (0.0, pytest.approx(2.0))
    clock.pass_time(3600)
    assert [rate.take() > 0 for _ in range(4)] == [False, False, False, True]


def test_many_at_once_never_pass_the_rate() -> None:
    rate = CallRate(FakeClock(), calls_per_minute=60, burst=10)
    taken: list[float] = []
    threads = [threading.Thread(target=lambda: taken.extend(rate.take() for _ in range(20))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken.count(0.0) == 10


def test_beyond_the_rate_nothing_is_sent_and_the_question_waits(portal: FakePortal) -> None:
    slow = PortalLimits(calls_per_minute=1, burst=2, longest_wait_s=0.0)
    client = PortalClient(settings(portal.url, limits=slow))
    assert client.look_up(identity_of("adult"), TODAY).outcome is InsuranceOutcome.COVERED
    answer = client.look_up(identity_of("elder"), TODAY)
    assert answer.outcome is InsuranceOutcome.LATER
    assert [(one.call, one.happened) for one in answer.calls] == [(PortalCallName.CARD, Happened.RATE_LIMITED)]
    assert answer.attempts == 0
    assert asked(portal) == 1
    assert not client.resting  # The portal did nothing wrong.


def test_a_call_may_wait_a_little_for_its_place(portal: FakePortal) -> None:
    client = PortalClient(settings(portal.url, limits=PortalLimits(calls_per_minute=1200, burst=1, longest_wait_s=1.0)))
    answer = client.look_up(identity_of("adult"), TODAY)
    assert answer.outcome is InsuranceOutcome.COVERED
    assert answer.elapsed_s >= 0.04


# The rest.


def test_after_failures_in_a_row_the_portal_is_left_alone_then_one_call_tries(portal: FakePortal) -> None:
    clock = FakeClock()
    client = PortalClient(settings(portal.url, limits=replace(UNLIMITED, failures_to_rest=2)), clock=clock)
    portal.script(http_status=503)
    for _ in range(2):
        assert client.look_up(identity_of("adult"), TODAY).outcome is InsuranceOutcome.LATER
    seen = len(portal.seen)
    answer = client.look_up(identity_of("adult"), TODAY)
    assert (answer.outcome, answer.attempts, len(portal.seen)) == (InsuranceOutcome.LATER, 0, seen)
    assert [one.happened for one in answer.calls] == [Happened.LEFT_ALONE]
    assert client.resting
    portal.script()
    clock.pass_time(61)
    assert client.look_up(identity_of("adult"), TODAY).outcome is InsuranceOutcome.COVERED
    assert not client.resting


def test_a_person_may_try_while_the_portal_rests(portal: FakePortal) -> None:
    client = PortalClient(settings(portal.url, limits=replace(UNLIMITED, failures_to_rest=1)))
    portal.script(drop=True)
    client.look_up(identity_of("adult"), TODAY)
    portal.script()
    assert client.look_up(identity_of("adult"), TODAY).outcome is InsuranceOutcome.LATER
    assert client.look_up(identity_of("adult"), TODAY, ask_again=True).outcome is InsuranceOutcome.COVERED


def test_after_the_rest_only_one_of_many_tries() -> None:
    clock = FakeClock()
    rest = Rest(clock, failures_to_rest=1, rest_s=60)
    rest.failed()
    assert not rest.allows()
    clock.pass_time(60)
    assert [rest.allows() for _ in range(3)] == [True, False, False]
    rest.succeeded()
    assert rest.allows()


def test_a_code_of_a_failing_server_is_an_answer_and_no_reason_to_rest(portal: FakePortal) -> None:
    client = PortalClient(settings(portal.url, limits=replace(UNLIMITED, failures_to_rest=1)))
    portal.script(result_code="101")
    assert client.look_up(identity_of("adult"), TODAY).next_steps == (NextStep.CONTINUE, NextStep.LATER)
    assert not client.resting


def test_a_refused_account_is_not_tried_again_until_a_person_or_the_time_says_so(portal: FakePortal) -> None:
    clock = FakeClock()
    client = PortalClient(settings(portal.url, password="another"), clock=clock)
    first = client.look_up(identity_of("adult"), TODAY)
    again = client.look_up(identity_of("elder"), TODAY)
    assert {first.outcome, again.outcome} == {InsuranceOutcome.CONFIGURATION}
    assert again.next_steps[0] is NextStep.ALARM
    assert [one.path for one in portal.seen] == [TAKE_TOKEN]
    client.look_up(identity_of("elder"), TODAY, ask_again=True)
    clock.pass_time(301)
    client.look_up(identity_of("elder"), TODAY)
    assert [one.path for one in portal.seen] == [TAKE_TOKEN] * 3


@pytest.mark.parametrize("wrong", [{"burst": 0}, {"calls_per_minute": 0}, {"rest_s": -1}, {"remembered": -1}])
def test_impossible_limits_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(SettingsError):
        replace(PortalLimits(), **wrong)  # type: ignore[arg-type]  # Numbers, chosen by the table above.
