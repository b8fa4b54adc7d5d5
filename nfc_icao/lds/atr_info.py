"""EF.ATR/INFO: what the chip says about itself before anything is opened (Doc 9303-10 §3.11.2; ISO 7816-4 §12.2.2).

Two of its data objects matter to a reader: the longest APDUs the chip takes (7F66) and whether it knows extended length
at all (card capabilities, 47). Nothing in it is signed; a wrong value costs time, never trust. Some chips begin the
file with a category indicator, as in historical bytes, and most pad it.
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.encoding import tlv
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import der
from nfc_icao.transport import ApduLimits

MAX_BYTES = 4 * 1024
MAX_OBJECTS = 64

_EXTENDED_LENGTH_INFORMATION = 0x7F66
_CARD_CAPABILITIES = 0x47
_EXTENDED_LENGTH = 0x40  # Third software function table, bit 7 (ISO 7816-4 §12.1.1.9.3).
_SMALLEST_APDU = 5
_LARGEST_APDU = 65544  # Extended header 7, data 65535, Le 2 (ISO 7816-4 §5.2).
_CATEGORY_INDICATORS = (0x00, 0x10, 0x80)
_PADDING = (0x00, 0xFF)


@dataclass(frozen=True)
class AtrInfo:
    """What EF.ATR/INFO says."""

    max_command_bytes: int | None
    """Of a whole command APDU, header included; None when the chip does not say."""
    max_response_bytes: int | None
    """Of a whole response APDU, status word included; None when the chip does not say."""
    extended_length: bool | None
    """Card capabilities, 47: the chip knows extended length fields; None when it does not say."""

    @property
    def limits(self) -> ApduLimits | None:
        """Both lengths together; None unless the chip gives both."""
        if self.max_command_bytes is None or self.max_response_bytes is None:
            return None
        return ApduLimits(self.max_command_bytes, self.max_response_bytes)


def parse_atr_info(file: bytes) -> AtrInfo:
    """Read the file EF.ATR/INFO.

    Raises:
        MalformedData: its data objects are broken, or a length is none an APDU can have.
    """
    if len(file) > MAX_BYTES:
        raise LimitExceeded(f"EF.ATR/INFO of {len(file)} bytes")
    objects = {node.tag: node for node in reversed(_data_objects(file))}
    command = response = None
    if _EXTENDED_LENGTH_INFORMATION in objects:
        command, response = _lengths(objects[_EXTENDED_LENGTH_INFORMATION])
    capabilities = objects[_CARD_CAPABILITIES].value if _CARD_CAPABILITIES in objects else b""
    extended = bool(capabilities[2] & _EXTENDED_LENGTH) if len(capabilities) == 3 else None
    return AtrInfo(command, response, extended)


def atr_info_remarks(info: AtrInfo | None) -> tuple[str, ...]:
    """What an EF.ATR/INFO lacks that is there to speak of extended length; None stands for a broken one."""
    if info is None:
        return ("EF.ATR/INFO is malformed",)
    silent = info.limits is None and info.extended_length is not False
    return ("no lengths of APDUs in EF.ATR/INFO",) if silent else ()


def _data_objects(file: bytes) -> list[Tlv]:
    """The data objects side by side, between a category indicator, if there is one, and padding."""
    rest = file[1:] if file[:1] and file[0] in _CATEGORY_INDICATORS else file
    found: list[Tlv] = []
    while rest and rest[0] not in _PADDING:
        node = tlv.parse_prefix(rest)
        found.append(node)
        rest = rest[tlv.parse_header(rest).total_length :]
        if len(found) > MAX_OBJECTS:
            raise LimitExceeded(f"more than {MAX_OBJECTS} data objects in EF.ATR/INFO")
    return found


def _lengths(node: Tlv) -> tuple[int, int]:
    """7F66 ::= { 02 longest command, 02 longest response }; some chips leave out the leading zero of an INTEGER."""
    integers = [child.value for child in node.children() if child.tag == der.INTEGER]
    if len(integers) != 2:
        raise MalformedData(f"{len(integers)} lengths in EF.ATR/INFO, two expected")
    command, response = (int.from_bytes(value, "big") for value in integers)
    if not all(_SMALLEST_APDU <= length <= _LARGEST_APDU for length in (command, response)):
        raise MalformedData("EF.ATR/INFO announces lengths that no APDU has")
    return command, response
