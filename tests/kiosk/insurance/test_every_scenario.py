"""Each scenario of the imagined portal, as reception meets it: one table of what comes out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from asking import TODAY, UNLIMITED, identity_of, settings

from hardware_mocks import personas
from hardware_mocks.portals import FakePortal, scenario, scenarios
from kiosk.domain.insurance import Happened, InsuranceOutcome, PortalCallName
from kiosk.insurance import PortalClient, PortalExtras, PortalTimeouts

QUICK = PortalTimeouts(connect_s=0.5, total_s=0.6, extras_s=0.6)
LATER, COVERED = InsuranceOutcome.LATER, InsuranceOutcome.COVERED


@dataclass(frozen=True)
class Met:
    outcome: InsuranceOutcome = COVERED
    history: bool = True
    copayment: bool = True
    happened: Happened | None = None
    """What the evidence must say at least once."""


def nothing(happened: Happened) -> Met:
    return Met(LATER, False, False, happened)


EXPECTED = {
    "good": Met(),
    "free-text-code": Met(InsuranceOutcome.CONFIGURATION, False, False),
    "new-card": Met(),
    "old-card-still-valid": Met(),
    "login-refused": Met(InsuranceOutcome.CONFIGURATION, False, False, Happened.UNAUTHORIZED),
    "login-slow": nothing(Happened.NO_ANSWER_IN_TIME),
    "401-once": Met(happened=Happened.UNAUTHORIZED),
    "401-loop": Met(InsuranceOutcome.CONFIGURATION, False, False, Happened.UNAUTHORIZED),
    "clock-behind": Met(),
    "clock-ahead": Met(),
    "html": nothing(Happened.NOT_THE_CONTRACT),
    "empty": nothing(Happened.NOT_THE_CONTRACT),
    "cut-off": nothing(Happened.NOT_THE_CONTRACT),
    "ten-megabytes": nothing(Happened.TOO_LARGE),
    "wrong-types": nothing(Happened.NOT_THE_CONTRACT),
    "markup-in-names": Met(),
    "somebody-else": Met(),
    "gzip": nothing(Happened.NOT_THE_CONTRACT),
    "drip": nothing(Happened.NO_ANSWER_IN_TIME),
    "drop": nothing(Happened.NOT_REACHED),
    "redirect": nothing(Happened.HTTP_STATUS),
    "http-500": nothing(Happened.HTTP_STATUS),
    "maintenance": nothing(Happened.HTTP_STATUS),
    "every-other-time": Met(),
    "history-down": Met(history=False, happened=Happened.HTTP_STATUS),
    "history-slow": Met(history=False, happened=Happened.NO_ANSWER_IN_TIME),
    "history-html": Met(history=False, happened=Happened.NOT_THE_CONTRACT),
    "many-visits": Met(),
    "too-many-visits": Met(history=False, happened=Happened.NOT_THE_CONTRACT),
    "same-day-visit": Met(),
    "copayment-restricted": Met(copayment=False, happened=Happened.ACCOUNT_RESTRICTED),
    "copayment-fault": Met(copayment=False, happened=Happened.NOT_THE_CONTRACT),
    "copayment-none": Met(),
    "copayment-bad-question": Met(copayment=False),
    "copayment-slow": Met(copayment=False, happened=Happened.NO_ANSWER_IN_TIME),
    "copayment-above-limit": Met(),
    "extras-down": Met(history=False, copayment=False, happened=Happened.NOT_REACHED),
}


def test_no_scenario_is_left_out() -> None:
    assert list(EXPECTED) == list(scenarios())


@pytest.mark.parametrize("name", EXPECTED)
def test_each_scenario_ends_as_its_row_says_and_never_in_an_error(portal: FakePortal, name: str) -> None:
    told = scenario(name)
    slow = name in ("login-slow", "drip", "history-slow", "copayment-slow")
    portal.behave(replace(told, filler_bytes=min(told.filler_bytes, 1_500_000)))
    patient = PortalTimeouts(connect_s=1.0, total_s=5.0, extras_s=5.0)
    client = PortalClient(
        settings(portal.url, timeouts=QUICK if slow else patient, extras=PortalExtras(), limits=UNLIMITED)
    )
    answer = client.look_up(identity_of("elder"), TODAY)
    expected = EXPECTED[name]
    assert (answer.outcome, answer.history is not None, answer.copayment is not None) == (
        expected.outcome,
        expected.history,
        expected.copayment,
    )
    assert expected.happened is None or expected.happened in {one.happened for one in answer.calls}
    assert all(one.elapsed_s >= 0 for one in answer.calls)


@pytest.mark.parametrize("persona_id", [one for one in personas.ids() if one != "passport"])
@pytest.mark.parametrize("name", ["good", "code-060", "extras-down"])
def test_every_person_meets_every_kind_of_day(portal: FakePortal, name: str, persona_id: str) -> None:
    portal.play(name)
    client = PortalClient(settings(portal.url, extras=PortalExtras()))
    answer = client.look_up(identity_of(persona_id), TODAY)
    persona = personas.load(persona_id)
    if name.startswith("code-"):
        assert answer.result_code == name.removeprefix("code-")
    elif persona.insurance is None:
        assert answer.result_code == "050"
    else:
        ended = persona.insurance.valid_to is not None and persona.insurance.valid_to < TODAY
        assert answer.result_code == ("010" if ended else "000")
        assert (answer.history is not None) == (name == "good" and not ended)


def test_markup_stays_text_and_control_characters_go(portal: FakePortal) -> None:
    portal.play("markup-in-names")
    answer = PortalClient(settings(portal.url)).look_up(identity_of("adult"), TODAY)
    assert answer.holder_name == "<b onmouseover=alert(1)>Nguyễn</b>"
    assert answer.note is not None
    assert answer.note.isprintable()
    assert "alert" not in repr(answer)


@pytest.mark.parametrize("latency_s", [5, 20, 60])
def test_however_slow_the_portal_is_reception_hears_in_its_own_time(portal: FakePortal, latency_s: int) -> None:
    portal.play(f"slow-{latency_s}")
    answer = PortalClient(settings(portal.url, timeouts=QUICK)).look_up(identity_of("adult"), TODAY)
    assert answer.outcome is LATER
    assert 0.5 < answer.elapsed_s < 2.0
    (call,) = answer.calls
    assert (call.call, call.happened) == (PortalCallName.TOKEN, Happened.NO_ANSWER_IN_TIME)
    assert call.elapsed_s == pytest.approx(answer.elapsed_s, abs=0.3)
