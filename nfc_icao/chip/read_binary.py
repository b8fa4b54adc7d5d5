"""One block of a file: READ BINARY, and what its refusals teach (ISO 7816-4 §11.3.3; Doc 9303-10 §3.6.3).

Inside a file, of which the length is known by then, a refusal of the length (67xx, 6Cxx) or of the offset (6B00) can
only mean that too much was asked for: some chips give less than the arithmetic allows, and say it in any of these
words. They are asked for less, step by step, and what was given is remembered for the rest of the conversation. Where
such a refusal ended the session, it is remembered at once: the next session begins with the smaller length.
"""

from __future__ import annotations

from nfc_icao.chip.apdu import CommandApdu, ResponseApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import PlainAnswerError
from nfc_icao.chip.status_words import (
    FILE_NOT_FOUND,
    NO_CURRENT_EF,
    OFFSET_OUTSIDE_FILE,
    OK,
    READ_WARNINGS,
    blames_length,
    exact_length,
    is_error,
    may_mean_past_the_end,
    meaning,
)
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData, StatusWordError

INS_READ_BINARY = 0xB0
INS_READ_BINARY_ODD = 0xB1

_MAX_SHORT_OFFSET = 0x7FFF
_SHORT_ID_FLAG = 0x80  # P1 bit 8 of READ BINARY: bits 5 to 1 are a short identifier, P2 the offset.
_DO_OFFSET = 0x54
_DO_DISCRETIONARY_DATA = 0x53
_ODD_OVERHEAD = 4  # DO53 with a two-byte length around what is read
_ABOUT_THE_FILE = (FILE_NOT_FOUND, NO_CURRENT_EF)
"""Not about the length, however it was written: chips refuse extended length even with 6982."""
_SHORTER_LENGTHS = (192, 128, 64, 32, 16)
"""What a chip is asked for that refuses a length without naming another: few steps, because each may cost a session."""


def read_block(channel: ChipChannel, offset: int, size: int, short_id: int | None = None) -> bytes:
    """Up to `size` bytes from `offset`; empty when the file ends before it.

    The caller asks for bytes beyond the first of the file only where the file announces them.

    Raises:
        StatusWordError: the chip refuses.
        MalformedData: it gives more than was asked for.
        ChipError: as `ChipChannel.transmit`.
    """
    tells_of_all_blocks = bool(offset) and (size == channel.read_limit or _is_untried(channel, size))
    wanted, learned = size, False
    while True:
        response = _read_binary(channel, offset, wanted, short_id)
        shorter = _shorter_length(channel, response, offset, wanted)
        if shorter is None:
            break
        # At offset 0, 6Cxx may speak of the end of the file, and of a file's last block it says nothing about others.
        wanted, learned = shorter, tells_of_all_blocks
    if offset and may_mean_past_the_end(response.sw) and not response.data:
        return b""
    if response.sw != OK and (response.sw not in READ_WARNINGS or not response.data):
        raise StatusWordError(INS_READ_BINARY, response.sw, meaning(response.sw))
    if len(response.data) > wanted:
        raise MalformedData(f"{len(response.data)} bytes where {wanted} were asked for")
    if learned:
        _keep_to(channel, wanted)
    return response.data


def lengths_below(size: int) -> tuple[int, ...]:
    """Shorter lengths to try in turn, the longest first."""
    return tuple(length for length in _SHORTER_LENGTHS if length < size)


def _shorter_length(channel: ChipChannel, response: ResponseApdu, offset: int, wanted: int) -> int | None:
    """The length to try after this answer; None when it is no refusal of the length, or nothing shorter is left."""
    shorter = exact_length(response.sw)
    if shorter is None and offset and _refuses_length(channel, response, wanted):
        shorter = _next_shorter(channel, wanted)
    return shorter if shorter and shorter < wanted else None


