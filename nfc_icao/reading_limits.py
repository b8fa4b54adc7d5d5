"""What the chip says about the length of APDUs before it is opened (Doc 9303-10 §3.11.2; ISO 7816-4 §12.1.1, §12.2.2).

Two places may announce extended length: the historical bytes of the ATR, and EF.ATR/INFO, which may name lengths too
and has the last word. Neither is signed: a wrong value costs time, never trust.
"""

from __future__ import annotations

from nfc_icao.chip.apdu import SHORT_NE_MAX
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.files import read_start
from nfc_icao.chip.historical_bytes import announces_extended_length
from nfc_icao.errors import MalformedData, StatusWordError
from nfc_icao.lds.atr_info import parse_atr_info
from nfc_icao.lds.files import DATA_GROUP_TAGS, EF_ATR_INFO

_TAG_OF_DG1 = bytes([DATA_GROUP_TAGS[1]])


def learn_limits(channel: ChipChannel, answer_to_reset: bytes) -> bytes | None:
    """Tell `channel.size` what the chip takes; returns EF.ATR/INFO, None when there is none.

    The file is worth a command only where the link carries more than short APDUs.

    Raises:
        ChipError: as `ChipChannel.transmit`, but for malformed data and refusals.
    """
    size = channel.size
    if not size.link_is_extended:
        return None
    if announces_extended_length(answer_to_reset):
        size.chip_knows_extended_length()
    try:
        content = read_start(channel, EF_ATR_INFO.file_id, SHORT_NE_MAX, by_short_id=True)
    except (StatusWordError, MalformedData):
        return None  # Most chips have none, some refuse it before access control.
    if content[:1] == _TAG_OF_DG1:
        return None  # The application is current and open: the same short identifier is DG1's there.
    try:
        info = parse_atr_info(content)
    except MalformedData:
        return content
    if info.extended_length is False:
        size.keep_short()
    elif info.limits is not None:
        size.chip_takes(info.limits)
    elif info.extended_length:
        size.chip_knows_extended_length()
    return content
