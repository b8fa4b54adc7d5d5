"""Every parser of foreign bytes, fed with damaged ones."""

from __future__ import annotations

import pytest

from fuzz.conftest import CAMPAIGNS
from fuzz.runner import Target, feed
from fuzz.targets import PARSERS, WHOLE


@pytest.mark.parametrize("target", PARSERS, ids=lambda target: target.name)
def test_a_parser_refuses_damaged_input_in_its_own_words(target: Target) -> None:
    CAMPAIGNS.append(feed(target))


@pytest.mark.parametrize("target", WHOLE, ids=lambda target: target.name)
def test_what_a_reading_leads_to_survives_damaged_input(target: Target) -> None:
    CAMPAIGNS.append(feed(target))
