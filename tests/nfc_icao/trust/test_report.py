"""The truth table of TR-03135: five results, three obligations."""

from itertools import combinations_with_replacement, product
from math import comb

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


KINDS = list(product(Result, Obligation))


def written_out(checks: tuple[tuple[Result, Obligation], ...]) -> Result:
    """TR-03135-1 §5.7 once more, as a person reads it: line by line."""
    against = [
        result
        for result, obligation in checks
        if obligation is Obligation.MANDATORY
        or (obligation is Obligation.OPTIONAL and result in (Result.FAILED, Result.ABORTED))
    ]
    if any(result is Result.FAILED for result in against):
        return Result.FAILED
    if any(result is Result.ABORTED for result in against):
        return Result.ABORTED
    mandatory = [result for result, obligation in checks if obligation is Obligation.MANDATORY]
    if mandatory and all(result is Result.SUCCESSFUL for result in mandatory):
        return Result.SUCCESSFUL
    return Result.UNDETERMINED


@pytest.mark.parametrize("size", range(5))
def test_the_truth_table_of_up_to_four_checks_holds_in_every_row(size):
    """Five results times three obligations, every selection of up to four: 3,876 rows and all before them."""
    rows = list(combinations_with_replacement(KINDS, size))
    assert len(rows) == comb(len(KINDS) + size - 1, size)
    for row in rows:
        checks = [check(result, obligation) for result, obligation in row]
        found = overall_result(checks)
        assert found is written_out(row), row
        assert overall_result(reversed(checks)) is found, row
        if found is Result.SUCCESSFUL:
            assert {result for result, obligation in row if obligation is Obligation.MANDATORY} == {Result.SUCCESSFUL}


@pytest.mark.parametrize("size", range(1, 4))
def test_the_order_of_checks_never_matters(size):
    for row in product(KINDS, repeat=size):
        ordered = sorted(row, key=lambda pair: (pair[0].value, pair[1].value))
        assert overall_result([check(*pair) for pair in row]) is overall_result([check(*pair) for pair in ordered])


def test_one_more_check_never_turns_a_whole_green():
    for row in combinations_with_replacement(KINDS, 3):
        before = overall_result([check(*pair) for pair in row])
        for pair in KINDS:
            after = overall_result([check(*one) for one in (*row, pair)])
            if after is Result.SUCCESSFUL and before is not Result.SUCCESSFUL:
                assert not any(obligation is Obligation.MANDATORY for _, obligation in row), (row, pair)


def test_nothing_to_add_up_is_undetermined():
    assert overall_result([]) is Result.UNDETERMINED


def test_a_check_is_found_by_its_number():
    report = VerificationReport((check(Result.FAILED),), Result.FAILED, Assurance.CLAIMED)
    assert report.check("C1").result is Result.FAILED
    assert report.check("C2") is None


def test_assurances_have_the_labels_of_the_command_line():
    assert [one.label for one in Assurance] == ["claimed", "read", "authentic", "genuine_chip"]
