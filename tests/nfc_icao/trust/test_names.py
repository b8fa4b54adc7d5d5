"""Names that are one name however they are written."""

import pytest
from asn1crypto import x509
from lds.samples import only_malformed_data_leaves

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.trust.names import parse_name

from .imagined_issuer import name


def test_case_spaces_and_string_type_do_not_make_another_name():
    one = x509.Name.build({"country_name": "VN", "common_name": "CSCA  Viet Nam"})
    other = x509.Name.build({"country_name": "vn", "common_name": "csca viet nam"}, use_printable=True)
    assert one.dump() != other.dump()
    assert parse_name(one.dump()) == parse_name(other.dump())


def test_another_order_or_value_is_another_name():
    assert parse_name(name("CSCA 1").dump()) != parse_name(name("CSCA 2").dump())


def test_country_and_common_name_are_found():
    parsed = parse_name(name("CSCA", "vn").dump())
    assert (parsed.country, parsed.common_name) == ("VN", "csca")
    assert parse_name(encode(0x30)).country is None


def test_a_value_that_is_no_text_is_compared_as_bytes():
    attribute = encode(0x30, encode(0x06, b"\x55\x04\x2d"), encode(0x03, b"\x00\x01"))
    assert parse_name(encode(0x30, encode(0x31, attribute))).attributes == (("2.5.4.45", "0001"),)


def test_a_name_of_endless_attributes_is_malformed():
    attribute = encode(0x30, encode(0x06, b"\x55\x04\x03"), encode(0x0C, b"x"))
    with pytest.raises(MalformedData):
        parse_name(encode(0x30, *[encode(0x31, attribute)] * 65))


def test_any_bytes_are_a_name_or_malformed():
    only_malformed_data_leaves(parse_name, name("CSCA").dump())
