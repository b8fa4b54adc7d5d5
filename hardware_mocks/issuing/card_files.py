"""The files of the master file (Doc 9303-10 §3.11): EF.ATR/INFO, EF.DIR, EF.CardSecurity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from asn1crypto import core

from hardware_mocks.issuing.authority import DocumentSigner
from hardware_mocks.issuing.chip_keys import ChipKey
from hardware_mocks.issuing.security_infos import card_security_infos
from hardware_mocks.issuing.signed_data import signed_data
from hardware_mocks.profiles import Profile
from nfc_icao.encoding import tlv

EMRTD_AID = bytes.fromhex("A0000002471001")
ID_SECURITY_OBJECT = "0.4.0.127.0.7.3.2.1"
_CAN_CHAIN = 0x80
_EXTENDED_AND_INFO = 0x60
"""Third byte of the card capabilities: extended length, and that EF.ATR/INFO says how much (ISO 7816-4 §12.1.1.9)."""


def ef_atr_info(profile: Profile) -> bytes:
    """Card capabilities and buffer sizes (Doc 9303-10 §3.11.2; ISO 7816-4 §12.7.1)."""
    sizes = [core.Integer(size).dump() for size in (profile.max_command_bytes, profile.max_response_bytes)]
    lengths = _EXTENDED_AND_INFO if profile.extended_length else 0x00
    return tlv.encode(0x47, bytes([0x80, 0x00, _CAN_CHAIN | lengths])) + tlv.encode(0x7F66, *sizes)


def ef_dir() -> bytes:
    """One application template: that of the eMRTD (ISO 7816-4 §12.2.3)."""
    return tlv.encode(0x61, tlv.encode(0x4F, EMRTD_AID))


def ef_card_security(profile: Profile, keys: Sequence[ChipKey], signer: DocumentSigner, signed_on: date) -> bytes:
    """EF.CardSecurity: the keys of chip authentication mapping, signed as EF.SOD is (Doc 9303-10 §3.11.4)."""
    return signed_data(card_security_infos(profile, keys), ID_SECURITY_OBJECT, signer, signed_on)
