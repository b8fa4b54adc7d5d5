"""Selecting and reading the files of a chip (Doc 9303-10 §3.6; ISO 7816-4 §11.2, §11.3).

The length of a file comes out of its first block: asking for four header bytes first would cost one exchange a file,
and is done only for chips that refuse (6B00) a read reaching past the end.
Chips disagree about reads at the end of a file (6282, 6Cxx, 6B00, fewer bytes); all are taken for what they mean.
"""

from __future__ import annotations

from collections.abc import Callable

from nfc_icao.chip.apdu import CommandApdu, ResponseApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import PlainAnswerError
from nfc_icao.chip.status_words import (
    END_OF_FILE,
    OFFSET_OUTSIDE_FILE,
    OK,
    WRONG_LENGTH,
    exact_length,
    is_warning,
    meaning,
)
from nfc_icao.encoding import tlv
from nfc_icao.errors import LimitExceeded, MalformedData, StatusWordError

MAX_FILE_BYTES = 256 * 1024
INS_SELECT = 0xA4
INS_READ_BINARY = 0xB0
INS_READ_BINARY_ODD = 0xB1

_MAX_SHORT_OFFSET = 0x7FFF
_HEADER_BYTES = 4  # A tag of one byte and a length of up to three: so every file of an eMRTD begins.
_DO_OFFSET = 0x54
_DO_DISCRETIONARY_DATA = 0x53
_ODD_OVERHEAD = 4  # DO53 with a two-byte length around what is read

FileProgress = Callable[[int, int], None]
"""Told the bytes that are there and the bytes the file has."""


def select_application(channel: ChipChannel, aid: bytes) -> None:
    """SELECT by DF name, no answer data wanted (Doc 9303-10 §3.6.1).

    Raises:
        StatusWordError: the chip has no such application, or will not show it.
        ChipError: as `ChipChannel.transmit`.
    """
    _select(channel, 0x04, aid)


def select_file(channel: ChipChannel, file_id: int) -> None:
    """SELECT an EF under the current DF by file identifier (Doc 9303-10 §3.6.2).

    Raises:
        StatusWordError: there is no such file, or it may not be selected.
        ChipError: as `ChipChannel.transmit`.
    """
    _select(channel, 0x02, file_id.to_bytes(2, "big"))


def _select(channel: ChipChannel, p1: int, name: bytes) -> None:
    response = channel.transmit(CommandApdu(0x00, INS_SELECT, p1, 0x0C, name))
    # Malaysian passports answer 6283 for EF.CardAccess and read well: a warning is no refusal.
    if not response.is_ok and not is_warning(response.sw):
        raise StatusWordError(INS_SELECT, response.sw, meaning(response.sw))


def read_file(channel: ChipChannel, file_id: int, progress: FileProgress | None = None) -> bytes:
    """Select a file and read the one data object it holds, header included; padding after it is left on the chip.

    Raises:
        StatusWordError: the chip refuses to select or to read it.
        MalformedData: it does not begin with a tag and a length, or ends before that length.
        LimitExceeded: it announces more than `MAX_FILE_BYTES`.
        PlainAnswerError: the session ended. Where the chip only disliked the length, `channel.reading_habits` differ.
        ChipError: as `ChipChannel.transmit`.
    """
    select_file(channel, file_id)
    content = _read_first_block(channel)
    total = tlv.parse_header(content).total_length
    if total > MAX_FILE_BYTES:
        raise LimitExceeded(f"file {file_id:04X} announces {total} bytes")
    while len(content) < total:
        if progress is not None:
            progress(len(content), total)
        block = _read_block(channel, len(content), min(channel.read_limit, total - len(content)))
        if not block:
            raise MalformedData(f"file {file_id:04X} ends after {len(content)} of {total} bytes")
        content += block
    if progress is not None:
        progress(total, total)
    return content[:total]


def read_start(channel: ChipChannel, file_id: int, size: int) -> bytes:
    """Select a file and read its first `size` bytes, at most one block.

    Raises:
        StatusWordError: the chip refuses.
        ChipError: as `ChipChannel.transmit`.
    """
    select_file(channel, file_id)
    return _read_block(channel, 0, min(size, channel.read_limit))


def _read_first_block(channel: ChipChannel) -> bytes:
    if not channel.probes_length:
        try:
            return _read_block(channel, 0, channel.read_limit)
        except StatusWordError as error:
            if error.status_word != OFFSET_OUTSIDE_FILE:
                raise
            channel.probes_length = True
    return _read_block(channel, 0, _HEADER_BYTES)


def _read_block(channel: ChipChannel, offset: int, size: int) -> bytes:
    """Up to `size` bytes from `offset`; empty when the file ends before it."""
    wanted = size
    while True:
        response = _read_binary(channel, offset, wanted)
        shorter = _shorter_length(response.sw, wanted)
        if shorter is None:
            break
        # Where a whole block was wanted, this may be the chip's limit: the end of the file comes only once.
        if size == channel.read_limit and (offset or response.sw == WRONG_LENGTH):
            channel.lower_read_limit(shorter)
        wanted = shorter
    if response.sw == OFFSET_OUTSIDE_FILE and offset:
        return b""
    if response.sw not in (OK, END_OF_FILE):
        raise StatusWordError(INS_READ_BINARY, response.sw, meaning(response.sw))
    if len(response.data) > wanted:
        raise MalformedData(f"{len(response.data)} bytes where {wanted} were asked for")
    return response.data


def _shorter_length(status_word: int, wanted: int) -> int | None:
    """The length to try after 6Cxx or 6700; None when the answer was something else or nothing shorter is left."""
    exact = exact_length(status_word)
    if exact is None and status_word == WRONG_LENGTH:
        exact = wanted // 2
    return exact if exact and exact < wanted else None


def _read_binary(channel: ChipChannel, offset: int, size: int) -> ResponseApdu:
    try:
        if offset <= _MAX_SHORT_OFFSET:
            return channel.transmit(CommandApdu(0x00, INS_READ_BINARY, offset >> 8, offset & 0xFF, le=size))
        return _read_binary_odd(channel, offset, size)
    except PlainAnswerError as error:
        # Remembered for the next session; Russian passports answer 6B00 so, and are silent afterwards.
        channel.probes_length |= error.status_word == OFFSET_OUTSIDE_FILE and not offset
        channel.lower_read_limit(_shorter_length(error.status_word, size) or 0)
        raise


def _read_binary_odd(channel: ChipChannel, offset: int, size: int) -> ResponseApdu:
    """READ BINARY with INS B1: the offset travels in DO54, the answer in DO53 (Doc 9303-10 §3.6.3)."""
    width = (offset.bit_length() + 7) // 8
    where = tlv.encode(_DO_OFFSET, offset.to_bytes(width, "big"))
    # Chips differ on whether Le counts the header of DO53; asking for less than the limit suits both.
    wanted = min(size + _ODD_OVERHEAD, channel.read_limit - _ODD_OVERHEAD)
    response = channel.transmit(CommandApdu(0x00, INS_READ_BINARY_ODD, 0x00, 0x00, where, wanted))
    if response.sw not in (OK, END_OF_FILE) or not response.data:
        return response
    found = tlv.parse(response.data)
    if found.tag != _DO_DISCRETIONARY_DATA:
        raise MalformedData(f"tag {found.tag:X} where DO53 was expected")
    return ResponseApdu(found.value[:size], response.sw)
