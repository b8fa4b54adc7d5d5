"""EF.CardAccess: which access protocols a chip speaks, readable before any of them (Doc 9303-10 §3.11.3).

It is read straight away with nothing selected: Vietnamese cards refuse SELECT MF (6D00) and some passports do too
(6A86, 6985), yet answer this. What it says is not signed; it only tells how to knock.
"""

from __future__ import annotations

from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.files import INS_SELECT, read_file
from nfc_icao.errors import MalformedData, StatusWordError
from nfc_icao.lds.files import EF_CARD_ACCESS
from nfc_icao.lds.security_infos import SecurityInfos, parse_security_infos

_SELECT_MASTER_FILE = CommandApdu(0x00, INS_SELECT, 0x00, 0x0C, bytes.fromhex("3F00"))


def read_card_access(channel: ChipChannel) -> bytes | None:
    """The bytes of EF.CardAccess; None when the chip has none, or none that is a SET OF SecurityInfo.

    Raises:
        ChipError: as `ChipChannel.transmit`, but for malformed data and refusals.
    """
    found = _read(channel)
    if found is None:
        channel.transmit(_SELECT_MASTER_FILE)  # Whatever it answers: the next SELECT tells.
        found = _read(channel)
    return found


def offered_protocols(card_access: bytes | None) -> SecurityInfos:
    """What EF.CardAccess offers; nothing when there is none."""
    return parse_security_infos(card_access) if card_access is not None else SecurityInfos()


def _read(channel: ChipChannel) -> bytes | None:
    try:
        content = read_file(channel, EF_CARD_ACCESS.file_id)
        parse_security_infos(content)
    except (StatusWordError, MalformedData):
        return None
    return content
