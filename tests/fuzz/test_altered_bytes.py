"""A signed document with one altered byte is never successful, wherever the byte is.

Every byte of EF.SOD, DG1, DG14, DG15 and of everything before the picture in DG2. The one way out: the byte carries
nothing, so that the altered file reads as the genuine one, and for a data group no byte is like that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from fuzz.conftest import CAMPAIGNS
from fuzz.reading_target import AT
from fuzz.runner import Campaign, seconds_for_each_target, seed_of_this_run
from fuzz.small_documents import keys_of, small_document, stamp
from hardware_mocks.card import VirtualCard
from nfc_icao import ChipReading, TrustStore, parse_lds, verify_chip
from nfc_icao.evidence import EF_CARD_SECURITY
from nfc_icao.reading import read_chip
from nfc_icao.trust.report import Result

KINDS = ("rsa", "rsa-pss", "ecdsa-p384", "brainpool-explicit")
FILES = ("EF_SOD", "DG1", "DG2", "DG14", "DG15")


@cache
def genuine(kind: str) -> tuple[ChipReading, TrustStore]:
    document = small_document(authority_kind=kind)
    return read_chip(VirtualCard(document), keys_of(document)), TrustStore.from_certificates([document.csca_der])


def altered_bits(content: bytes, name: str, step: int) -> Iterator[tuple[int, int]]:
    """(position, bit) of every `step`-th byte, one bit each; all eight bits of every byte in the long form."""
    dice = Random(f"{seed_of_this_run()}/{name}")
    end = content.index(stamp("jpeg")) if name == "DG2" else len(content)
    if seconds_for_each_target() is not None:
        yield from ((position, 1 << bit) for position in range(end) for bit in range(8))
    else:
        yield from ((position, 1 << dice.randrange(8)) for position in range(dice.randrange(step), end, step))


def test_the_genuine_documents_are_successful() -> None:
    for kind in KINDS:
        reading, trust = genuine(kind)
        assert verify_chip(reading, trust, at=AT).overall is Result.SUCCESSFUL, kind


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FILES)
def test_no_altered_byte_leaves_a_document_successful(name: str, kind: str) -> None:
    reading, trust = genuine(kind)
    content, lds = reading.files[name], parse_lds(reading.files)
    campaign = Campaign(f"{name} {kind}", seed_of_this_run())
    for position, bit in altered_bits(content, name, step=1 if kind == "rsa" else 16):
        altered = bytearray(content)
        altered[position] ^= bit
        files = {**reading.files, name: bytes(altered)}
        report = verify_chip(replace(reading, files=files), trust, at=AT)
        campaign.executions += 1
        campaign.outcomes.add(report.overall.value)
        if report.overall is Result.SUCCESSFUL:
            assert name == "EF_SOD", f"{name} byte {position} bit {bit:02X} altered, and successful"
            assert parse_lds(files) == lds, f"EF_SOD byte {position} bit {bit:02X} altered, and successful"
    CAMPAIGNS.append(campaign)


def test_no_altered_byte_of_card_security_leaves_a_chip_proven_that_is_proven_inside_pace_alone() -> None:
    document = small_document("adult", "pace-cam")
    trust = TrustStore.from_certificates([document.csca_der])
    whole = read_chip(VirtualCard(document), keys_of(document))
    reading = replace(whole, active_authentication=None, chip_authentication=None)
    assert verify_chip(reading, trust, at=AT).overall is Result.SUCCESSFUL
    content = reading.files[EF_CARD_SECURITY]
    for position, bit in altered_bits(content, EF_CARD_SECURITY, step=8):
        altered = bytearray(content)
        altered[position] ^= bit
        files = {**reading.files, EF_CARD_SECURITY: bytes(altered)}
        report = verify_chip(replace(reading, files=files), trust, at=AT)
        if report.overall is Result.SUCCESSFUL:
            assert parse_lds(files) == parse_lds(reading.files), f"byte {position} bit {bit:02X}"


def test_no_altered_byte_of_an_active_authentication_is_believed() -> None:
    reading, trust = genuine("rsa")
    evidence = reading.active_authentication
    assert evidence is not None
    without = replace(reading, chip_authentication=None)
    for position in range(len(evidence.response)):
        response = bytearray(evidence.response)
        response[position] ^= 0x40
        altered = replace(without, active_authentication=replace(evidence, response=bytes(response)))
        assert verify_chip(altered, trust, at=AT).overall is not Result.SUCCESSFUL
    other = replace(without, active_authentication=replace(evidence, challenge=bytes(8)))
    assert verify_chip(other, trust, at=AT).overall is not Result.SUCCESSFUL
