"""Additional document details: all fields, and the ways cards write them."""

from datetime import date

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.dg12 import parse_dg12

from .samples import only_malformed_data_leaves

WHOLE = encode(
    0x6C,
    encode(0x5C, bytes.fromhex("5F195F26A05F1B5F1C5F1D5F1E5F555F56")),
    encode(0x5F19, "CỤC CẢNH SÁT".encode()),
    encode(0x5F26, bytes.fromhex("20210504")),
    encode(0xA0, encode(0x02, b"\x01"), encode(0x5F1A, b"NGUYEN<<BE")),
    encode(0x5F1B, b"none"),
    encode(0x5F1C, b"tax"),
    encode(0x5F1D, b"front"),
    encode(0x5F1E, b"rear"),
    encode(0x5F55, b"20210504101500"),
    encode(0x5F56, b"SYS-1"),
)


def test_every_field_is_read():
    details = parse_dg12(WHOLE)
    assert details.issuing_authority == "CỤC CẢNH SÁT"
    assert details.date_of_issue.value == date(2021, 5, 4)
    assert details.other_persons == ("NGUYEN BE",)
    assert (details.endorsements, details.tax_or_exit_requirements) == ("none", "tax")
    assert (details.front_image, details.rear_image) == (b"front", b"rear")
    assert details.personalized_at.text == "20210504101500"
    assert details.personalization_system == "SYS-1"
    assert len(details.listed) == 9


@pytest.mark.parametrize("broken", [b"", encode(0x6B), encode(0x6C, encode(0x5F26, b"1")), WHOLE[:-1]])
def test_a_broken_file_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_dg12(broken)


def test_nothing_personal_shows_in_the_repr():
    assert repr(parse_dg12(WHOLE)) == "DocumentDetails()"


def test_any_bytes_are_a_dg12_or_malformed():
    only_malformed_data_leaves(parse_dg12, WHOLE)
