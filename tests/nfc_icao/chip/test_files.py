from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nfc_icao.chip.apdu import CommandApdu, ResponseApdu, parse_command
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.files import read_file, read_start, select_application, select_file
from nfc_icao.encoding import tlv
from nfc_icao.errors import ChipError, LimitExceeded, MalformedData, StatusWordError

FILE_ID = 0x0102
Quirk = Callable[[CommandApdu, int, bytes], ResponseApdu]
"""How a chip answers a read: the command, the offset it means, and the bytes from there."""


def plain_read(command: CommandApdu, offset: int, rest: bytes) -> ResponseApdu:
    assert command.le is not None
    return ResponseApdu(rest[: command.le], 0x9000)


class OneFile:
    """A chip with one file and habits of its own at the end of it."""

    def __init__(self, content: bytes, quirk: Quirk = plain_read, select_status: int = 0x9000) -> None:
        self.content = content
        self.quirk = quirk
        self.select_status = select_status
        self.commands: list[CommandApdu] = []

    def transmit(self, command: bytes) -> bytes:
        parsed = parse_command(command)
        self.commands.append(parsed)
        if parsed.ins == 0xA4:
            return ResponseApdu(b"", self.select_status).encoded()
        if parsed.ins == 0xB0:
            offset = parsed.p1 << 8 | parsed.p2
            return self.quirk(parsed, offset, self.content[offset:]).encoded()
        offset = int.from_bytes(tlv.parse(parsed.data).value, "big")
        assert parsed.le is not None
        part = self.content[offset : offset + parsed.le - 4]
        return ResponseApdu(tlv.encode(0x53, part), 0x9000).encoded()


def a_file(size: int) -> bytes:
    return tlv.encode(0x75, bytes(index % 251 for index in range(size)))


@pytest.mark.parametrize("size", [0, 1, 90, 127, 128, 250, 252, 253, 300, 511, 5000])
def test_a_file_is_read_to_its_last_byte_and_no_further(size: int) -> None:
    content = a_file(size)
    chip = OneFile(content + bytes(40))

    assert read_file(ChipChannel(chip), FILE_ID) == content


def test_the_length_comes_out_of_the_first_block_without_a_separate_probe() -> None:
    chip = OneFile(a_file(600))

    read_file(ChipChannel(chip), FILE_ID)

    assert [command.le for command in chip.commands] == [None, 256, 256, 604 - 512]
    assert chip.commands[0].encoded() == bytes.fromhex("00A4020C020102")


def test_beyond_32767_bytes_reads_go_on_with_the_odd_instruction() -> None:
    content = a_file(70000)
    chip = OneFile(content)

    assert read_file(ChipChannel(chip), FILE_ID) == content
    assert {command.ins for command in chip.commands} == {0xA4, 0xB0, 0xB1}
    assert all(command.p1 < 0x80 for command in chip.commands if command.ins == 0xB0)


def test_progress_is_told_in_bytes() -> None:
    told: list[tuple[int, int]] = []

    read_file(ChipChannel(OneFile(a_file(600))), FILE_ID, lambda done, total: told.append((done, total)))

    assert told == [(256, 604), (512, 604), (604, 604)]


def end_of_file_warning(command: CommandApdu, offset: int, rest: bytes) -> ResponseApdu:
    assert command.le is not None
    return ResponseApdu(rest[: command.le], 0x6282 if command.le > len(rest) else 0x9000)


def exact_length_only(command: CommandApdu, offset: int, rest: bytes) -> ResponseApdu:
    assert command.le is not None
    if command.le > len(rest):
        return ResponseApdu(b"", 0x6C00 | len(rest))
    return ResponseApdu(rest[: command.le], 0x9000)


def at_most_e7(command: CommandApdu, offset: int, rest: bytes) -> ResponseApdu:
    assert command.le is not None
    if command.le > 0xE7:
        return ResponseApdu(b"", 0x6CE7)
    return ResponseApdu(rest[: command.le], 0x9000)


def at_most_100(command: CommandApdu, offset: int, rest: bytes) -> ResponseApdu:
    assert command.le is not None
    if command.le > 100:
        return ResponseApdu(b"", 0x6700)
    return ResponseApdu(rest[: command.le], 0x9000)


def few_at_a_time(command: CommandApdu, offset: int, rest: bytes) -> ResponseApdu:
    return ResponseApdu(rest[:50], 0x9000)


