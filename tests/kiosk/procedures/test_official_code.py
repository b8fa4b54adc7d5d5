"""Official dossier codes, as scanners give them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures import OfficialCode, OfficialCodeUnfit, SlipNumber, official_code

CODE = OfficialCode("H15.50.05.13", date(2026, 10, 8), "0975")


@pytest.mark.parametrize(
    "scanned",
    [
        "H15.50.05.13-261008-0975",
        " h15.50.05.13-261008-0975\r\n",
        "https://portal.example/tra-cuu?ma=H15.50.05.13-261008-0975&x=1",
        "H15.50.05.13–261008–0975",
        "H15.50.05.13-261008-0975 H15.50.05.13-261008-0975",
    ],
    ids=["bare", "small letters and line end", "in a link", "with long dashes", "twice the same"],
)
def test_a_code_is_taken_over_from_a_scan(scanned: str) -> None:
    found = official_code(scanned)
    assert found == CODE
    assert found.text == "H15.50.05.13-261008-0975"


def test_older_agencies_and_long_numbers_of_ministries_are_taken_too() -> None:
    assert official_code("000.00.00.H10-240229-00123").agency == "000.00.00.H10"
    assert official_code("G15-261121-1500123").sequence == "1500123"


@pytest.mark.parametrize(
    "scanned",
    [
        "",
        "H15.50-261332-0975",
        "H15.50-230229-0975",
        "H15.50-261008-97",
        "AB-261008-0975",
        "H15.50.05.13-261008-0975 H15.50.05.13-261008-0976",
        "001099012345",
        SlipNumber(date(2026, 11, 21), "Q1", 7).text,
    ],
    ids=[
        "nothing",
        "month 13",
        "no leap year",
        "short number",
        "short agency",
        "two codes",
        "a number",
        "our own slip",
    ],
)
def test_what_is_no_single_code_is_refused_without_repeating_it(scanned: str) -> None:
    with pytest.raises(OfficialCodeUnfit) as caught:
        official_code(scanned)
    assert not scanned or scanned not in str(caught.value)


@given(st.text(max_size=3000))
def test_any_scan_is_a_code_or_one_error(scanned: str) -> None:
    try:
        official_code(scanned)
    except OfficialCodeUnfit:
        return
