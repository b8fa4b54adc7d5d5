"""What citizen and staff are told after each answer of the portal."""

from __future__ import annotations

import pytest

import config
from kiosk.domain.insurance import Happened, InsuranceOutcome, NextStep, PortalCallName

WITHOUT_CODE = (InsuranceOutcome.LATER, InsuranceOutcome.NOT_ASKED, InsuranceOutcome.CONFIGURATION)


@pytest.mark.parametrize("language", config.languages())
@pytest.mark.parametrize("listener", ["citizen", "staff"])
def test_every_result_code_and_every_silence_has_a_sentence_for_citizen_and_staff(language: str, listener: str) -> None:
    texts = config.load_language(language)
    wanted = [row.code for row in config.result_codes()] + [one.value for one in WITHOUT_CODE]
    said = {code: texts.get(f"insurance.{listener}.{code}", "") for code in wanted}
    assert [code for code, text in said.items() if not text.endswith(".")] == []


@pytest.mark.parametrize("language", config.languages())
def test_every_step_every_call_and_everything_that_happens_to_one_has_a_name(language: str) -> None:
    texts = config.load_language(language)
    keys = [f"insurance.next.{one.value}" for one in NextStep]
    keys += [f"insurance.happened.{one.value}" for one in Happened]
    keys += [f"insurance.call.{one.value}" for one in PortalCallName]
    assert [key for key in keys if not texts.get(key)] == []


def test_the_steps_of_the_table_are_those_reception_knows_and_none_is_left_over() -> None:
    used = {step for row in config.result_codes() for step in row.next_steps}
    assert used == {one.value for one in NextStep}


def test_a_code_that_is_not_in_the_table_goes_to_the_desk_and_stops_nobody() -> None:
    (unknown,) = (row for row in config.result_codes() if row.code == "unknown")
    assert (unknown.outcome, unknown.next_steps) == ("unknown", ("desk", "continue"))


@pytest.mark.parametrize(("code", "steps"), [
    ("000", ("continue",)),
    ("003", ("ask_new_card", "desk")),
    ("001", ("staff_check", "continue")),
    ("010", ("desk", "self_pay")),
    ("054", ("alarm", "desk", "later")),
    ("205", ("alarm", "desk")),
    ("101", ("continue", "later")),
    ("130", ("child", "desk")),
])  # fmt: skip
def test_each_kind_of_outcome_has_its_steps(code: str, steps: tuple[str, ...]) -> None:
    assert {row.code: row.next_steps for row in config.result_codes()}[code] == steps


def test_the_two_meanings_of_500_are_tried_in_the_order_of_their_words() -> None:
    rows = [row for row in config.copayment_codes() if row.code == "500"]
    assert [(row.means, bool(row.words)) for row in rows] == [("restricted", True), ("fault", False)]
    assert rows[0].certainty.value == "unknown"
