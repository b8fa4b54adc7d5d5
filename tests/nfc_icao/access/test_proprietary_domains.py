from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nfc_icao.access.keys import Can
from nfc_icao.access.opening import open_chip
from nfc_icao.access.proprietary_domains import proprietary_domains
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.domains import STANDARDIZED_DOMAINS
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.encoding import tlv
from nfc_icao.lds.der import encode_object_identifier
from nfc_icao.lds.security_infos import PaceDomainParameterInfo, PaceInfo, SecurityInfos

from .chip_authentication_card import ChipAuthenticationCard

ECDH_GM = "0.4.0.127.0.7.2.2.4.2"
GM_AES_128 = ECDH_GM + ".2"


def spelled_out(parameter_id: int) -> bytes:
    """The AlgorithmIdentifier of a key in this domain, parameters in full."""
    spki = ChipAuthenticationCard(parameter_id, Cipher.AES_128, "").spki()
    return tlv.parse(spki).children()[0].encoded()


def numbered(parameter_id: int) -> bytes:
    oid = tlv.encode(0x06, encode_object_identifier("0.4.0.127.0.7.1.2"))
    return tlv.encode(0x30, oid, tlv.encode(0x02, bytes([parameter_id])))


def own(algorithm: bytes, parameter_id: int | None = 40) -> PaceDomainParameterInfo:
    return PaceDomainParameterInfo(ECDH_GM, algorithm, parameter_id)


@pytest.mark.parametrize("parameter_id", STANDARDIZED_DOMAINS)
@pytest.mark.parametrize("written", [spelled_out, numbered])
def test_a_standardized_domain_under_another_number_is_recognized(parameter_id: int, written: Any) -> None:
    found = proprietary_domains([own(written(parameter_id))])

    assert found == {40: STANDARDIZED_DOMAINS[parameter_id]}


@pytest.mark.parametrize(
    "algorithm",
    [
        b"",
        b"\x30\x00",
        numbered(7),
        tlv.encode(0x30, tlv.encode(0x06, encode_object_identifier("1.2.840.10045.2.1"))),
        tlv.encode(
            0x30,
            tlv.encode(0x06, encode_object_identifier("1.2.840.10045.2.1")),
            tlv.encode(0x06, encode_object_identifier("1.2.840.10045.3.1.7")),
        ),
        spelled_out(13)[:-4] + bytes(4),
    ],
    ids=["nothing", "no algorithm", "reserved", "no parameters", "named curve", "another order"],
)
def test_what_is_no_standardized_domain_is_left_out(algorithm: bytes) -> None:
    assert proprietary_domains([own(algorithm)]) == {}


def test_a_reserved_number_cannot_be_given_another_meaning() -> None:
    assert proprietary_domains([own(spelled_out(8), 13)]) == {}


@given(st.binary(max_size=80))
def test_any_bytes_are_a_domain_or_left_out(algorithm: bytes) -> None:
    assert set(proprietary_domains([own(algorithm)])) <= {40}


@pytest.mark.parametrize("parameter_id", [40, None])
def test_a_chip_with_numbers_of_its_own_is_opened(pace_card: Any, parameter_id: int | None) -> None:
    chip = pace_card(GM_AES_128, 13)
    offers = SecurityInfos(
        pace=(PaceInfo(GM_AES_128, 2, parameter_id),), pace_domain_parameters=(own(spelled_out(13), parameter_id),)
    )

    opening = open_chip(ChipChannel(chip), [Can("123456")], offers, system_randomness)

    assert opening.domain == "brainpoolP256r1"
