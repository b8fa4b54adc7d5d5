from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from nfc_icao.access.active_authentication import internal_authenticate
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.errors import MalformedData

from .conftest import EXTENDED

CHALLENGE = bytes.fromhex("0102030405060708")


def der(key: Any) -> bytes:
    encoded: bytes = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return encoded


def test_a_short_signature_is_asked_for_with_a_short_length(script: Any) -> None:
    chip = script([("0088000008 0102030405060708 00", "AABB9000")])

    answer = internal_authenticate(ChipChannel(chip), CHALLENGE, der(ec.generate_private_key(ec.SECP256R1())))

    assert (answer.data, answer.sw) == (b"\xaa\xbb", 0x9000)


def test_a_long_rsa_signature_is_asked_for_with_an_extended_length(script: Any) -> None:
    chip = script([("00880000 000008 0102030405060708 0000", "6985")])
    chip.limits = EXTENDED

    answer = internal_authenticate(ChipChannel(chip), CHALLENGE, der(rsa.generate_private_key(65537, 3072)))

    assert answer.sw == 0x6985


def test_over_a_short_link_it_is_asked_for_with_a_short_length(script: Any) -> None:
    chip = script([("0088000008 0102030405060708 00", "AABB9000")])

    answer = internal_authenticate(ChipChannel(chip), CHALLENGE, der(rsa.generate_private_key(65537, 3072)))

    assert answer.is_ok


def test_a_key_that_is_none_is_malformed(script: Any) -> None:
    with pytest.raises(MalformedData):
        internal_authenticate(ChipChannel(script([])), CHALLENGE, b"\x30\x00")
