"""What all data groups have in common."""

import pytest

from nfc_icao.encoding.tlv import Tlv, encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.data_group import count, open_data_group


def test_a_file_under_the_tag_of_its_number_opens_whatever_follows_it():
    assert open_data_group(encode(0x75, b"\x02\x00") + bytes(9), 2).value == b"\x02\x00"


@pytest.mark.parametrize("file", [b"", encode(0x76), encode(0x75, b"1234")[:-1], b"\x75"])
def test_another_tag_or_a_cut_file_is_malformed(file):
    with pytest.raises(MalformedData):
        open_data_group(file, 2)


@pytest.mark.parametrize(("value", "number"), [(b"\x00", 0), (b"\x10", 16), (b"\x00\x03", 3)])
def test_a_count_is_a_small_number(value, number):
    assert count(Tlv(0x02, value), 16) == number


@pytest.mark.parametrize("value", [b"", b"\x11", b"\x01\x00", b"\x00\x00\x01"])
def test_a_count_beyond_the_limit_is_malformed(value):
    with pytest.raises(MalformedData):
        count(Tlv(0x02, value), 16)