def _refuses_length(channel: ChipChannel, response: ResponseApdu, wanted: int) -> bool:
    """Inside the file: it gave nothing, and asking for less may help."""
    if may_mean_past_the_end(response.sw):
        return not response.data
    return refuses_extended_read(channel, response.sw, wanted)


def refuses_extended_read(channel: ChipChannel, status_word: int, wanted: int) -> bool:
    """An error where extended length has not worked yet, other than that there is no such file."""
    return _is_untried(channel, wanted) and is_error(status_word) and status_word not in _ABOUT_THE_FILE


def _is_untried(channel: ChipChannel, wanted: int) -> bool:
    """Whether a read of `wanted` bytes takes an extended APDU and none has been answered so far."""
    return wanted > channel.short_read_limit and not channel.size.extended_works


def _next_shorter(channel: ChipChannel, wanted: int) -> int | None:
    if wanted > channel.short_read_limit:
        return channel.short_read_limit
    return next(iter(lengths_below(wanted)), None)


def _keep_to(channel: ChipChannel, length: int) -> None:
    """Read in blocks of `length` from now on; a refused extended read means short APDUs for good."""
    if channel.read_limit > channel.short_read_limit:
        channel.size.keep_short()
    channel.lower_read_limit(length)


def _read_binary(channel: ChipChannel, offset: int, size: int, short_id: int | None) -> ResponseApdu:
    try:
        if offset > _MAX_SHORT_OFFSET:
            return _read_binary_odd(channel, offset, size)
        extended = size > channel.short_read_limit
        p1 = offset >> 8 if short_id is None else _SHORT_ID_FLAG | short_id
        return channel.transmit(CommandApdu(0x00, INS_READ_BINARY, p1, offset & 0xFF, le=size, extended=extended))
    except PlainAnswerError as error:
        if error.is_refusal:
            _learn_from_lost_session(channel, error.status_word, offset, size, short_id)
        raise


def _learn_from_lost_session(
    channel: ChipChannel, status_word: int, offset: int, wanted: int, short_id: int | None
) -> None:
    """Be more careful in the next session: a chip that ends one over a refusal is not asked the same twice."""
    size = channel.size
    past_the_end = may_mean_past_the_end(status_word)
    if offset and past_the_end:
        shorter = exact_length(status_word) or _next_shorter(channel, wanted)
        if shorter and shorter < wanted:
            _keep_to(channel, shorter)
    elif refuses_extended_read(channel, status_word, wanted) and status_word != OFFSET_OUTSIDE_FILE:
        size.keep_short()
    elif not offset and past_the_end and not size.habits.probes_length:
        size.probe_length()  # Russian passports answer 6B00 to a read past the end, and are silent afterwards.
    elif short_id is not None and not size.short_ids_work and not blames_length(status_word):
        size.select_files()
    elif short_id is None and status_word == NO_CURRENT_EF:
        size.select_files()  # A short identifier opened the file for one read only.


def _read_binary_odd(channel: ChipChannel, offset: int, size: int) -> ResponseApdu:
    """READ BINARY with INS B1: the offset travels in DO54, the answer in DO53 (Doc 9303-10 §3.6.3)."""
    width = (offset.bit_length() + 7) // 8
    where = tlv.encode(_DO_OFFSET, offset.to_bytes(width, "big"))
    # Chips differ on whether Le counts the header of DO53; asking for less than the limit suits both.
    wanted = min(size + _ODD_OVERHEAD, channel.read_limit - _ODD_OVERHEAD)
    extended = wanted > channel.short_read_limit
    response = channel.transmit(CommandApdu(0x00, INS_READ_BINARY_ODD, 0x00, 0x00, where, wanted, extended))
    if response.sw not in (OK, *READ_WARNINGS) or not response.data:
        return response
    found = tlv.parse(response.data)
    if found.tag != _DO_DISCRETIONARY_DATA:
        raise MalformedData(f"tag {found.tag:X} where DO53 was expected")
    return ResponseApdu(found.value[:size], response.sw)
