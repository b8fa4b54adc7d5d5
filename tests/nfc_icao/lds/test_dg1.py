"""The machine readable zone in its file."""

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.dg1 import parse_dg1

from .samples import SPECIMEN_TD1, only_malformed_data_leaves

FILE = encode(0x61, encode(0x5F1F, SPECIMEN_TD1.encode("ascii")))


def test_the_zone_is_read():
    mrz = parse_dg1(FILE)
    assert (mrz.format, mrz.document_number, mrz.all_valid) == ("TD1", "D23145890", True)


@pytest.mark.parametrize(
    "broken",
    [b"", encode(0x62, FILE[2:]), encode(0x61), encode(0x61, encode(0x5F1F, b"\xc3\x91" * 45)), FILE[:-1]],
)
def test_a_file_without_a_zone_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_dg1(broken)


def test_any_bytes_are_a_dg1_or_malformed():
    only_malformed_data_leaves(parse_dg1, FILE)
