from __future__ import annotations

import pytest

from nfc_icao.chip.status_words import exact_length, is_try_counter, is_warning, meaning


@pytest.mark.parametrize("status_word", range(0, 0x10000, 0x101))
def test_every_status_word_has_words(status_word: int) -> None:
    assert meaning(status_word)


def test_counters_warnings_and_lengths_are_told_apart() -> None:
    assert meaning(0x63C2) == "verification failed, 2 tries left"
    assert is_try_counter(0x63C0)
    assert not is_try_counter(0x6300)
    assert is_warning(0x6283)
    assert not is_warning(0x6982)
    assert (exact_length(0x6C00), exact_length(0x6C10), exact_length(0x6700)) == (256, 16, None)
