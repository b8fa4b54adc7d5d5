"""EF.CardSecurity: the SecurityInfos of the chip under its issuer's signature (Doc 9303-10 §3.11.4; 9303-11 §9.3).

The file PACE with chip authentication mapping needs: the chip's static key stands in it. Taken apart here and believed
in `nfc_icao.verifying`, by the same steps as EF.SOD.
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.encoding import tlv
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds.cms import SignedData, parse_signed_data
from nfc_icao.lds.files import EF_CARD_SECURITY
from nfc_icao.lds.security_infos import SecurityInfos, parse_security_infos

MAX_BYTES = 32 * 1024

ID_SECURITY_OBJECT = "0.4.0.127.0.7.3.2.1"
"""id-SecurityObject (Doc 9303-11 §9.3)."""


@dataclass(frozen=True)
class CardSecurity:
    """EF.CardSecurity, taken apart."""

    signed_data: SignedData
    infos: SecurityInfos


def parse_card_security(file: bytes) -> CardSecurity:
    """Read the file EF.CardSecurity; bytes after it are a card's padding.

    Raises:
        MalformedData: it is not one, or something in it is broken.
    """
    if len(file) > MAX_BYTES:
        raise LimitExceeded(f"EF.CardSecurity of {len(file)} bytes")
    header = tlv.parse_header(file)
    if header.tag != EF_CARD_SECURITY.tag:
        raise MalformedData(f"EF.CardSecurity begins with tag {header.tag:X}")
    signed_data = parse_signed_data(file[: header.total_length], MAX_BYTES)
    if signed_data.content_type != ID_SECURITY_OBJECT:
        raise MalformedData("EF.CardSecurity signs something that is no set of SecurityInfos")
    return CardSecurity(signed_data, parse_security_infos(signed_data.content))
