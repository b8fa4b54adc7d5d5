"""Commands whose data do not fit a short APDU: a Diffie-Hellman key of 2048 bits takes 264 bytes.

Extended length is the standard's way, and Italian identity cards cannot be opened without it. Where the link carries
short APDUs only, the command is chained (ISO 7816-4 §5.3.3): Doc 9303-11 §4.4.4.3 reserves chaining for chips that
announce it, but there is nothing else left to try then, and a chip that does not know it says so.
"""

from __future__ import annotations

from nfc_icao.chip.apdu import EXTENDED_MAX, SHORT_NC_MAX, SHORT_NE_MAX, CommandApdu, ResponseApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import maximum_short_read
from nfc_icao.chip.status_words import meaning
from nfc_icao.errors import StatusWordError

CLA_CHAINED = 0x10

_EXTENDED_OVERHEAD = 48
"""At most, around the data: header, both lengths, and under secure messaging DO87, a block of padding, DO97, DO8E."""
_STATUS_WORD_BYTES = 2


def transmit_long(channel: ChipChannel, command: CommandApdu) -> ResponseApdu:
    """Send a command with data of any length and return its answer, whatever its status word.

    Only the last piece of a chain asks for an answer, which tells it from the steps of PACE, which are chained too.

    Raises:
        ChipError: as `ChipChannel.transmit`.
    """
    room = _short_room(channel)
    if len(command.data) <= room or _fits_extended(channel, len(command.data)):
        return channel.transmit(command)
    pieces = [command.data[start : start + room] for start in range(0, len(command.data), room)]
    for piece in pieces[:-1]:
        chained = CommandApdu(command.cla | CLA_CHAINED, command.ins, command.p1, command.p2, piece)
        response = channel.transmit(chained)
        if not response.is_ok:
            return response
    return channel.transmit(CommandApdu(command.cla, command.ins, command.p1, command.p2, pieces[-1], command.le))


def require_long(channel: ChipChannel, command: CommandApdu) -> bytes:
    """The same, for an answer that must say 9000.

    Raises:
        StatusWordError: it says something else.
        ChipError: as `ChipChannel.transmit`.
    """
    response = transmit_long(channel, command)
    if not response.is_ok:
        raise StatusWordError(command.ins, response.sw, meaning(response.sw))
    return response.data


def fits_short(channel: ChipChannel, data_bytes: int) -> bool:
    """Whether so much data goes into one short command, and comes back in one short answer."""
    return data_bytes <= _short_room(channel)


def expected_length(channel: ChipChannel, answer_bytes: int) -> int:
    """Le for an answer of up to so many bytes. Where the link is short, the chip may answer in pieces (61xx)."""
    if answer_bytes <= SHORT_NE_MAX or not channel.size.link_is_extended:
        return SHORT_NE_MAX
    return min(channel.size.link.max_response_bytes - _STATUS_WORD_BYTES, EXTENDED_MAX)


def _short_room(channel: ChipChannel) -> int:
    """Bytes of data in a short command. What a protected answer has room for, a protected command has too."""
    session = channel.secure_messaging
    return SHORT_NC_MAX if session is None else maximum_short_read(session.cipher)


def _fits_extended(channel: ChipChannel, data_bytes: int) -> bool:
    size = channel.size
    return size.link_is_extended and data_bytes + _EXTENDED_OVERHEAD <= size.link.max_command_bytes
