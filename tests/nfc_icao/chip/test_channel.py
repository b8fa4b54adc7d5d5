from __future__ import annotations

import pytest

from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.errors import LimitExceeded, MalformedData, ReadingCancelled, StatusWordError

SELECT = CommandApdu(0x00, 0xA4, 0x02, 0x0C, b"\x01\x1e")


class Echo:
    def __init__(self, answer: bytes = b"\x90\x00") -> None:
        self.answer = answer
        self.seen = 0

    def transmit(self, command: bytes) -> bytes:
        self.seen += 1
        return self.answer


def test_what_goes_over_the_link_is_counted() -> None:
    channel = ChipChannel(Echo(b"\xaa\x90\x00"))

    assert channel.require(SELECT) == b"\xaa"
    channel.transmit(SELECT)

    assert (channel.commands, channel.bytes_sent, channel.bytes_received) == (2, 14, 6)


def test_a_refusal_says_which_instruction_and_why() -> None:
    with pytest.raises(StatusWordError, match=r"INS A4 answered 6A82: file or application not found") as caught:
        ChipChannel(Echo(b"\x6a\x82")).require(SELECT)

    assert (caught.value.instruction, caught.value.status_word) == (0xA4, 0x6A82)


def test_a_caller_who_wants_to_stop_is_heard_before_the_next_command() -> None:
    stop: list[bool] = []
    transport = Echo()
    channel = ChipChannel(transport, cancelled=lambda: bool(stop))
    channel.transmit(SELECT)
    stop.append(True)

    with pytest.raises(ReadingCancelled):
        channel.transmit(SELECT)
    assert transport.seen == 1


def test_the_time_for_one_card_ends() -> None:
    now = [0.0]
    channel = ChipChannel(Echo(), time_limit_s=10, clock=lambda: now[0])
    channel.transmit(SELECT)
    now[0] = 10.5

    with pytest.raises(ReadingCancelled, match="10 s"):
        channel.transmit(SELECT)
    assert channel.elapsed_s == 10.5


def test_a_chip_that_keeps_us_busy_is_left() -> None:
    channel = ChipChannel(Echo(), max_commands=3)
    for _ in range(3):
        channel.transmit(SELECT)

    assert channel.is_exhausted
    with pytest.raises(LimitExceeded):
        channel.transmit(SELECT)


def test_answers_that_are_no_apdu_are_malformed() -> None:
    with pytest.raises(MalformedData):
        ChipChannel(Echo(b"\x90")).transmit(SELECT)
    with pytest.raises(LimitExceeded):
        ChipChannel(Echo(bytes(70000))).transmit(SELECT)


def test_the_read_limit_only_goes_down_and_not_to_nothing() -> None:
    channel = ChipChannel(Echo())

    assert channel.read_limit == 256
    assert channel.lower_read_limit(200)
    assert not channel.lower_read_limit(250)
    assert not channel.lower_read_limit(3)
    assert channel.read_limit == 200
