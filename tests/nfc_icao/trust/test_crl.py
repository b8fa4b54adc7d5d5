"""Revocation lists of an imagined issuer."""

from datetime import UTC, datetime

import pytest
from lds.samples import only_malformed_data_leaves

from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.trust import parse_certificate
from nfc_icao.trust.crl import parse_crl

from .imagined_issuer import csca, revocation_list


def test_serial_numbers_dates_and_signature_are_read():
    parsed = parse_crl(revocation_list((7, 8, 1 << 100)))
    assert parsed.revoked_serial_numbers == {7, 8, 1 << 100}
    assert parsed.this_update == datetime(2026, 1, 1, tzinfo=UTC)
    assert parsed.next_update == datetime(2027, 1, 1, tzinfo=UTC)
    issuer = parse_certificate(csca())
    assert parsed.issuer == issuer.subject
    assert parsed.is_signed_by(issuer.public_key())


def test_a_list_of_nobody_is_read():
    assert parse_crl(revocation_list(())).revoked_serial_numbers == frozenset()


def test_a_list_of_thousands_is_read():
    assert len(parse_crl(revocation_list(tuple(range(1, 3001)))).revoked_serial_numbers) == 3000


def test_a_list_beyond_any_size_is_refused():
    with pytest.raises(LimitExceeded):
        parse_crl(bytes(1024 * 1024 + 1))


def test_a_certificate_is_no_revocation_list():
    with pytest.raises(MalformedData):
        parse_crl(csca())


def test_any_bytes_are_a_list_or_malformed():
    only_malformed_data_leaves(parse_crl, revocation_list((7, 8)))
