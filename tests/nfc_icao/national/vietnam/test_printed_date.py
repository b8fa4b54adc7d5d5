"""Dates on cards are text first."""

import unicodedata
from datetime import date

import pytest

from nfc_icao.national.vietnam import parse_printed_date


@pytest.mark.parametrize("text", ["15/03/2039", "15032039", "2039-03-15", " 15/03/2039 ", "15-03-2039", "15.3.2039"])
def test_every_way_a_card_writes_a_day_is_read(text):
    assert parse_printed_date(text).value == date(2039, 3, 15)


@pytest.mark.parametrize("text", ["31/02/2022", "00/00/1950", "1950", "Không thời hạn", "", "15/03/39", "１５/03/2039"])
def test_what_names_no_day_stays_text(text):
    printed = parse_printed_date(text)
    assert (printed.text, printed.value) == (text, None)


@pytest.mark.parametrize("text", ["Không thời hạn", "KHÔNG THỜI HẠN", unicodedata.normalize("NFD", "Không thời hạn")])
def test_a_card_for_life_is_recognised_however_it_is_written(text):
    assert parse_printed_date(text).is_non_expiring


def test_a_day_is_not_a_card_for_life():
    assert not parse_printed_date("15/03/2039").is_non_expiring


def test_the_date_does_not_show_in_the_repr():
    assert "2039" not in repr(parse_printed_date("15/03/2039"))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("15-03-1983", "1983-03-15"),
        ("15.3.1983", "1983-03-15"),
        ("00/00/1983", "1983"),
        ("00/05/1983", "1983-05"),
        ("05/1983", "1983-05"),
        ("15/00/1983", "1983"),
        ("00001983", "1983"),
        ("1983", "1983"),
        ("31/02/2021", None),
        ("00/13/1983", None),
        ("00/00/0000", None),
        ("15/03-1983", None),
        ("Không thời hạn", None),
    ],
)
def test_as_much_of_a_date_as_is_known_is_written_by_iso_8601(text, iso):
    printed = parse_printed_date(text)
    assert (printed.iso, printed.text) == (iso, text)


def test_blanks_inside_the_words_do_not_make_a_card_expire():
    assert parse_printed_date("Không  thời hạn").is_non_expiring
