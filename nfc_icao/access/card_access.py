"""EF.CardAccess: which access protocols a chip speaks, readable before any of them (Doc 9303-10 §3.11.3).

It belongs to the master file, but chips disagree about how that becomes the current one. The ways below are tried in
order until one of them leads to a file that can be understood. What the file says is not signed; it only tells how to
knock.
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.files import INS_SELECT, read_file
from nfc_icao.errors import MalformedData, StatusWordError
from nfc_icao.lds.files import EF_CARD_ACCESS, EMRTD_APPLICATION
from nfc_icao.lds.security_infos import SecurityInfos, parse_security_infos


@dataclass(frozen=True)
class Approach:
    """What to send before EF.CardAccess is selected, and which chips need it."""

    command: CommandApdu | None
    needed_by: str
    after_refusal_only: bool = False
    """Pointless when the command before it was accepted."""


APPROACHES = (
    Approach(None, "Vietnamese identity cards: SELECT MF answers 6D00, yet the file is there at once"),
    Approach(
        CommandApdu(0x00, INS_SELECT, 0x00, 0x0C, bytes.fromhex("3F00")),
        "readers and systems that have selected the application before us (6982 or 6A82 at first)",
    ),
    Approach(
        CommandApdu(0x00, INS_SELECT, 0x00, 0x0C),
        "French (6A86, 6985) and Ukrainian (6A87) passports: the master file without its identifier",
        after_refusal_only=True,
    ),
    Approach(
        CommandApdu(0x00, INS_SELECT, 0x04, 0x0C, EMRTD_APPLICATION),
        "Latvian identity cards: the file lies inside the application",
    ),
)
"""Each command's own answer is ignored (6283 from Malaysian passports among them): the next SELECT tells."""


def read_card_access(channel: ChipChannel) -> bytes | None:
    """The bytes of EF.CardAccess; None when the chip has none, or none that is a SET OF SecurityInfo.

    Raises:
        ChipError: as `ChipChannel.transmit`, but for malformed data and refusals.
    """
    was_refused = False
    for approach in APPROACHES:
        if approach.after_refusal_only and not was_refused:
            continue
        if approach.command is not None:
            was_refused = not channel.transmit(approach.command).is_ok
        found = _read(channel)
        if found is not None:
            return found
    return None


def offered_protocols(card_access: bytes | None) -> SecurityInfos:
    """What EF.CardAccess offers; nothing when there is none."""
    return parse_security_infos(card_access) if card_access is not None else SecurityInfos()


def _read(channel: ChipChannel) -> bytes | None:
    try:
        content = read_file(channel, EF_CARD_ACCESS.file_id)
        parse_security_infos(content)
    except (StatusWordError, MalformedData):
        if channel.is_exhausted:
            raise
        return None
    return content
