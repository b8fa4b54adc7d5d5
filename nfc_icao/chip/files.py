"""Selecting and reading the files of a chip (Doc 9303-10 §3.6; ISO 7816-4 §11.2, §11.3).

A short identifier in the first READ BINARY selects the file, which saves a SELECT; later reads give plain offsets. The
length of a file comes out of its first block: asking for four header bytes first would cost one exchange a file, and is
done only for chips that refuse (6B00) a read reaching past the end. Chips disagree about reads at the end of a file
(6282, 6Cxx, 6B00, fewer bytes); all are taken for what they mean. What a chip refuses for its form (short identifiers,
extended length) is asked for once more in the older form, and the older form is kept where that helped.
"""

from __future__ import annotations

from collections.abc import Callable

from nfc_icao.chip.apdu import CommandApdu, ResponseApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import PlainAnswerError
from nfc_icao.chip.status_words import (
    END_OF_FILE,
    FILE_NOT_FOUND,
    NO_CURRENT_EF,
    OFFSET_OUTSIDE_FILE,
    OK,
    WRONG_LENGTH,
    blames_length,
    blames_the_file,
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
_SHORT_ID_FLAG = 0x80  # P1 bit 8 of READ BINARY: bits 5 to 1 are a short identifier, P2 the offset.
_LONGEST_HEADER_BYTES = 8
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
    total = tlv.parse_header(bytes(content[:_LONGEST_HEADER_BYTES])).total_length
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
            return _read_block(channel, 0, size, _short_id(file_id))
        except StatusWordError as error:
            if channel.size.short_ids_work or error.status_word == FILE_NOT_FOUND:
                raise
    select_file(channel, file_id)
    return _read_block(channel, 0, size)


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
    """A whole block from offset 0. Until an extended length has worked once, a refusal may be about that."""
    if channel.size.habits.probes_length:
        return _read_block(channel, 0, _HEADER_BYTES, short_id)
    try:
        return _read_block(channel, 0, channel.read_limit, short_id)
    except StatusWordError as error:
        if error.status_word == OFFSET_OUTSIDE_FILE:
            header = _read_block(channel, 0, _HEADER_BYTES, short_id)
            channel.size.probe_length()
            return header
        if not _is_untried_length(channel, channel.read_limit) or blames_the_file(error.status_word):
            raise
    block = _read_block(channel, 0, channel.short_read_limit, short_id)
    channel.size.keep_short()
    return block


def _read_on(channel: ChipChannel, file_id: int, offset: int, size: int) -> bytes:
    """A further block of the current file."""
    try:
        return _read_block(channel, offset, size)
    except StatusWordError:
        if not channel.size.short_ids_work or channel.size.habits.selects_files:
            raise
    # A short identifier opens a file, but on some chips only for that one read.
    select_file(channel, file_id)
    block = _read_block(channel, offset, size)
    channel.size.select_files()
    return block


def _read_block(channel: ChipChannel, offset: int, size: int, short_id: int | None = None) -> bytes:
    """Up to `size` bytes from `offset`; empty when the file ends before it."""
    wanted = size
    while True:
        response = _read_binary(channel, offset, wanted, short_id)
        shorter = _shorter_length(channel, response.sw, wanted)
        if shorter is None:
            break
        # Where a whole block was wanted, this may be the chip's limit: the end of the file comes only once.
        if wanted == channel.read_limit and (offset or exact_length(response.sw) is None):
            _accept_shorter(channel, shorter)
        wanted = shorter
    if response.sw == OFFSET_OUTSIDE_FILE and offset:
        return b""
    if response.sw not in (OK, END_OF_FILE):
        raise StatusWordError(INS_READ_BINARY, response.sw, meaning(response.sw))
    if len(response.data) > wanted:
        raise MalformedData(f"{len(response.data)} bytes where {wanted} were asked for")
    return response.data


def _shorter_length(channel: ChipChannel, status_word: int, wanted: int) -> int | None:
    """The length to try after 6Cxx or 67xx; None when the answer was something else or nothing shorter is left."""
    shorter = exact_length(status_word)
    if shorter is None and status_word >> 8 == WRONG_LENGTH >> 8:
        shorter = channel.short_read_limit if wanted > channel.short_read_limit else wanted // 2
    return shorter if shorter and shorter < wanted else None


def _accept_shorter(channel: ChipChannel, shorter: int) -> None:
    """Read in blocks of `shorter` from now on; a refused extended read means short APDUs for good."""
    if channel.read_limit > channel.short_read_limit:
        channel.size.keep_short()
    channel.lower_read_limit(shorter)


def _is_untried_length(channel: ChipChannel, wanted: int) -> bool:
    """Whether a read of `wanted` bytes takes an extended APDU and none has been answered so far."""
    return wanted > channel.short_read_limit and not channel.size.extended_works


def _read_binary(channel: ChipChannel, offset: int, size: int, short_id: int | None) -> ResponseApdu:
    try:
        if offset > _MAX_SHORT_OFFSET:
            return _read_binary_odd(channel, offset, size)
        extended = size > channel.short_read_limit
        p1 = offset >> 8 if short_id is None else _SHORT_ID_FLAG | short_id
        return channel.transmit(CommandApdu(0x00, INS_READ_BINARY, p1, offset & 0xFF, le=size, extended=extended))
    except PlainAnswerError as error:
        _learn_from_lost_session(channel, error.status_word, offset, size, short_id)
        raise


def _learn_from_lost_session(
    channel: ChipChannel, status_word: int, offset: int, wanted: int, short_id: int | None
) -> None:
    """Be more careful in the next session: a chip that ends one over a refusal is not asked the same twice."""
    size = channel.size
    # Russian passports answer 6B00 to a read past the end, and are silent afterwards.
    if status_word == OFFSET_OUTSIDE_FILE and not offset:
        size.probe_length()
    if _is_untried_length(channel, wanted) and not blames_the_file(status_word):
        size.keep_short()
    if short_id is not None and not size.short_ids_work and not blames_length(status_word):
        size.select_files()
    if short_id is None and status_word == NO_CURRENT_EF:
        size.select_files()  # A short identifier opened the file for one read only.
    shorter = _shorter_length(channel, status_word, wanted)
    if shorter is not None:
        _accept_shorter(channel, shorter)


def _read_binary_odd(channel: ChipChannel, offset: int, size: int) -> ResponseApdu:
    """READ BINARY with INS B1: the offset travels in DO54, the answer in DO53 (Doc 9303-10 §3.6.3)."""
    width = (offset.bit_length() + 7) // 8
    where = tlv.encode(_DO_OFFSET, offset.to_bytes(width, "big"))
    # Chips differ on whether Le counts the header of DO53; asking for less than the limit suits both.
    wanted = min(size + _ODD_OVERHEAD, channel.read_limit - _ODD_OVERHEAD)
    extended = wanted > channel.short_read_limit
    response = channel.transmit(CommandApdu(0x00, INS_READ_BINARY_ODD, 0x00, 0x00, where, wanted, extended))
    if response.sw not in (OK, END_OF_FILE) or not response.data:
        return response
    found = tlv.parse(response.data)
    if found.tag != _DO_DISCRETIONARY_DATA:
        raise MalformedData(f"tag {found.tag:X} where DO53 was expected")
    return ResponseApdu(found.value[:size], response.sw)
