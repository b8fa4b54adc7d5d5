"""The portrait is found by what it is, never by where it should be."""

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.dg2 import parse_dg2

from .samples import J2K, JP2, JPEG, dg2, only_malformed_data_leaves


@pytest.mark.parametrize(("picture", "name"), [(JPEG, "jpeg"), (JP2, "jp2"), (J2K, "j2k")])
@pytest.mark.parametrize("tag", [0x5F2E, 0x7F2E])
def test_the_portrait_is_found_in_either_kind_of_data_block(picture, name, tag):
    portrait = parse_dg2(dg2(picture, tag))
    assert (portrait.format, portrait.data) == (name, picture)


@pytest.mark.parametrize("header", [b"", bytes(3), b"FAC\x00010\x00" + bytes(100), b"FAC\x00" + b"\xff" * 60])
def test_the_length_of_the_record_header_does_not_matter(header):
    assert parse_dg2(dg2(JPEG, header=header)).data == JPEG


def test_the_picture_does_not_show_in_the_repr():
    assert "data" not in repr(parse_dg2(dg2(JPEG)))


@pytest.mark.parametrize(
    "broken",
    [b"", encode(0x75), encode(0x61, b""), encode(0x75, encode(0x7F61, encode(0x02, b"\x00"))), dg2(b"no picture"),
     encode(0x75, encode(0x7F61, encode(0x7F60, encode(0xA1)))), dg2(JPEG)[:-1]],
)  # fmt: skip
def test_a_file_without_a_picture_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_dg2(broken)


def test_any_bytes_are_a_dg2_or_malformed():
    only_malformed_data_leaves(parse_dg2, dg2(JPEG), dg2(JP2))
