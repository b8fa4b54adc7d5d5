"""Additional personal details: all fields, and the ways cards write them."""

from datetime import date

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.dg11 import parse_dg11

from .samples import only_malformed_data_leaves

WHOLE = encode(
    0x6B,
    encode(0x5C, bytes.fromhex("5F0EA05F105F2B5F115F425F125F135F145F155F165F175F18")),
    encode(0x5F0E, "NGUYỄN<<VĂN<AN".encode()),
    encode(0xA0, encode(0x02, b"\x02"), encode(0x5F0F, b"AN<NGUYEN"), encode(0x5F0F, b"BA")),
    encode(0x5F10, b"001099012345"),
    encode(0x5F2B, b"19990315"),
    encode(0x5F11, b"HOAN KIEM<HA NOI<"),
    encode(0x5F42, "Số 1<Hà Nội".encode()),
    encode(0x5F12, b"+84 24 0000000"),
    encode(0x5F13, b"NONG DAN"),
    encode(0x5F14, b"DR"),
    encode(0x5F15, b"-"),
    encode(0x5F16, b"\xff\xd8"),
    encode(0x5F17, b"<C0000001<<C0000002"),
    encode(0x5F18, b"none"),
)


def test_every_field_is_read():
    details = parse_dg11(WHOLE)
    assert details.full_name == "NGUYỄN VĂN AN"
    assert details.other_names == ("AN NGUYEN", "BA")
    assert details.personal_number == "001099012345"
    assert details.date_of_birth.value == date(1999, 3, 15)
    assert details.place_of_birth == ("HOAN KIEM", "HA NOI")
    assert details.permanent_address == ("Số 1", "Hà Nội")
    assert (details.telephone, details.profession, details.title) == ("+84 24 0000000", "NONG DAN", "DR")
    assert (details.personal_summary, details.custody_information) == ("-", "none")
    assert details.proof_of_citizenship == b"\xff\xd8"
    assert details.other_travel_documents == ("C0000001", "C0000002")
    assert len(details.listed) == 13


def test_a_file_with_nothing_in_it_has_nothing_to_say():
    details = parse_dg11(encode(0x6B, encode(0x5C, b"\x5f\x0e"), encode(0x5F0E, b"")))
    assert (details.full_name, details.other_names, details.listed) == (None, (), (0x5F0E,))


def test_other_names_are_read_outside_their_template_as_well():
    assert parse_dg11(encode(0x6B, encode(0x5F0F, b"BA"))).other_names == ("BA",)


@pytest.mark.parametrize("broken", [b"", encode(0x6C), encode(0x6B, encode(0x5F2B, b"199903")), WHOLE[:-1]])
def test_a_broken_file_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_dg11(broken)


def test_nothing_personal_shows_in_the_repr():
    assert repr(parse_dg11(WHOLE)) == "PersonalDetails()"


def test_any_bytes_are_a_dg11_or_malformed():
    only_malformed_data_leaves(parse_dg11, WHOLE)
