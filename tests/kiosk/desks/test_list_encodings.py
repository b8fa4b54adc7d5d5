"""In which writing a list is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_lists import EXAM

from kiosk.bootstrap.desk_lists import list_shape
from kiosk.desks import ListRefused, import_list
from kiosk.desks.encodings import decoded
from kiosk.desks.tcvn3 import TABLE

_ABC = {letter: bytes([code]) for code, letter in TABLE.items()}
_NAMES = ("Nguyễn Văn An", "Phạm Thị Minh Châu", "Hồ Thị Út", "Lê Văn Không Đến")


def in_tcvn3(text: str) -> bytes:
    """As an office typed it before Unicode; capitals with tones did not exist."""
    capitals = str.maketrans({"Ú": "ú"})
    return b"".join(_ABC.get(one) or one.encode("ascii") for one in text.translate(capitals))


def in_windows_1258(text: str) -> bytes:
    """Base letters composed, tone marks beside them, as that code page has them."""
    parts = []
    for one in text:
        taken_apart = unicodedata.normalize("NFD", one)
        tones = [mark for mark in taken_apart if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(mark for mark in taken_apart if mark not in tones))
        parts.append(base + "".join(tones))
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize(
    ("content", "writing"),
    [
        (EXAM.encode(), "utf-8"),
        (EXAM.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", EXAM).encode(), "utf-8"),
        (EXAM.encode("utf-16"), "utf-16"),
        (EXAM.encode("utf-16-be"), "utf-16"),
        (EXAM.encode("utf-16-le"), "utf-16"),
        (in_windows_1258(EXAM), "windows-1258"),
    ],
)
def test_a_list_in_any_writing_gives_the_same_names(content: bytes, writing: str) -> None:
    listed = import_list(content, list_shape("exam"))
    assert listed.written == writing
    assert tuple(one.name for one in listed.rows) == _NAMES


def test_a_list_in_tcvn3_is_recognised_and_its_small_letters_are_whole() -> None:
    listed = import_list(in_tcvn3(EXAM), list_shape("exam"))
    assert listed.written == "tcvn3"
    assert [one.name for one in listed.rows] == ["Nguyễn Văn An", "Phạm Thị Minh Châu", "Hồ Thị út", "Lê Văn Không Đến"]


def test_the_writing_that_a_person_names_is_taken_or_refused() -> None:
    assert decoded(in_tcvn3("Hồ Thị Út"), "tcvn3")[0] == "Hồ Thị út"
    with pytest.raises(ListRefused, match="encoding_wrong"):
        decoded("Hồ".encode("utf-16"), "utf-8")
    with pytest.raises(ListRefused, match="encoding_wrong"):
        decoded(b"abc", "koi8")


def test_bytes_that_are_no_vietnamese_in_any_writing_are_refused_by_name() -> None:
    with pytest.raises(ListRefused, match="encoding_unknown"):
        decoded(b"SBD,\xff\x80\x99\xb2\xb3 \x81\x8d")
    with pytest.raises(ListRefused, match="encoding_unknown"):
        decoded("SBD,Имя Фамилия,Дата рождения".encode("cp1251"))


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        text, _ = decoded(content)
    except ListRefused:
        return
    assert text == unicodedata.normalize("NFC", text)
