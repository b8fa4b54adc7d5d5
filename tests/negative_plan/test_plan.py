"""Every case of the conformity plan ends as the plan says."""

from __future__ import annotations

import pytest
from inspecting import inspect

from hardware_mocks import negative_plan
from hardware_mocks.negative_plan import Case, Variant
from hardware_mocks.negative_plan.subject import BASES

BUILT = [case for case in negative_plan.cases() if not case.not_buildable]


def _parameter(case: Case) -> object:
    marks = [pytest.mark.xfail(reason=case.known_gap, strict=True, raises=AssertionError)] if case.known_gap else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [_parameter(case) for case in BUILT])
def test_a_case_ends_as_the_plan_says(case: Case) -> None:
    assert case.variants
    for number, variant in enumerate(case.variants, 1):
        inspection = inspect(variant)
        assert inspection.outcome == case.outcome, f"card {number} of {case.id}: {inspection.explained()}"
        if case.outcome == "failed" and not case.known_gap:
            assert inspection.objections & set(case.found_by), f"card {number} of {case.id}: {inspection.explained()}"
        said = {finding.key for finding in inspection.report.findings} if inspection.report is not None else set()
        assert said >= set(case.findings), f"card {number} of {case.id}: not said"
        usable = inspection.report.usable_files if inspection.report is not None else frozenset()
        assert not usable & set(case.unusable), f"card {number} of {case.id}: used all the same"


@pytest.mark.parametrize("base", BASES)
def test_the_honest_card_of_every_base_is_successful(base: str) -> None:
    inspection = inspect(Variant(base, (), ()))
    assert inspection.outcome == "successful", inspection.explained()


def test_a_desk_reads_what_a_right_mac_covers_although_the_standard_does_not_list_it() -> None:
    [case] = [case for case in BUILT if case.id == "OWN_21"]
    [variant] = case.variants
    assert inspect(variant, strict=False).outcome == "successful"
