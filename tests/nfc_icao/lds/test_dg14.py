"""The signed SecurityInfos in their file."""

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.dg14 import parse_dg14
from nfc_icao.lds.security_infos import parse_security_infos

from .samples import CARD_ACCESS, only_malformed_data_leaves


def test_the_infos_inside_are_read():
    assert parse_dg14(encode(0x6E, CARD_ACCESS)) == parse_security_infos(CARD_ACCESS)


@pytest.mark.parametrize(
    "broken", [b"", CARD_ACCESS, encode(0x6E), encode(0x6E, b"\x31\x00"), encode(0x6F, CARD_ACCESS)]
)
def test_another_file_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_dg14(broken)


def test_any_bytes_are_a_dg14_or_malformed():
    only_malformed_data_leaves(parse_dg14, encode(0x6E, CARD_ACCESS), examples=60)
