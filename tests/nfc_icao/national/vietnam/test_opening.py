"""From the printed QR to the keys that may open the chip."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lds.samples import CARD_ACCESS

from nfc_icao.access.keys import Can, MrzKey
from nfc_icao.errors import MalformedData
from nfc_icao.national.vietnam import (
    KNOWN_CARD_ACCESS,
    access_keys_from_qr,
    can_from_personal_number,
    expiry_candidates,
)
from nfc_icao.national.vietnam.opening import MAX_CANDIDATES

NUMBER = "001099012345"


def test_the_can_is_the_last_six_digits():
    assert can_from_personal_number(NUMBER) == Can("012345")


@pytest.mark.parametrize("number", ["", "01234567890", "0123456789012", "00109901234x", "００１０９９０１２３４５"])
def test_anything_but_twelve_digits_is_malformed(number):
    with pytest.raises(MalformedData):
        can_from_personal_number(number)
    with pytest.raises(MalformedData):
        access_keys_from_qr(number, None, None)


@pytest.mark.parametrize(
    ("birth", "issue", "expiry"),
    [
        (date(1999, 3, 15), date(2022, 2, 1), date(2024, 3, 15)),
        (date(1999, 3, 15), date(2023, 11, 1), date(2039, 3, 15)),
        (date(1991, 6, 1), date(2022, 7, 1), date(2031, 6, 1)),
        (date(1985, 6, 1), date(2022, 7, 1), date(2025, 6, 1)),
        (date(1984, 1, 1), date(2022, 7, 1), date(2044, 1, 1)),
        (date(1960, 1, 1), date(2022, 7, 1), None),
        (date(2016, 9, 1), date(2025, 1, 1), date(2030, 9, 1)),
        (date(2012, 9, 1), date(2025, 1, 1), date(2037, 9, 1)),
    ],
)
def test_the_likeliest_expiry_is_the_next_age_of_replacement_that_is_more_than_two_years_off(birth, issue, expiry):
    assert expiry_candidates(birth, issue)[0] == expiry


def test_on_the_very_day_it_becomes_two_years_both_ages_lead_the_list():
    assert expiry_candidates(date(1999, 3, 15), date(2022, 3, 15))[:2] == (date(2039, 3, 15), date(2024, 3, 15))
    assert expiry_candidates(date(1964, 3, 15), date(2022, 3, 15))[:2] == (None, date(2024, 3, 15))


def test_one_born_on_29_february_may_expire_on_either_side_of_it():
    assert expiry_candidates(date(2000, 2, 29), date(2021, 5, 1))[:3] == (
        date(2025, 2, 28),
        date(2025, 3, 1),
        date(2040, 2, 29),
    )


def test_the_can_comes_first_and_mrz_keys_hold_the_last_nine_digits():
    keys = access_keys_from_qr(NUMBER, date(1999, 3, 15), date(2023, 11, 1))
    assert keys[0] == Can("012345")
    assert keys[1] == MrzKey("099012345", "990315", "390315")
    assert MrzKey("099012345", "990315", "991231") in keys


def test_a_mrz_key_may_write_29_february_into_a_common_year():
    expiries = [
        key.date_of_expiry_yymmdd for key in access_keys_from_qr(NUMBER, date(2000, 2, 29), date(2021, 5, 1))[1:]
    ]
    assert expiries[:3] == ["250228", "250229", "250301"]


@pytest.mark.parametrize(("birth", "issue"), [(None, date(2022, 1, 1)), (date(1999, 3, 15), None), (None, None)])
def test_without_both_dates_the_can_alone_is_left(birth, issue):
    assert access_keys_from_qr(NUMBER, birth, issue) == (Can("012345"),)


@settings(max_examples=300, deadline=None, database=None)
@given(st.dates(), st.dates())
def test_any_two_dates_give_a_short_list_without_repeats(birth, issue):
    candidates = expiry_candidates(birth, issue)
    assert len(candidates) == len(set(candidates)) <= MAX_CANDIDATES
    assert len(access_keys_from_qr(NUMBER, birth, issue)) <= MAX_CANDIDATES + 1


def test_the_known_card_access_is_the_one_observed():
    assert KNOWN_CARD_ACCESS == CARD_ACCESS
