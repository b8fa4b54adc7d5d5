"""What a chip offers, in any order and with strangers among it."""

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.der import encode_object_identifier
from nfc_icao.lds.security_infos import (
    CHIP_AUTHENTICATION_PROTOCOLS,
    PACE_PROTOCOLS,
    ActiveAuthenticationInfo,
    ChipAuthenticationInfo,
    PaceInfo,
    TerminalAuthenticationInfo,
    parse_security_infos,
)

from .samples import CARD_ACCESS, only_malformed_data_leaves


def oid(identifier: str) -> bytes:
    return encode(0x06, encode_object_identifier(identifier))


def number(value: int) -> bytes:
    return encode(0x02, bytes([value]))


def info(*parts: bytes) -> bytes:
    return encode(0x30, *parts)


SPKI = encode(0x30, encode(0x30, oid("1.2.840.10045.2.1")), encode(0x03, b"\x00\x04"))


def test_the_card_access_of_vietnamese_cards_offers_pace_gm_on_brainpool_p256r1():
    infos = parse_security_infos(CARD_ACCESS)
    assert infos.pace == (PaceInfo("0.4.0.127.0.7.2.2.4.2.2", 2, 13),)
    assert infos.pace[0].protocol == PACE_PROTOCOLS["0.4.0.127.0.7.2.2.4.2.2"]
    assert (infos.pace[0].protocol.mapping, infos.pace[0].protocol.cipher) == ("GM", "AES-128")
    assert infos.chip_authentication == (ChipAuthenticationInfo("0.4.0.127.0.7.2.2.3.2.2", 1, None),)
    assert infos.chip_authentication[0].protocol.cipher == "AES-128"
    assert infos.terminal_authentication == TerminalAuthenticationInfo(1)


def test_members_come_in_any_order_and_padding_after_them_is_ignored():
    first, second = (
        info(oid("0.4.0.127.0.7.2.2.4.2.4"), number(2), number(16)),
        info(oid("0.4.0.127.0.7.2.2.2"), number(1)),
    )
    one = parse_security_infos(encode(0x31, first, second) + bytes(5))
    assert one == parse_security_infos(encode(0x31, second, first))


def test_keys_and_active_authentication_are_read():
    infos = parse_security_infos(
        encode(
            0x31,
            info(oid("0.4.0.127.0.7.2.2.1.2"), SPKI, number(5)),
            info(oid("0.4.0.127.0.7.2.2.1.2"), SPKI),
            info(oid("2.23.136.1.1.5"), number(1), oid("0.4.0.127.0.7.1.1.4.1.3")),
        )
    )
    assert [(key.spki, key.key_id) for key in infos.chip_authentication_keys] == [(SPKI, 5), (SPKI, None)]
    assert infos.active_authentication == ActiveAuthenticationInfo(1, "0.4.0.127.0.7.1.1.4.1.3")


def test_an_info_nobody_knows_is_kept_raw():
    unknown = info(oid("1.2.3.4"), number(1))
    infos = parse_security_infos(encode(0x31, unknown))
    assert [(one.oid, one.encoded) for one in infos.unknown] == [("1.2.3.4", unknown)]


def test_domain_parameters_of_the_chips_own_are_kept():
    algorithm = encode(0x30, oid("1.2.840.10045.2.1"))
    infos = parse_security_infos(encode(0x31, info(oid("0.4.0.127.0.7.2.2.4.2"), algorithm, number(40))))
    assert infos.pace_domain_parameters[0].parameter_id == 40
    assert infos.pace == ()


@pytest.mark.parametrize(
    "broken",
    [
        info(oid("0.4.0.127.0.7.2.2.4.2.2")),
        info(oid("0.4.0.127.0.7.2.2.4.2.2"), encode(0x04, b"\x02")),
        info(oid("0.4.0.127.0.7.2.2.1.2"), number(1)),
        info(oid("2.23.136.1.1.5"), number(1)),
        info(number(1), number(2)),
    ],
)
def test_a_known_info_without_its_members_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_security_infos(encode(0x31, broken))


def test_far_too_many_infos_are_malformed():
    with pytest.raises(MalformedData):
        parse_security_infos(encode(0x31, *[info(oid("1.2.3.4"), number(1))] * 65))


def test_cam_exists_with_aes_only():
    assert "0.4.0.127.0.7.2.2.4.6.1" not in PACE_PROTOCOLS
    assert PACE_PROTOCOLS["0.4.0.127.0.7.2.2.4.6.4"].mapping == "CAM"
    assert CHIP_AUTHENTICATION_PROTOCOLS["0.4.0.127.0.7.2.2.3.1.1"].key_agreement == "DH"


def test_any_bytes_are_security_infos_or_malformed():
    only_malformed_data_leaves(parse_security_infos, CARD_ACCESS)


@pytest.mark.parametrize("version", [0, 4, 10])
def test_a_version_of_chip_authentication_that_does_not_exist_is_malformed(version):
    info = encode(0x30, encode(0x06, bytes.fromhex("04007f00070202030202")), encode(0x02, bytes([version])))
    with pytest.raises(MalformedData):
        parse_security_infos(encode(0x31, info))
