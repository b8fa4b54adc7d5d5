"""Selecting and reading the files of a chip (Doc 9303-10 §3.6; ISO 7816-4 §11.2, §11.3).

A short identifier in the first READ BINARY selects the file, which saves a SELECT; later reads give plain offsets. The
length of a file comes out of its first block: asking for four header bytes first would cost one exchange a file, and is
done only for chips that refuse a read reaching past the end. Chips disagree about reads at the end of a file (6282,
6Cxx, 6700, 6B00, fewer bytes); all are taken for what they mean. What a chip refuses for its form (short identifiers,
extended length) is asked for once more in the older form, and the older form is kept where that helped.
"""

from __future__ import annotations

from collections.abc import Callable

from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.read_binary import lengths_below, read_block, refuses_extended_read
from nfc_icao.chip.status_words import (
    FILE_NOT_FOUND,
    OFFSET_OUTSIDE_FILE,
    is_warning,
    may_mean_past_the_end,
    meaning,
)
from nfc_icao.encoding import tlv
from nfc_icao.errors import LimitExceeded, MalformedData, StatusWordError

MAX_FILE_BYTES = 256 * 1024
INS_SELECT = 0xA4

_LONGEST_HEADER_BYTES = 8
_HEADER_BYTES = 4  # A tag of one byte and a length of up to three: so nearly every file of an eMRTD begins.

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


def read_file(
    channel: ChipChannel,
    file_id: int,
    progress: FileProgress | None = None,
    *,
    by_short_id: bool = False,
    received: bytearray | None = None,
) -> bytes:
    """Read the one data object a file holds, header included; padding after it is left on the chip.

    The file is selected by SELECT, or `by_short_id` in the first read. `received` is what came of the file before;
    reading goes on after it, and it holds what has come by the time this ends in an error.

    Raises:
        StatusWordError: the chip refuses to select or to read it.
        MalformedData: it does not begin with a tag and a length, or ends before that length.
        LimitExceeded: it announces more than `MAX_FILE_BYTES`.
        PlainAnswerError: the session ended. `channel.size.habits` differ where the chip disliked how it was asked.
        ChipError: as `ChipChannel.transmit`.
    """
    content = bytearray() if received is None else received
    if content:
        select_file(channel, file_id)
    else:
        content += _open_and_read(channel, file_id, by_short_id)
    total = _announced_length(channel, file_id, content)
    if total > MAX_FILE_BYTES:
        raise LimitExceeded(f"file {file_id:04X} announces {total} bytes")
    while len(content) < total:
        if progress is not None:
            progress(len(content), total)
        block = _read_on(channel, file_id, len(content), min(channel.read_limit, total - len(content)))
        if not block:
            raise MalformedData(f"file {file_id:04X} ends after {len(content)} of {total} bytes")
        content += block
    if progress is not None:
        progress(total, total)
    return bytes(content[:total])


def read_start(channel: ChipChannel, file_id: int, size: int, *, by_short_id: bool = False) -> bytes:
    """Read the first `size` bytes of a file, at most one block; `by_short_id` also wherever that has worked before.

    Raises:
        StatusWordError: the chip refuses.
        ChipError: as `ChipChannel.transmit`.
    """
    size = min(size, channel.read_limit)
    if by_short_id or (channel.size.short_ids_work and not channel.size.habits.selects_files):
        try:
            return read_block(channel, 0, size, _short_id(file_id))
        except StatusWordError as error:
            if channel.size.short_ids_work or error.status_word == FILE_NOT_FOUND:
                raise
    select_file(channel, file_id)
    for shorter in lengths_below(size):
        try:
            return read_block(channel, 0, size)
        except StatusWordError as error:
            if not may_mean_past_the_end(error.status_word):
                raise
        size = shorter  # The file may be that short, and the chip give nothing past its end.
    return read_block(channel, 0, size)


def _short_id(file_id: int) -> int:
    """The short identifier of an eMRTD file: the last five bits of its identifier (Doc 9303-10 tables 32 and 38)."""
    return file_id & 0x1F


def _open_and_read(channel: ChipChannel, file_id: int, by_short_id: bool) -> bytes:
    """The first block of a file, which becomes the current one."""
    size = channel.size
    if not by_short_id or size.habits.selects_files:
        select_file(channel, file_id)
        return _read_first_block(channel, None)
    try:
        block = _read_first_block(channel, _short_id(file_id))
    except StatusWordError:
        if size.short_ids_work:
            raise
        select_file(channel, file_id)
        block = _read_first_block(channel, None)
        size.select_files()
        return block
    size.short_ids_work = True
    return block


def _read_first_block(channel: ChipChannel, short_id: int | None) -> bytes:
    """A block from offset 0, as long as may be; the header alone where the chip gives nothing past the end."""
    if channel.size.habits.probes_length:
        return read_block(channel, 0, _HEADER_BYTES, short_id)
    asked = channel.read_limit
    try:
        return read_block(channel, 0, asked, short_id)
    except StatusWordError as error:
        if refuses_extended_read(channel, error.status_word, asked) and error.status_word != OFFSET_OUTSIDE_FILE:
            return _read_first_short_block(channel, short_id)
        if not may_mean_past_the_end(error.status_word):
            raise
    return _read_header(channel, short_id, asked)


def _read_first_short_block(channel: ChipChannel, short_id: int | None) -> bytes:
    """The same after an extended read was refused, which may have been about the length."""
    asked = channel.short_read_limit
    try:
        block = read_block(channel, 0, asked, short_id)
    except StatusWordError as error:
        if not may_mean_past_the_end(error.status_word):
            raise
        block = _read_header(channel, short_id, asked)
    channel.size.keep_short()
    return block


def _read_header(channel: ChipChannel, short_id: int | None, refused: int) -> bytes:
    """The header, after a read of `refused` bytes was: if the file is shorter, its end was what the chip disliked."""
    header = read_block(channel, 0, _HEADER_BYTES, short_id)
    try:
        is_shorter = tlv.parse_header(header).total_length < refused
    except MalformedData:
        is_shorter = False  # A longer header, or none: `read_file` tells.
    if is_shorter:
        channel.size.probe_length()
    return header


def _announced_length(channel: ChipChannel, file_id: int, content: bytearray) -> int:
    """The length of the whole file. Where the header alone was asked for and is longer, the rest of it is read."""
    try:
        return tlv.parse_header(bytes(content[:_LONGEST_HEADER_BYTES])).total_length
    except LimitExceeded:
        raise
    except MalformedData:
        if len(content) != _HEADER_BYTES:
            raise
    content += _read_on(channel, file_id, _HEADER_BYTES, _LONGEST_HEADER_BYTES - _HEADER_BYTES)
    return tlv.parse_header(bytes(content)).total_length


def _read_on(channel: ChipChannel, file_id: int, offset: int, size: int) -> bytes:
    """A further block of the current file."""
    try:
        return read_block(channel, offset, size)
    except StatusWordError:
        if not channel.size.short_ids_work or channel.size.habits.selects_files:
            raise
    # A short identifier opens a file, but on some chips only for that one read.
    select_file(channel, file_id)
    block = read_block(channel, offset, size)
    channel.size.select_files()
    return block
