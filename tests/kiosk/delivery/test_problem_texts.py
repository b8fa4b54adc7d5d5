"""Every reason why an office does not have a record can be told to a person."""

from __future__ import annotations

import pytest

import config
from kiosk.delivery import DeliveryProblem


@pytest.mark.parametrize("language", config.languages())
def test_every_problem_has_its_sentence_in_every_language_and_no_sentence_is_without_a_problem(language):
    texts = {key for key in config.load_language(language) if key.startswith("delivery.")}
    assert texts == {problem.value for problem in DeliveryProblem}
