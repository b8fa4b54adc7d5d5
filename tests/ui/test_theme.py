"""The tokens: enough contrast, and one scale for every screen."""

from __future__ import annotations

import pytest

from ui.theme import DRAWN_FOR, READABLE, VISIBLE, Theme, contrast, scale_for


@pytest.mark.parametrize(("text", "ground"), READABLE)
def test_every_text_reaches_four_and_a_half_to_one_on_its_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), VISIBLE)
def test_every_edge_that_carries_meaning_reaches_three_to_one(edge: str, ground: str) -> None:
    assert contrast(edge, ground) >= 3.0


def test_contrast_of_black_on_white_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


def test_a_full_hd_screen_shows_the_same_page_larger_and_never_too_large() -> None:
    scale = scale_for(1920, 1080)
    assert 1.3 < scale <= 1.41
    assert DRAWN_FOR[0] * scale <= 1920
    assert DRAWN_FOR[1] * scale <= 1080


def test_a_small_screen_is_not_drawn_smaller_than_readable() -> None:
    assert scale_for(1024, 600) == 1.0


def test_a_length_never_becomes_nothing() -> None:
    assert Theme(1.0).px(0.2) == 1
