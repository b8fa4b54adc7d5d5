"""How long a card is good for: ages 14, 25, 40, 60."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.bootstrap.desk_sheets import milestone_rules, procedure_names
from kiosk.bootstrap.languages import language
from kiosk.desks import ShapeBroken
from kiosk.desks.milestones import CardStatus, MilestoneRules, card_check
from kiosk.domain.dates import PartialDate

TODAY = date(2026, 11, 21)
RULES = milestone_rules()


@pytest.mark.parametrize(
    ("born", "issued", "ends_on", "milestone"),
    [
        (PartialDate(2001, 9, 9), date(2021, 5, 20), date(2026, 9, 9), 25),
        (PartialDate(2001, 9, 9), date(2024, 9, 9), date(2041, 9, 9), 40),
        (PartialDate(2001, 9, 9), date(2024, 9, 8), date(2026, 9, 9), 25),
        (PartialDate(1983, 3, 15), date(2021, 5, 20), date(2043, 3, 15), 60),
        (PartialDate(1960, 1, 1), date(2021, 5, 20), None, None),
        (PartialDate(2018, 4, 20), date(2025, 3, 12), date(2032, 4, 20), 14),
    ],
)
def test_a_card_is_good_until_the_next_age_unless_it_was_issued_within_two_years_before(
    born: PartialDate, issued: date, ends_on: date | None, milestone: int | None
) -> None:
    check = card_check(born, issued, TODAY, RULES)
    assert (check.ends_on, check.milestone, check.exact) == (ends_on, milestone, True)


def test_an_ended_card_and_one_that_ends_soon_ask_for_an_exchange_and_others_for_nothing() -> None:
    ended = card_check(PartialDate(2001, 9, 9), date(2021, 5, 20), TODAY, RULES)
    soon = card_check(PartialDate(2001, 12, 24), date(2021, 5, 20), TODAY, RULES)
    good = card_check(PartialDate(1983, 3, 15), date(2021, 5, 20), TODAY, RULES)
    assert [one.status for one in (ended, soon, good)] == [CardStatus.ENDED, CardStatus.ENDS_SOON, CardStatus.GOOD]
    assert [one.procedures for one in (ended, soon, good)] == [("1.014063", "2.001195")] * 2 + [()]


def test_the_last_day_of_a_card_is_still_a_good_day() -> None:
    born, issued = PartialDate(2001, 9, 9), date(2021, 5, 20)
    assert card_check(born, issued, date(2026, 9, 9), RULES).status is CardStatus.ENDS_SOON
    assert card_check(born, issued, date(2026, 9, 10), RULES).status is CardStatus.ENDED


def test_somebody_without_a_card_is_told_the_procedure_of_their_age() -> None:
    assert card_check(PartialDate(2013, 1, 1), None, TODAY, RULES).procedures == ("1.014062",)
    assert card_check(PartialDate(2012, 11, 21), None, TODAY, RULES).procedures[0] == "1.014061"


def test_a_year_alone_is_reckoned_where_every_day_of_it_gives_the_same_and_is_unknown_elsewhere() -> None:
    assert card_check(PartialDate(1950), date(2021, 7, 15), TODAY, RULES).status is CardStatus.FOR_LIFE
    ended = card_check(PartialDate(2000), date(2021, 5, 20), TODAY, RULES)
    assert (ended.status, ended.exact) == (CardStatus.ENDED, False)
    assert card_check(PartialDate(2001), date(2021, 5, 20), TODAY, RULES).status is CardStatus.UNKNOWN


def test_what_the_chip_says_goes_before_what_is_reckoned_and_the_difference_is_said() -> None:
    born, issued = PartialDate(1983, 3, 15), date(2021, 5, 20)
    same = card_check(born, issued, TODAY, RULES, printed_end=date(2043, 3, 15))
    other = card_check(born, issued, TODAY, RULES, printed_end=date(2026, 3, 15))
    assert (same.status, same.printed_differs) == (CardStatus.GOOD, False)
    assert (other.status, other.printed_differs, other.ends_on) == (CardStatus.ENDED, True, date(2026, 3, 15))
    assert card_check(born, issued, TODAY, RULES, printed_for_life=True).printed_differs


def test_a_29_february_is_reckoned_and_marked_as_not_exact() -> None:
    check = card_check(PartialDate(1996, 2, 29), date(2015, 8, 5), TODAY, RULES)
    assert (check.ends_on, check.exact) == (date(2021, 2, 28), False)


def test_rules_that_contradict_themselves_are_refused() -> None:
    with pytest.raises(ShapeBroken):
        MilestoneRules((25, 14), 2, 90, RULES.procedures)


def test_every_procedure_has_a_name_in_both_languages() -> None:
    codes = {code for codes in RULES.procedures.values() for code in codes}
    for one in ("vi", "en"):
        assert codes <= procedure_names(language(one)).keys()


@given(
    st.builds(PartialDate.of, st.dates(date(1900, 1, 1), date(2026, 1, 1))),
    st.dates(date(2012, 1, 1), date(2026, 11, 1)),
)
def test_a_card_never_ends_before_it_was_issued(born: PartialDate, issued: date) -> None:
    check = card_check(born, issued, TODAY, RULES)
    assert check.ends_on is None or check.ends_on > issued
