"""Names as they are typed at a counter: beginnings of words, in any order, however many visits there are."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_records import invented_record

from kiosk.records import name_search
from kiosk.records.folding import fold

NAMES = ["Đỗ Thị Uyên", "Đỗ Uyên Thi", "Nguyễn Thị Út", "Trần Đỗ Văn Yên", "Đỗ Thị Uyên Nhi"]
TYPED = ["đỗ", "do", "thị", "th", "uyên", "u", "nhi", "ny", "v", "trần", "x"]


@pytest.fixture
def named(store):
    for name in NAMES:
        store.save(invented_record(name))
    return store


def names_found(store, typed: str, limit: int = 50) -> list[str]:
    return [record.values["HO_TEN"].value for record in store.find_by_name(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("uyên đỗ", ["Đỗ Thị Uyên Nhi", "Đỗ Uyên Thi", "Đỗ Thị Uyên"]),
        ("DO THI UYEN", ["Đỗ Thị Uyên Nhi", "Đỗ Uyên Thi", "Đỗ Thị Uyên"]),
        ("u t n", ["Đỗ Thị Uyên Nhi", "Nguyễn Thị Út"]),
        ("ye", ["Trần Đỗ Văn Yên"]),
        ("yen", ["Trần Đỗ Văn Yên"]),
        ("do d", ["Đỗ Thị Uyên Nhi", "Trần Đỗ Văn Yên", "Đỗ Uyên Thi", "Đỗ Thị Uyên"]),
        ("thi uyen anh", []),
    ],
)
def test_words_and_their_beginnings_in_any_order_find_the_newest_first(named, typed, found):
    assert names_found(named, typed) == found


def test_no_more_than_the_limit_is_found_and_it_is_the_newest(named):
    assert names_found(named, "do", 2) == ["Đỗ Thị Uyên Nhi", "Trần Đỗ Văn Yên"]


def test_so_many_fitting_names_that_visits_are_walked_back_find_the_same(named, monkeypatch):
    before = {typed: names_found(named, typed) for typed in ("do", "thi", "uyen do", "u", "do thi uyen")}
    monkeypatch.setattr(name_search, "_MOST_NAMES", 1)
    assert {typed: names_found(named, typed) for typed in before} == before


@given(
    typed=st.lists(
        st.sampled_from(["đỗ", "do", "thị", "th", "uyên", "u", "nhi", "ny", "v", "trần", "x"]), min_size=1, max_size=4
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_search_finds_exactly_the_names_in_which_every_word_begins_one(named, typed):
    wanted = [
        name
        for name in reversed(NAMES)
        if all(any(word.startswith(fold(one)) for word in fold(name).split()) for one in typed)
    ]
    enough = len("".join(dict.fromkeys(fold(one) for one in typed))) >= name_search.SHORTEST
    assert names_found(named, " ".join(typed)) == (wanted if enough else [])


def test_a_hostile_search_is_only_words(named):
    for typed in ("%", "do%", "_", "' OR 1=1 --", "\x00do", "do" * 5000, " ".join(["do"] * 3000), "\U0010ffff"):
        assert set(names_found(named, typed)) <= set(NAMES)
