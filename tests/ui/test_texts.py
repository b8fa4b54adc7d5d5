"""Every text the window asks for is there, in both languages, with the same places to fill."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from kiosk.domain.coverage import Validity
from kiosk.domain.failure import FailureCode, Helper
from kiosk.domain.identity import FactName, Sex, Source
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.domain.record import RecordFate
from kiosk.domain.verdict import Outcome
from kiosk.runtime.language import Language
from ui.rendering import LANGUAGES, read_language
from ui.view_models.actions import ActionKind
from ui.view_models.child import ChildBox, ChildProblem
from ui.view_models.devices import DeviceState
from ui.view_models.staff import StaffTab
from ui.view_models.steps import StepState

SOURCES = sorted(Path(__file__).parents[2].joinpath("ui").rglob("*.py"))
WHOLE_KEY = re.compile(r'"(desk(?:\.[a-zA-Z0-9_]+)+)"')
KEY_WITH_A_PLACE = re.compile(r'f"(desk[a-zA-Z0-9_.]*[._])\{')

DEMONSTRATION = "desk.demo."
"""The texts of the demonstration's own panel, which no desk shows."""

MADE_UP = {
    "desk.device.": ("scanner", "reader", "portal", "store"),
    "desk.attention.": ("scanner", "reader", "portal", "store"),
    "desk.device_state.": tuple(state.value for state in DeviceState),
    "desk.sex.": tuple(sex.value for sex in Sex),
    "desk.source.": tuple(source.value for source in Source),
    "desk.claimed.": ("qr", "chip", "portal", "staff", "desk"),
    "desk.outcome.": tuple(outcome.value for outcome in Outcome),
    "desk.verdict.failed_": ("C4", "C5", "C6", "C7", "C8", "C12", "C14", "C15"),
    "desk.access.": ("can", "mrz", "unknown"),
    "desk.step.": ("code", "place", "open", "read", "portrait", "prove"),
    "desk.step_state.": tuple(state.value for state in StepState),
    "desk.phase.": ("access", "EF_COM", "EF_SOD", "DG1", "DG2", "DG13", "DG14", "DG15", "other"),
    "desk.insurance.advice.": tuple(outcome.value for outcome in InsuranceOutcome),
    "desk.insurance.row.": ("card_number", "validity", "facility", "area", "five_years", "level", "copayment"),
    "desk.coverage.validity.": tuple(one.value for one in Validity),
    "desk.action.": (
        *(kind.value for kind in ActionKind if kind is not ActionKind.RETRY),
        "read_again",
        "look_up_again",
        "confirm_doubtful",
    ),
    "desk.fact.": tuple(name.value for name in FactName),
    "desk.document.": ("cccd_2021", "can_cuoc_2024", "bhyt", "passport", "unknown"),
    "desk.record.": ("unsaved", "saving", "saving_detail", "saved", "saved_detail", "waiting", "waiting_detail"),
    "desk.staff.": ("search", "retry", "retry_refused", "ask_again", "check"),
    "desk.staff.tab.": tuple(tab.value for tab in StaffTab),
    "desk.staff.tile.": ("visits", "median", "slow", "left", "waiting", "refused"),
    "desk.staff.bars.": ("ways", "portal", "failures"),
    "desk.staff.fate.": tuple(fate.value for fate in RecordFate),
    "desk.staff.owed.": ("pending", "given_up"),
    "desk.staff.records.": tuple(f"column_{place}" for place in range(1, 6)),
    "desk.child.": tuple(box.value for box in ChildBox),
    "desk.child.problem.": tuple(problem.value for problem in ChildProblem),
    "desk.hint.": ("scan", "place", "review"),
    "desk.stage.": ("idle", "idle_card_there", "place", "again", "reading", "asking"),
}
"""Keys put together while the window runs: the beginning, and every ending there can be."""


def keys_in_use() -> set[str]:
    text = "\n".join(source.read_text(encoding="utf-8") for source in SOURCES)
    whole = set(WHOLE_KEY.findall(text))
    made_up = {beginning + ending for beginning, endings in MADE_UP.items() for ending in endings}
    return whole | made_up


@pytest.fixture(params=["vi", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    return read_language(LANGUAGES, request.param)


def test_every_key_in_the_source_has_a_text(language: Language) -> None:
    assert sorted(key for key in keys_in_use() if not language.knows(key)) == []


def test_every_key_that_is_put_together_is_listed_here() -> None:
    text = "\n".join(source.read_text(encoding="utf-8") for source in SOURCES)
    found = {beginning for beginning in KEY_WITH_A_PLACE.findall(text) if not beginning.startswith(DEMONSTRATION)}
    assert found - set(MADE_UP) == set()


def test_both_languages_have_the_same_keys_with_the_same_places() -> None:
    def places(code: str) -> dict[str, set[str]]:
        texts = read_language(LANGUAGES, code).texts
        return {
            key: {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for key, text in texts.items()
            if key.startswith("desk.")
        }

    assert places("vi") == places("en")


def test_every_failure_helper_and_outcome_has_a_sentence(language: Language) -> None:
    keys = [f"failure.{code.key}" for code in FailureCode]
    keys += [f"helper.{helper.value}" for helper in Helper]
    keys += [f"insurance.outcome.{outcome.value}" for outcome in InsuranceOutcome]
    assert [key for key in keys if not language.knows(key)] == []
