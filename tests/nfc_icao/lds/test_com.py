"""The unsigned list of files."""

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.com import Com, parse_com

from .samples import only_malformed_data_leaves

SPECIMEN = bytes.fromhex("60165F0104303130375F36063034303030305C046175766C")
"""Doc 9303-10 §4.6.1, the worked example."""


def test_the_example_of_the_standard_is_read():
    assert parse_com(SPECIMEN) == Com("0107", "040000", (1, 2, 4, 12))


def test_the_list_keeps_the_order_of_the_chip():
    assert parse_com(encode(0x60, encode(0x5C, bytes.fromhex("6175636D6F6E")))).data_groups == (1, 2, 3, 13, 15, 14)


def test_padding_after_the_file_is_ignored():
    assert parse_com(SPECIMEN + bytes(8)) == parse_com(SPECIMEN)


@pytest.mark.parametrize(
    "broken",
    [
        encode(0x61, encode(0x5C, b"\x61")),
        encode(0x60, encode(0x5F01, b"0107")),
        encode(0x60, encode(0x5C, b"\x61\x62")),
        encode(0x60, encode(0x5C, b"\x61" * 65)),
        encode(0x60, encode(0x5F01, b"01x7"), encode(0x5C, b"\x61")),
        SPECIMEN[:-1],
    ],
)
def test_a_broken_file_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_com(broken)


def test_any_bytes_are_a_com_or_malformed():
    only_malformed_data_leaves(parse_com, SPECIMEN)
