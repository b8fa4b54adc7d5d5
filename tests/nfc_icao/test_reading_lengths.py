"""Chips that give less at once than the arithmetic allows, each saying so in its own words and with its own temper."""

from __future__ import annotations

import pytest
from reading_cards import CAN, READ, WIDE, Link, Rule, a_card, reads

from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.errors import SecureMessagingError
from nfc_icao.evidence import ChipReading
from nfc_icao.reading import read_chip

FILES = ("EF_SOD", "DG1", "DG2", "DG13", "DG14", "DG15")


def read_whole(link: Link) -> ChipReading:
    """Reads, and holds every file against what is on the card."""
    reading = read_chip(link, CAN)
    assert reading.refusals == {}
    for name in FILES:
        assert reading.files[name] == link.card.document.files[name], name
    return reading


@pytest.mark.parametrize("ends_session", [False, True])
@pytest.mark.parametrize("status", ["6B00", "6700", "6Cxx"])
@pytest.mark.parametrize("limit", [222, 128, 100, 32])
def test_a_length_refused_inside_a_file_is_shrunk_and_the_shorter_one_remembered(
    limit: int, status: str, ends_session: bool
) -> None:
    link = Link(a_card(read_limit=limit, read_limit_status=status, error_ends_session=ends_session))
    read_whole(link)
    half = max(16, limit // 2)
    size = sum(len(link.card.document.files[name]) for name in FILES)
    assert reads(link) < size / half + 6 * len(FILES)


@pytest.mark.parametrize("ends_session", [False, True])
@pytest.mark.parametrize("status", ["6982", "6700", "6B00", "6A86", "6F00"])
def test_a_chip_that_announces_extended_length_and_refuses_it_is_read_in_short_apdus(
    status: str, ends_session: bool
) -> None:
    card = a_card(ef_atr=True, read_limit=256, read_limit_status=status, error_ends_session=ends_session)
    link = Link(card, WIDE)
    read_whole(link)
    assert sum(command.is_extended for command in link.protected(READ)) <= 3


@pytest.mark.parametrize("end_of_file", ["6282-empty", "6281", "6700"])
@pytest.mark.parametrize("ends_session", [False, True])
def test_further_habits_at_the_end_of_a_file_are_understood(end_of_file: str, ends_session: bool) -> None:
    link = Link(a_card(end_of_file=end_of_file, error_ends_session=ends_session))
    read_whole(link)
    assert reads(link) <= sum(-(-len(link.card.document.files[name]) // 223) + 1 for name in FILES) + 4


def bare(status: str, *numbers: int) -> Rule:
    """Answer the protected reads with these numbers by a status word and nothing else."""
    met = 0

    def rule(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        nonlocal met
        if command.ins != READ or not command.cla & 0x0C:
            return None
        met += 1
        return bytes.fromhex(status) if met in numbers else None

    return rule


@pytest.mark.parametrize("status", ["9000", "6282", "61F0"])
@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_read_answered_without_data_objects_costs_a_session_and_is_put_again(status: str, number: int) -> None:
    link = Link(a_card(), rule=bare(status, number))
    assert read_whole(link).active_authentication is not None
    assert sum(command.ins == 0x22 and command.p1 == 0xC1 for command in link.sent) == 2


@pytest.mark.parametrize("status", ["9000", "6282"])
def test_a_session_that_breaks_again_over_the_same_read_is_an_error_and_no_refusal(status: str) -> None:
    with pytest.raises(SecureMessagingError):
        read_chip(Link(a_card(), rule=bare(status, 2, 3)), CAN)


def test_a_session_that_breaks_over_active_authentication_is_had_again_once() -> None:
    def rule(times: int) -> Rule:
        def bare_answer(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
            nonlocal times
            times -= command.ins == 0x88
            return b"\x90\x00" if command.ins == 0x88 and times >= 0 else None

        return bare_answer

    proof = read_whole(Link(a_card(), rule=rule(1))).active_authentication
    assert proof is not None
    assert proof.status_word == 0x9000
    assert proof.response
    with pytest.raises(SecureMessagingError):
        read_chip(Link(a_card(), rule=rule(2)), CAN)
