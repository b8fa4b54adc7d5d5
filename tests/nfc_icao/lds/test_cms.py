"""SignedData taken apart, its signed bytes as received."""

import pytest
from trust.imagined_issuer import SIGNER_SIGNING, key_identifier, signed_data, signer

from nfc_icao.errors import MalformedData
from nfc_icao.lds.cms import parse_signed_data

from .samples import only_malformed_data_leaves

LIMIT = 32 * 1024
CONTENT_TYPE = "1.2.3.4"


def sample(**options: object) -> bytes:
    certificates = options.pop("certificates", [signer()])
    return signed_data(b"content", CONTENT_TYPE, SIGNER_SIGNING, certificates, **options)


def test_content_certificates_and_signer_are_taken_apart():
    parsed = parse_signed_data(sample(), LIMIT)
    assert (parsed.content_type, parsed.content) == (CONTENT_TYPE, b"content")
    assert parsed.certificates == (signer(),)
    assert (parsed.signers[0].version, parsed.signers[0].serial_number) == (1, 7)
    assert parsed.signers[0].signed_attributes.content_type == CONTENT_TYPE


def test_the_order_of_signed_attributes_is_kept_as_received():
    straight = parse_signed_data(sample(), LIMIT).signers[0].signed_attributes
    turned = parse_signed_data(sample(attributes_order=-1), LIMIT).signers[0].signed_attributes
    assert straight.signed_bytes != turned.signed_bytes
    assert sorted(straight.signed_bytes) == sorted(turned.signed_bytes)
    assert straight.message_digest == turned.message_digest


@pytest.mark.parametrize("count", [0, 1, 3])
def test_none_one_or_several_certificates_may_come_along(count):
    assert len(parse_signed_data(sample(certificates=[signer()] * count), LIMIT).certificates) == count


def test_a_signer_may_be_named_by_its_key():
    info = parse_signed_data(sample(by_key_identifier=True), LIMIT).signers[0]
    assert (info.issuer, info.subject_key_identifier) == (None, key_identifier(SIGNER_SIGNING))


def test_no_attributes_and_no_signer_are_reported_as_such():
    assert parse_signed_data(sample(with_attributes=False), LIMIT).signers[0].signed_attributes is None
    assert parse_signed_data(sample(with_signer=False), LIMIT).signers == ()


@pytest.mark.parametrize(
    ("genuine", "altered"),
    [
        ("a082", "a182"),
        ("2a864886f70d010702", "2a864886f70d010701"),
        ("020103310f", "020101310f"),
        ("0201013058", "0201033058"),
    ],
)
def test_an_altered_structure_is_malformed(genuine, altered):
    data = sample()
    changed = data.hex().replace(genuine, altered, 1)
    assert changed != data.hex(), genuine
    with pytest.raises(MalformedData):
        parse_signed_data(bytes.fromhex(changed), LIMIT)


def test_a_signer_with_a_hash_that_was_not_announced_is_malformed():
    data = sample().hex()
    sha_256, sha_384 = "608648016503040201", "608648016503040202"
    with pytest.raises(MalformedData, match="announce"):
        parse_signed_data(bytes.fromhex(data.replace(sha_256, sha_384, 1)), LIMIT)


def test_a_hash_announced_with_null_and_used_without_is_the_same():
    data = sample().hex()
    with_null, without = "300d06096086480165030402010500", "300b0609608648016503040201"
    first = data.index(with_null)
    assert with_null in data[first + 1 :]
    changed = data[:first] + with_null.replace("0500", "0400") + data[first + len(with_null) :]
    with pytest.raises(MalformedData, match="parameters"):
        parse_signed_data(bytes.fromhex(changed), LIMIT)
    assert parse_signed_data(sample(announced=bytes.fromhex(without)), LIMIT).signers[0].digest_algorithm.parameters


def test_too_many_certificates_are_malformed():
    with pytest.raises(MalformedData):
        parse_signed_data(sample(certificates=[signer()] * 9), LIMIT)


def test_any_bytes_are_signed_data_or_malformed():
    only_malformed_data_leaves(lambda data: parse_signed_data(data, LIMIT), sample(), examples=300)
