"""Damaged pictures before the real decoder in its limited child: a picture or a refusal, in time, every time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random

import pytest

from fuzz import mutation
from fuzz.conftest import CAMPAIGNS
from fuzz.runner import CORPUS, FINDINGS, Campaign, seconds_for_each_target, seed_of_this_run
from fuzz.small_documents import stamp
from kiosk.runtime.portrait import PortraitDecoder, PortraitPixels, PortraitRefused
from kiosk.runtime.portrait_header import Refusal

IMAGES = 300
TIME_LIMIT_S = 3.0


@pytest.fixture
def decoder() -> Iterator[PortraitDecoder]:
    with PortraitDecoder(time_limit_s=TIME_LIMIT_S) as one:
        yield one


@pytest.mark.parametrize("kind", ["jpeg", "jp2"])
def test_a_damaged_picture_is_decoded_or_refused_in_time(decoder: PortraitDecoder, kind: str) -> None:
    assert isinstance(decoder.decode(stamp(kind)), PortraitPixels)
    seed = seed_of_this_run()
    dice = Random(f"{seed}/portrait/{kind}")
    pool = [(CORPUS / "portrait" / f"{kind}.bin").read_bytes()]
    campaign, seconds, started = Campaign(f"decoder-{kind}", seed), seconds_for_each_target(), time.monotonic()
    while campaign.executions < IMAGES if seconds is None else campaign.elapsed_s < seconds:
        picture = mutation.mutant(dice, mutation.BLIND, pool)
        began = time.monotonic()
        result = decoder.decode(picture)
        took = time.monotonic() - began
        if took > TIME_LIMIT_S + 2 or (isinstance(result, PortraitRefused) and result.reason is Refusal.DECODER_GONE):
            (FINDINGS / f"decoder-{kind}--{campaign.executions}.bin").write_bytes(picture)
            pytest.fail(f"{result} after {took:.1f} s")
        if isinstance(result, PortraitPixels):
            assert len(result.rgb) == result.width * result.height * 3
        campaign.outcomes.add(result.reason.value if isinstance(result, PortraitRefused) else "decoded")
        campaign.slowest_s = max(campaign.slowest_s, took)
        campaign.executions += 1
        campaign.elapsed_s = time.monotonic() - started
    CAMPAIGNS.append(campaign)
    assert isinstance(decoder.decode(stamp(kind)), PortraitPixels), "the next good picture is decoded"
