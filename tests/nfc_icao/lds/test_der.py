"""The limits every ASN.1 structure passes, and the primitive types."""

import time
from datetime import UTC, datetime

import pytest

from nfc_icao.encoding.tlv import Tlv, encode, parse
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import der

from .samples import only_malformed_data_leaves


@pytest.mark.parametrize("identifier", ["2.23.136.1.1.1", "0.4.0.127.0.7.2.2.4.2.2", "1.2.840.113549.1.7.2", "2.999.1"])
def test_object_identifiers_survive_encoding(identifier):
    assert der.dotted(der.encode_object_identifier(identifier)) == identifier


@pytest.mark.parametrize("content", ["", "80", "2a86"])
def test_an_object_identifier_cut_inside_an_arc_is_malformed(content):
    with pytest.raises(MalformedData):
        der.dotted(bytes.fromhex(content))


@pytest.mark.parametrize(
    "hostile",
    [
        encode(0x06, b"\x81" * 20_000 + b"\x01"),
        encode(0x30, encode(0x06, bytes(65))),
        encode(0x02, bytes(3000)),
        encode(0x30, b"\x05\x00" * 5000),
        bytes(40_000),
    ],
    ids=["long-oid", "oid-inside", "long-integer", "many-nodes", "too-many-bytes"],
)
def test_what_no_genuine_document_has_is_refused_quickly(hostile):
    before = time.perf_counter()
    with pytest.raises(LimitExceeded):
        der.decode(hostile, 32 * 1024)
    assert time.perf_counter() - before < 0.2


def test_nesting_five_thousand_deep_is_refused_quickly():
    nested = b""
    for _ in range(5000):
        nested = encode(0x30, nested)
    before = time.perf_counter()
    with pytest.raises(LimitExceeded):
        der.decode(nested, 32 * 1024)
    assert time.perf_counter() - before < 0.2


def test_bytes_after_the_object_are_allowed_only_where_a_file_may_be_padded():
    assert der.decode(b"\x05\x00\x00", 10, padded=True) == Tlv(5, b"")
    with pytest.raises(MalformedData):
        der.decode(b"\x05\x00\x00", 10)


@pytest.mark.parametrize(
    ("tag", "content", "expected"),
    [
        (0x0C, "Nguyễn".encode(), "Nguyễn"),
        (0x13, b"VN", "VN"),
        (0x16, b"a@b", "a@b"),
        (0x1E, "Nữ".encode("utf-16-be"), "Nữ"),
        (0x04, "Nữ\0".encode(), "Nữ"),
        (0x14, b"caf\xe9", "café"),
    ],
)
def test_text_of_every_usual_string_type_is_read(tag, content, expected):
    assert der.text(Tlv(tag, content)) == expected


@pytest.mark.parametrize("node", [Tlv(0x0C, b"\xff"), Tlv(0x13, b"\xc3"), Tlv(0x1E, b"a"), Tlv(0x30, b"")])
def test_text_that_its_tag_does_not_promise_is_malformed(node):
    with pytest.raises(MalformedData):
        der.text(node)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Tlv(0x17, b"491231235959Z"), datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (Tlv(0x17, b"500101000000Z"), datetime(1950, 1, 1, tzinfo=UTC)),
        (Tlv(0x17, b"2601020304Z"), datetime(2026, 1, 2, 3, 4, tzinfo=UTC)),
        (Tlv(0x18, b"20610413000000Z"), datetime(2061, 4, 13, tzinfo=UTC)),
        (Tlv(0x18, b"20260101000000.5Z"), datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_times_are_read_in_utc(node, expected):
    assert der.time(node) == expected


@pytest.mark.parametrize(
    "node", [Tlv(0x17, b"260101000000+0700"), Tlv(0x17, b"\xff"), Tlv(0x18, b"20261301000000Z"), Tlv(2, b"")]
)
def test_times_that_are_none_are_malformed(node):
    with pytest.raises(MalformedData):
        der.time(node)


def test_raw_members_keep_lengths_that_are_not_the_shortest():
    assert der.raw_members(bytes.fromhex("04810101020105")) == (bytes.fromhex("04810101"), bytes.fromhex("020105"))


def test_raw_members_that_reach_beyond_their_parent_are_malformed():
    with pytest.raises(MalformedData):
        der.raw_members(bytes.fromhex("040501"))


def test_absent_and_null_parameters_are_both_no_parameters():
    absent = der.algorithm_identifier(parse(bytes.fromhex("300306012a")))
    null = der.algorithm_identifier(parse(bytes.fromhex("300506012a0500")))
    assert absent.has_no_parameters
    assert null.has_no_parameters
    assert not der.algorithm_identifier(parse(bytes.fromhex("300606012a020105"))).has_no_parameters


def test_an_algorithm_means_the_same_with_absent_and_null_parameters_only():
    absent, null, other = (
        der.algorithm_identifier(parse(bytes.fromhex(encoded)))
        for encoded in ("300306012a", "300506012a0500", "300606012a020105")
    )
    assert absent.means_the_same_as(null)
    assert other.means_the_same_as(other)
    assert not other.means_the_same_as(null)
    assert not absent.means_the_same_as(der.algorithm_identifier(parse(bytes.fromhex("300306012b"))))


def test_any_bytes_are_decoded_or_malformed():
    only_malformed_data_leaves(lambda data: der.decode(data, 200))