@pytest.mark.parametrize("quirk", [end_of_file_warning, exact_length_only, at_most_e7, at_most_100, few_at_a_time])
@pytest.mark.parametrize("size", [20, 254, 600])
def test_habits_at_the_end_of_a_file_and_about_lengths_are_understood(quirk: Quirk, size: int) -> None:
    content = a_file(size)

    assert read_file(ChipChannel(OneFile(content, quirk)), FILE_ID) == content


def test_a_length_the_chip_disliked_is_not_asked_for_again() -> None:
    chip = OneFile(a_file(2000), at_most_e7)

    read_file(ChipChannel(chip), FILE_ID)

    assert [command.le for command in chip.commands[1:6]] == [256, 0xE7, 256, 0xE7, 0xE7]


def test_a_file_shorter_than_it_says_is_malformed() -> None:
    cut = a_file(600)[:300]
    for quirk in (plain_read, end_of_file_warning):
        with pytest.raises(MalformedData, match="ends after 300"):
            read_file(ChipChannel(OneFile(cut, quirk)), FILE_ID)


def nothing_past_the_end(command: CommandApdu, offset: int, rest: bytes) -> ResponseApdu:
    assert command.le is not None
    return ResponseApdu(b"", 0x6B00) if command.le > len(rest) else ResponseApdu(rest[: command.le], 0x9000)


@pytest.mark.parametrize("size", [2, 90, 250, 600])
def test_a_chip_that_gives_nothing_past_the_end_is_asked_for_the_length_first(size: int) -> None:
    chip = OneFile(a_file(size), nothing_past_the_end)
    channel = ChipChannel(chip)

    assert read_file(channel, FILE_ID) == read_file(channel, FILE_ID) == a_file(size)
    assert channel.size.habits.probes_length == (size < 254)


@pytest.mark.parametrize("quirk", [plain_read, nothing_past_the_end])
def test_a_file_that_writes_its_length_in_five_bytes_is_read_like_any_other(quirk: Quirk) -> None:
    content = bytes.fromhex("7584000000C8") + bytes(200)
    chip = OneFile(content, quirk)

    assert read_file(ChipChannel(chip), FILE_ID) == content


def test_offset_outside_the_file_means_its_end() -> None:
    def outside(command: CommandApdu, offset: int, rest: bytes) -> ResponseApdu:
        return plain_read(command, offset, rest) if rest else ResponseApdu(b"", 0x6B00)

    with pytest.raises(MalformedData, match="ends after 256"):
        read_file(ChipChannel(OneFile(a_file(600)[:256], outside)), FILE_ID)
    with pytest.raises(StatusWordError):
        read_file(ChipChannel(OneFile(b"", outside)), FILE_ID)


def test_a_file_of_absurd_length_is_refused_after_one_block() -> None:
    chip = OneFile(bytes.fromhex("7583FFFFFF") + bytes(1000))

    with pytest.raises(LimitExceeded):
        read_file(ChipChannel(chip), FILE_ID)
    assert len(chip.commands) == 2


def test_a_chip_that_gives_more_than_asked_for_is_malformed() -> None:
    with pytest.raises(MalformedData):
        read_start(ChipChannel(OneFile(a_file(600), few_at_a_time)), FILE_ID, 8)


def test_a_warning_on_select_is_no_refusal_and_an_error_is() -> None:
    content = a_file(10)

    assert read_file(ChipChannel(OneFile(content, select_status=0x6283)), FILE_ID) == content
    for status in (0x6A82, 0x6982):
        with pytest.raises(StatusWordError) as caught:
            select_file(ChipChannel(OneFile(content, select_status=status)), FILE_ID)
        assert caught.value.status_word == status


def test_the_application_is_selected_by_name() -> None:
    chip = OneFile(b"")

    select_application(ChipChannel(chip), bytes.fromhex("A0000002471001"))

    assert chip.commands[0].encoded() == bytes.fromhex("00A4040C07A0000002471001")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=20), max_size=30))
def test_any_answers_end_in_content_or_a_chip_error(answers: list[bytes]) -> None:
    class Junk:
        def transmit(self, command: bytes) -> bytes:
            return answers.pop(0) if answers else b"\x6f\x00"

    try:
        read_file(ChipChannel(Junk()), FILE_ID)
    except ChipError:
        return
