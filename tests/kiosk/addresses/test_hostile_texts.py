"""Any text is converted, quickly, and what is left over is a piece of it letter for letter."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.addresses import MAX_CHARACTERS, AddressBook, Status

PIECES = (
    "Thôn 3,Hòa Thắng,Xã,Phường,P.,15,Thị trấn,Buôn Ma Thuột,TP.,Đắk Lắk,Hà Nội,Việt Nam,Bà Rịa - Vũng Tàu,IV,|,;,',-"
)
pieces = st.sampled_from([*PIECES.split(","), ",", "\u0301", "\u200b", "\ud800"])


@given(text=st.one_of(st.text(max_size=200), st.lists(pieces, max_size=12).map(" ".join)))
def test_any_text_has_an_answer_that_keeps_it(book: AddressBook, text: str) -> None:
    found = book.convert(text)
    assert found.text == text
    assert (found.status is Status.NOT_FOUND) == (found.candidates == ()) == (found.detail is None)
    assert found.detail is None or text.startswith(found.detail)
    assert len(found.candidates) == 1 or found.status not in (Status.EXACT, Status.ALREADY_NEW)


@pytest.mark.parametrize(
    "text",
    ["Xã " * 40_000, "," * 100_000, "1" * 100_000, "\u0301" * 100_000, "Phường 15, Tân Bình, Hồ Chí Minh, " * 3_000],
    ids=["unit words", "commas", "digits", "marks", "addresses"],
)
def test_a_text_that_is_no_address_is_turned_away_at_once(book: AddressBook, text: str) -> None:
    started = time.thread_time()
    assert book.convert(text).status is Status.NOT_FOUND
    assert time.thread_time() - started < 0.01


@pytest.mark.parametrize(
    "piece", ["Xã ", "a ", "Hà Nội ", "Phường 1 ", "Bà Rịa - ", "1,", "\u0301", "Thôn 3 Hòa Thắng "]
)
def test_the_longest_text_that_is_looked_at_takes_a_moment(book: AddressBook, piece: str) -> None:
    text = (piece * MAX_CHARACTERS)[: MAX_CHARACTERS - 8] + ", Hà Nội"
    book.convert(text)
    started = time.thread_time()
    assert book.convert(text).text == text
    assert time.thread_time() - started < 0.05


def test_a_conversion_shows_nothing_of_the_address_when_printed_for_a_log(book: AddressBook) -> None:
    assert repr(book.convert("Tổ 5, Nguyễn Trãi, Kon Tum, Kon Tum")) == "Conversion(status=<Status.EXACT: 'exact'>)"
