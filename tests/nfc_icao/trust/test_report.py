"""The truth table of TR-03135: five results, three obligations."""

from itertools import combinations_with_replacement, product

import pytest

from nfc_icao.trust import Assurance, Check, Obligation, Result, VerificationReport, overall_result


def check(result: Result, obligation: Obligation = Obligation.MANDATORY) -> Check:
    return Check("C1", "name", result, "some.reason", obligation)


@pytest.mark.parametrize("results", list(combinations_with_replacement(Result, 4)))
def test_mandatory_checks_add_up_with_the_worst_in_front(results):
    expected = Result.UNDETERMINED
    if Result.FAILED in results:
        expected = Result.FAILED
    elif Result.ABORTED in results:
        expected = Result.ABORTED
    elif set(results) == {Result.SUCCESSFUL}:
        expected = Result.SUCCESSFUL
    assert overall_result([check(result) for result in results]) is expected


@pytest.mark.parametrize(("result", "other"), list(product(Result, Result)))
def test_an_evaluatory_check_never_counts(result, other):
    both = [check(result), check(other, Obligation.EVALUATORY)]
    assert overall_result(both) is overall_result([check(result)])


@pytest.mark.parametrize(("result", "other"), list(product(Result, Result)))
def test_an_optional_check_counts_only_when_it_speaks_against(result, other):
    both = [check(result), check(other, Obligation.OPTIONAL)]
    if other in (Result.FAILED, Result.ABORTED):
        assert overall_result(both) in (Result.FAILED, Result.ABORTED)
    else:
        assert overall_result(both) is overall_result([check(result)])


def test_nothing_to_add_up_is_undetermined():
    assert overall_result([]) is Result.UNDETERMINED


def test_a_check_is_found_by_its_number():
    report = VerificationReport((check(Result.FAILED),), Result.FAILED, Assurance.CLAIMED)
    assert report.check("C1").result is Result.FAILED
    assert report.check("C2") is None


def test_assurances_have_the_labels_of_the_command_line():
    assert [one.label for one in Assurance] == ["claimed", "read", "authentic", "genuine_chip"]
