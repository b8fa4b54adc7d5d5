"""How long an APDU a reader carries: what its driver says (PC/SC Part 10 §2.2, §2.6), corrected by what is known of it.

Only some drivers answer: libccid and vpcd do, Windows' own does not. A reader about which nobody says anything carries
short APDUs, which all do.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from drivers.errors import DeviceError
from drivers.nfc.reader_models import model_of
from nfc_icao.errors import CardLost
from nfc_icao.transport import SHORT_APDUS, ApduLimits

FEATURE_GET_TLV_PROPERTIES = 0x12
PROPERTY_MAX_APDU_DATA_SIZE = 0x0A

_REQUEST = 3400
_LONGEST_APDU = 65_538

Control = Callable[[int], bytes]
"""SCardControl on the connected reader with this control code and no data. Raises `DeviceError` or `CardLost`."""


def feature_request_code(platform: str = sys.platform) -> int:
    """CM_IOCTL_GET_FEATURE_REQUEST: SCARD_CTL_CODE(3400), which Windows and pcsclite write differently."""
    return 0x31 << 16 | _REQUEST << 2 if platform == "win32" else 0x42000000 + _REQUEST


def limits_of_reader(reader: str, control: Control) -> ApduLimits:
    """The longest APDUs this reader carries."""
    model = model_of(reader)
    if model is not None and not model.limits.extended:
        return SHORT_APDUS
    told = told_by_driver(control)
    if told is None:
        return model.limits if model is not None else SHORT_APDUS
    longest = min(told, _LONGEST_APDU, model.limits.max_response_bytes if model is not None else _LONGEST_APDU)
    return ApduLimits(longest, longest) if longest > SHORT_APDUS.max_command_bytes else SHORT_APDUS


def told_by_driver(control: Control) -> int | None:
    """dwMaxAPDUDataSize; None when the driver does not say, or says nothing that makes sense."""
    try:
        features = dict(_objects(control(feature_request_code())))
        code = features.get(FEATURE_GET_TLV_PROPERTIES)
        if code is None:
            return None
        properties = dict(_objects(control(int.from_bytes(code, "big"))))
    except (DeviceError, CardLost):
        return None  # Drivers refuse this in many ways; a card that left is noticed by the first command.
    size = int.from_bytes(properties.get(PROPERTY_MAX_APDU_DATA_SIZE, b""), "little")
    return size or None


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag, length, value with one byte each for tag and length; what is cut short is left out."""
    position = 0
    while position + 2 <= len(data):
        length = data[position + 1]
        value = data[position + 2 : position + 2 + length]
        if len(value) == length:
            yield data[position], value
        position += 2 + length
