from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nfc_icao.chip.apdu import CommandApdu, parse_command, parse_response
from nfc_icao.errors import MalformedData


@pytest.mark.parametrize(
    ("command", "encoded"),
    [
        (CommandApdu(0x00, 0xA4, 0x02, 0x0C), "00A4020C"),
        (CommandApdu(0x00, 0xB0, 0x00, 0x00, le=256), "00B0000000"),
        (CommandApdu(0x00, 0xB0, 0x00, 0x00, le=223), "00B00000DF"),
        (CommandApdu(0x00, 0xA4, 0x02, 0x0C, b"\x01\x1e"), "00A4020C02011E"),
        (CommandApdu(0x00, 0x88, 0x00, 0x00, bytes(8), 256), "0088000008000000000000000000"),
        (CommandApdu(0x00, 0xB0, 0x00, 0x00, le=65536), "00B00000000000"),
        (CommandApdu(0x00, 0xB0, 0x00, 0x00, le=1000), "00B000000003E8"),
        (CommandApdu(0x00, 0x88, 0x00, 0x00, b"\xaa", 65536), "0088000000000 1AA0000".replace(" ", "")),
    ],
)
def test_every_case_of_length_is_written_and_read_back(command: CommandApdu, encoded: str) -> None:
    assert command.encoded().hex().upper() == encoded
    assert parse_command(bytes.fromhex(encoded)) == command


def test_more_than_255_bytes_of_data_make_both_lengths_extended() -> None:
    command = CommandApdu(0x00, 0xDB, 0x3F, 0xFF, bytes(256), 256)

    assert command.encoded()[4:7] == bytes.fromhex("000100")
    assert command.encoded()[-2:] == bytes.fromhex("0100")
    assert parse_command(command.encoded()) == command


@pytest.mark.parametrize("broken", ["", "00A402", "00A4020C05AA", "00A4020C02AABBCCDD", "00A4020C000005AA"])
def test_lengths_that_do_not_fit_the_bytes_are_malformed(broken: str) -> None:
    with pytest.raises(MalformedData):
        parse_command(bytes.fromhex(broken))


def test_a_response_without_status_word_is_malformed() -> None:
    assert parse_response(b"\x01\x90\x00").sw == 0x9000
    for short in (b"", b"\x90"):
        with pytest.raises(MalformedData):
            parse_response(short)


def test_a_command_of_impossible_size_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="extended"):
        CommandApdu(0x00, 0xB0, 0x00, 0x00, le=65537)
    with pytest.raises(ValueError, match="bytes"):
        CommandApdu(0x100, 0xB0, 0x00, 0x00)


def test_data_are_not_shown() -> None:
    assert "5345" not in repr(CommandApdu(0x00, 0x88, 0x00, 0x00, b"SE")) + repr(parse_response(b"SE\x90\x00"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=24))
def test_any_bytes_are_a_command_or_malformed(data: bytes) -> None:
    try:
        command = parse_command(data)
    except MalformedData:
        return
    assert parse_command(command.encoded()) == command
