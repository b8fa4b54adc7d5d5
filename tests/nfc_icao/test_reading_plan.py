from __future__ import annotations

import pytest

from nfc_icao.evidence import EF_SOD, dg
from nfc_icao.reading_plan import ReadingPlan, Tally, in_order


def test_person_and_portrait_come_before_proof_and_closed_files_last() -> None:
    assert in_order(range(1, 17)) == (1, 11, 12, 13, 16, 2, 5, 6, 7, 8, 9, 10, 14, 15, 3, 4)


@pytest.mark.parametrize("numbers", [(0,), (1, 17), (-3,)])
def test_a_plan_for_files_that_do_not_exist_is_a_mistake_of_ours(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="1 to 16"):
        ReadingPlan(data_groups=numbers)


def test_the_total_is_guessed_first_and_exact_at_the_end() -> None:
    tally = Tally(ReadingPlan(data_groups=(1, 2)))
    guessed = tally.progress("access").total_expected
    assert guessed > 10_000

    tally.note(dg(1), 95, 95)
    tally.note(dg(2), 1000, 30_000)
    assert tally.progress(dg(2)).total_done == 1095
    assert tally.progress(dg(2)).total_expected > guessed

    tally.note(dg(2), 30_000, 30_000)
    tally.close(EF_SOD)
    last = tally.progress(dg(2))
    assert (last.bytes_done, last.bytes_expected) == (30_000, 30_000)
    assert last.total_done == last.total_expected == 30_095


def test_files_the_document_does_not_list_are_no_longer_expected() -> None:
    tally = Tally(ReadingPlan())
    tally.note(dg(1), 95, 95)
    tally.foresee([dg(1)])
    assert tally.progress(dg(1)).total_expected == 95
