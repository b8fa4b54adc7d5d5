"""Every persona, every answer of the portal: whatever it says, the citizen is received and the record is whole.

The suite deals the answers out over the personas; the long form walks every persona through every answer.
"""

from __future__ import annotations

import os
from itertools import cycle
from pathlib import Path

import pytest

import config
from hardware_mocks import personas
from hardware_mocks.portals import scenarios
from kiosk.bootstrap.walk import WalkRequest, WalkResult, walk
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.domain.record import RecordFate
from kiosk.visit import Visit

PEOPLE = [one for one in personas.ids() if personas.load(one).qr_text()]
SLOW = ("login-slow", "drip", "maintenance", "history-slow", "copayment-slow")
"""They wait for the desk's patience to end: `test_slow_portal.py` has them with less of it, the long form as they are.
"""
NAMED = [one for one in scenarios() if one not in SLOW]
OUTCOME_OF = {row.code: InsuranceOutcome(row.outcome) for row in config.result_codes()}
EVERYTHING = os.environ.get("MOT_CHAM_LONG") == "1"


def dealt(answers: list[str]) -> list[tuple[str, str]]:
    if EVERYTHING:
        return [(person, answer) for answer in answers for person in PEOPLE]
    return list(zip(cycle(PEOPLE), answers))


def walked(folder: Path, person: str, portal: str) -> tuple[WalkResult, Visit]:
    result = walk(WalkRequest(persona=person, portal=portal, prefer_pcsc=False), folder, lambda station: None)
    assert result.ended is not None
    assert result.ended.record_id is not None
    assert result.ended.fate is RecordFate.DELIVERED
    assert result.ended.ticket is not None
    return result, result.ended


@pytest.mark.parametrize(("person", "code"), dealt(sorted(OUTCOME_OF)))
def test_each_code_of_the_portal_leads_to_its_outcome_and_reception_goes_on(
    tmp_path: Path, person: str, code: str
) -> None:
    _, visit = walked(tmp_path, person, f"code-{code}")
    assert visit.insurance is not None
    assert visit.insurance.result_code == code
    assert visit.insurance.outcome is OUTCOME_OF[code]
    assert visit.coverage is not None


@pytest.mark.parametrize(("person", "name"), dealt([*NAMED, *(SLOW if EVERYTHING else ())]))
def test_each_thing_a_portal_does_ends_in_a_delivered_record(tmp_path: Path, person: str, name: str) -> None:
    result, visit = walked(tmp_path, person, name)
    assert visit.insurance is not None
    assert visit.coverage is not None
    told = {one.name: one.facts for one in result.stations}
    assert told["coverage"]["validity"] == visit.coverage.validity.value
    assert told["insurance"]["outcome"] == visit.insurance.outcome.value
