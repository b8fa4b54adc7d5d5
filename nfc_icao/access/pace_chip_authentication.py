"""What PACE with chip authentication mapping brings beside the session (Doc 9303-11 §4.4.3.5).

The chip explains its mapping key by its static one. Whether the explanation is right is a verdict, given elsewhere from
EF.CardSecurity; a chip that gives none, or nothing that can be decrypted, has failed the proof and not the session.
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.access.pace_protocols import CAM, PaceProtocol
from nfc_icao.crypto.ciphers import Cipher, decrypt_cbc, encrypt_ecb_block
from nfc_icao.crypto.padding import unpad
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData

DO_CHIP_AUTHENTICATION_DATA = 0x8A


@dataclass(frozen=True)
class ChipAuthenticationData:
    """For the check PK_Map,IC = CA_IC · PK_IC. Not a proof by itself."""

    parameter_id: int
    """Standardized domain parameters of the run, however the chip numbers them."""
    ca_ic: bytes
    """CA_IC as decrypted; empty when there was nothing that can be decrypted."""
    pk_map_ic: bytes
    """The chip's mapping key, as sent."""


def chip_authentication_data(
    protocol: PaceProtocol, answer: tlv.Tlv, ks_enc: bytes, pk_map_ic: bytes
) -> ChipAuthenticationData | None:
    """DO8A of the last answer; it is there under chip authentication mapping, and only then (§4.4.5).

    Raises:
        MalformedData: there is one under another mapping.
    """
    found = [child.value for child in answer.children() if child.tag == DO_CHIP_AUTHENTICATION_DATA]
    if protocol.mapping != CAM:
        if found:
            raise MalformedData("chip authentication data where none are called for")
        return None
    ca_ic = decrypt_ca_ic(protocol.cipher, ks_enc, found[0]) if len(found) == 1 else b""
    parameter_id = protocol.domain.parameter_id
    assert parameter_id is not None  # PACE runs in standardized domains only.
    return ChipAuthenticationData(parameter_id, ca_ic, pk_map_ic)


def decrypt_ca_ic(cipher: Cipher, ks_enc: bytes, encrypted: bytes) -> bytes:
    """CA_IC without its padding; empty when `encrypted` is not what the padding or the cipher calls for.

    The initial vector is E(KS_enc, -1), -1 being a block of ones (§4.4.3.5.4). Some readers take the ones themselves
    for the vector, and get a wrong first block.
    """
    vector = encrypt_ecb_block(cipher, ks_enc, b"\xff" * cipher.block_size)
    try:
        return unpad(decrypt_cbc(cipher, ks_enc, encrypted, vector))
    except MalformedData:
        return b""
