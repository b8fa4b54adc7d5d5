"""Slip numbers of a counter, given once and never again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.procedures import SlipBookError, SlipFolder, next_slip
from kiosk.procedures import slip_folder as room

DAY = date(2026, 11, 21)


def test_numbers_begin_at_one_each_day_and_for_each_counter(tmp_path: Path) -> None:
    book = SlipFolder(tmp_path)
    assert next_slip(book, DAY, "q1").text == "PHIEU/20261121/Q1/001"
    assert next_slip(book, DAY, "Q1").text == "PHIEU/20261121/Q1/002"
    assert next_slip(book, DAY, "Q2").text == "PHIEU/20261121/Q2/001"
    assert next_slip(book, DAY + timedelta(days=1), "Q1").number == 1


def test_a_counter_that_starts_anew_goes_on_after_the_last_number(tmp_path: Path) -> None:
    next_slip(SlipFolder(tmp_path), DAY, "Q1")
    assert next_slip(SlipFolder(tmp_path), DAY, "Q1").number == 2


def test_two_programs_at_once_never_give_the_same_number(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: next_slip(SlipFolder(tmp_path), DAY, "Q1").number, range(100)))
    assert sorted(given) == list(range(1, 101))


def test_days_long_past_are_forgotten_and_other_folders_left_alone(tmp_path: Path) -> None:
    book = SlipFolder(tmp_path)
    next_slip(book, DAY, "Q1")
    (tmp_path / "khác").mkdir()
    next_slip(book, DAY + timedelta(days=7), "Q1")
    assert (tmp_path / DAY.isoformat()).is_dir()
    next_slip(book, DAY + timedelta(days=8), "Q1")
    assert not (tmp_path / DAY.isoformat()).exists()
    assert (tmp_path / "khác").is_dir()


def test_a_folder_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SlipBookError):
        next_slip(SlipFolder(tmp_path / "file"), DAY, "Q1")


def test_a_day_has_an_end_of_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST", 1)
    next_slip(SlipFolder(tmp_path), DAY, "Q1")
    with pytest.raises(SlipBookError):
        next_slip(SlipFolder(tmp_path), DAY, "Q1")


@pytest.mark.parametrize("counter", ["", "../", "A" * 13])
def test_a_counter_without_a_plain_name_is_refused(tmp_path: Path, counter: str) -> None:
    with pytest.raises(SlipBookError):
        next_slip(SlipFolder(tmp_path), DAY, counter)


def test_what_no_file_name_may_hold_is_left_out_of_a_counters_name(tmp_path: Path) -> None:
    assert next_slip(SlipFolder(tmp_path), DAY, "Bàn ../1").counter == "BN1"
