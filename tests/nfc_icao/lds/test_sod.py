"""The signed hashes, and shapes no issuer gives them."""

import hashlib

import pytest
from trust.imagined_issuer import LDS_SECURITY_OBJECT, SIGNER_SIGNING, security_object, signed_data, signer

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds.sod import SECURITY_OBJECT_TYPES, parse_sod

from .samples import only_malformed_data_leaves

GROUPS = {"DG1": b"one", "DG2": b"two", "DG16": b"sixteen"}


def sod(content: bytes, content_type: str = LDS_SECURITY_OBJECT, tag: int = 0x77) -> bytes:
    return encode(tag, signed_data(content, content_type, SIGNER_SIGNING, [signer()]))


def test_the_signed_hashes_are_read():
    found = parse_sod(sod(security_object(GROUPS)))
    assert found.version == 0
    assert found.hash_algorithm.oid == "2.16.840.1.101.3.4.2.1"
    assert dict(found.data_group_hashes) == {
        int(name[2:]): hashlib.sha256(data).digest() for name, data in GROUPS.items()
    }
    assert (found.lds_version, found.unicode_version) == (None, None)


def test_version_one_tells_its_lds_version():
    found = parse_sod(sod(security_object(GROUPS, version=1)))
    assert (found.version, found.lds_version, found.unicode_version) == (1, "0108", "040000")


@pytest.mark.parametrize("content_type", sorted(SECURITY_OBJECT_TYPES))
def test_the_draft_identifiers_of_early_documents_are_read_too(content_type):
    assert parse_sod(sod(security_object(GROUPS), content_type)).signed_data.content_type == content_type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x30\x00",
        security_object({}),
        security_object(GROUPS, version=2),
        security_object(GROUPS, extra_hashes={0: bytes(32)}),
        security_object(GROUPS, extra_hashes={17: bytes(32)}),
    ],
    ids=["nothing", "empty", "no-hashes", "version-2", "data-group-0", "data-group-17"],
)
def test_a_security_object_of_another_shape_is_malformed(content):
    with pytest.raises(MalformedData):
        parse_sod(sod(content))


def test_two_hashes_for_one_data_group_are_malformed():
    one = security_object({"DG1": b"one"})
    entry = one[one.index(bytes.fromhex("30250201")) :]
    algorithm = bytes.fromhex("300d06096086480165030402010500")
    doubled = encode(0x30, bytes.fromhex("020100"), algorithm, encode(0x30, entry, entry))
    with pytest.raises(MalformedData, match="two hashes for DG1"):
        parse_sod(sod(doubled))


def test_signed_data_over_something_else_is_malformed():
    with pytest.raises(MalformedData):
        parse_sod(sod(security_object(GROUPS), "1.2.840.113549.1.7.1"))


def test_another_tag_is_malformed():
    with pytest.raises(MalformedData):
        parse_sod(sod(security_object(GROUPS), tag=0x78))


def test_a_file_beyond_any_genuine_size_is_refused():
    with pytest.raises(LimitExceeded):
        parse_sod(encode(0x77, bytes(33 * 1024)))


def test_any_bytes_are_a_sod_or_malformed():
    only_malformed_data_leaves(parse_sod, sod(security_object(GROUPS)), examples=300)
