from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.scanners.framing import MAX_CODE_BYTES, CodeFraming


@pytest.mark.parametrize("terminator", [b"\r", b"\n", b"\r\n", b"\t", b"\x03"])
def test_a_code_ends_with_any_usual_terminator(terminator: bytes) -> None:
    assert CodeFraming().feed(b"mot" + terminator + b"hai" + terminator) == [b"mot", b"hai"]


def test_a_code_without_terminator_ends_when_the_line_is_quiet() -> None:
    framing = CodeFraming()
    assert framing.feed(b"mot") == []
    assert framing.is_collecting
    assert framing.finish() == b"mot"
    assert not framing.is_collecting
    assert framing.finish() is None


@pytest.mark.parametrize("marks", [b"\x02", b"]Q1", b"\x02]Q3", b""])
def test_marks_in_front_of_a_code_are_taken_off(marks: bytes) -> None:
    assert CodeFraming().feed(marks + b"mot\r") == [b"mot"]


def test_the_sites_own_prefix_is_taken_off_too() -> None:
    assert CodeFraming(prefix=b"~s").feed(b"~s]Q1mot\r") == [b"mot"]


def test_marks_inside_a_code_stay() -> None:
    assert CodeFraming().feed(b"a]Q1b\r") == [b"a]Q1b"]


def test_a_flood_is_dropped_up_to_the_next_terminator() -> None:
    framing = CodeFraming()
    assert framing.feed(b"x" * (MAX_CODE_BYTES + 1)) == []
    assert framing.is_collecting
    assert framing.feed(b"y" * 100_000 + b"\rmot\r") == [b"mot"]


@given(st.lists(st.binary(max_size=50), max_size=20))
def test_how_the_bytes_are_cut_into_reads_does_not_matter(parts: list[bytes]) -> None:
    piecewise, at_once = CodeFraming(), CodeFraming()
    by_parts = [code for part in parts for code in piecewise.feed(part)]
    assert (by_parts, piecewise.finish()) == (at_once.feed(b"".join(parts)), at_once.finish())
