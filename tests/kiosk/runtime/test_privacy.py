from __future__ import annotations

import pytest

from kiosk.runtime.privacy import mask_number, redact


@pytest.mark.parametrize(
    ("number", "shown"), [("001099012345", "001…345"), ("012345678", "012…678"), ("12345678", "…"), ("", "…")]
)
def test_a_number_is_shown_by_its_ends_and_a_short_one_not_at_all(number, shown):
    assert mask_number(number) == shown


@pytest.mark.parametrize(
    "text",
    ["001099012345", "cccd=012345678;", "a 0123456789 b", "GD4010112345678", "001 099 012 345", "001.099.012.345"],
)
def test_numbers_that_could_name_a_person_are_taken_out(text):
    assert not any(part in redact(text) for part in ("0123456", "099012", "0112345678", "012 345", "012.345"))


@pytest.mark.parametrize("text", ["", "12345678", "2026-11-21", "at 08:15:30", "DG13 is 95 bytes", "6A82"])
def test_what_names_nobody_stays(text):
    assert redact(text) == text
