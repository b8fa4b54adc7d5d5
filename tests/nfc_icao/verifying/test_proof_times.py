from __future__ import annotations

from dataclasses import replace

import pytest

from hardware_mocks import personas
from hardware_mocks.card import VirtualCard
from nfc_icao.access.keys import Can
from nfc_icao.evidence import ChipReading
from nfc_icao.reading import read_chip
from nfc_icao.verifying.proof_times import NO_LIMIT, find_slow_proofs


@pytest.fixture(scope="module")
def reading() -> ChipReading:
    return read_chip(VirtualCard.of("adult"), Can(personas.load("adult").can))


def with_times(reading: ChipReading, active: float | None, chip: float | None) -> ChipReading:
    assert reading.active_authentication is not None
    assert reading.chip_authentication is not None
    return replace(
        reading,
        active_authentication=replace(reading.active_authentication, elapsed_s=active),
        chip_authentication=replace(reading.chip_authentication, elapsed_s=chip),
    )


def test_a_reading_takes_the_time_of_both_proofs(reading: ChipReading) -> None:
    assert reading.active_authentication is not None
    assert reading.chip_authentication is not None
    times = (reading.active_authentication.elapsed_s, reading.chip_authentication.elapsed_s)
    assert all(one is not None and 0 < one < reading.traffic.elapsed_s for one in times)


@pytest.mark.parametrize(("active", "chip"), [(1.2, 0.1), (0.1, 1.2), (1.2, None), (None, 1.2)])
def test_a_proof_slower_than_the_limit_is_said_once_beside_c4(
    reading: ChipReading, active: float | None, chip: float | None
) -> None:
    found = list(find_slow_proofs(with_times(reading, active, chip), 1.0))
    assert [(one.key, one.check) for one in found] == [("chip_proof_slow", "C4")]


def test_proofs_within_the_limit_or_without_a_time_or_any_limit_are_not_spoken_of(reading: ChipReading) -> None:
    assert not list(find_slow_proofs(with_times(reading, 0.9, 1.0), 1.0))
    assert not list(find_slow_proofs(with_times(reading, None, None), 1.0))
    assert not list(find_slow_proofs(with_times(reading, 60.0, 60.0), NO_LIMIT))
