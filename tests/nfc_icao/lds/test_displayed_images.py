"""Pictures as printed on the document."""

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.displayed_images import parse_dg5, parse_dg7

from .samples import JP2, JPEG, only_malformed_data_leaves

DG5 = encode(0x65, encode(0x02, b"\x01"), encode(0x5F40, JPEG))
DG7 = encode(0x67, encode(0x02, b"\x02"), encode(0x5F43, JPEG), encode(0x5F43, JP2))


def test_displayed_portraits_and_signatures_are_read():
    assert [one.data for one in parse_dg5(DG5)] == [JPEG]
    assert [(one.format, one.data) for one in parse_dg7(DG7)] == [("jpeg", JPEG), ("jp2", JP2)]


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        encode(0x66),
        encode(0x65, encode(0x5F40, JPEG)),
        encode(0x65, encode(0x02, b"\x02"), encode(0x5F40, JPEG)),
        encode(0x65, encode(0x02, b"\x00")),
        encode(0x65, encode(0x02, b"\x01"), encode(0x5F40, b"no picture")),
        DG5[:-1],
    ],
)
def test_a_broken_file_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_dg5(broken)


def test_any_bytes_are_displayed_images_or_malformed():
    only_malformed_data_leaves(parse_dg7, DG7)
