"""Certificates of the document PKI, compared with what another library reads in them."""

import time
from datetime import UTC, datetime

import pytest
from asn1crypto import x509
from cryptography.x509 import load_der_x509_certificate
from lds.samples import only_malformed_data_leaves

from nfc_icao.errors import MalformedData
from nfc_icao.trust import parse_certificate
from nfc_icao.trust.certificates import CRL_SIGN, DIGITAL_SIGNATURE, KEY_CERT_SIGN

from .imagined_issuer import CSCA_SIGNING, SIGNER_SIGNING, Signing, csca, key_identifier, signer

SAMPLES = [csca(), signer(), csca(Signing("pss")), csca(Signing("secp256r1"))]


@pytest.mark.parametrize("encoded", SAMPLES[1:])
def test_everything_agrees_with_another_library(encoded):
    ours, theirs = parse_certificate(encoded), load_der_x509_certificate(encoded)
    assert ours.serial_number == theirs.serial_number
    assert (ours.not_before, ours.not_after) == (theirs.not_valid_before_utc, theirs.not_valid_after_utc)
    assert (ours.tbs, ours.signature) == (theirs.tbs_certificate_bytes, theirs.signature)
    assert ours.issuer_der == theirs.issuer.public_bytes()


def test_a_country_signing_certificate_with_explicit_parameters_is_read():
    certificate = parse_certificate(csca())
    assert certificate.is_ca
    assert certificate.key_usage == {KEY_CERT_SIGN, CRL_SIGN}
    assert certificate.subject_key_identifier == key_identifier(CSCA_SIGNING)
    assert certificate.is_signed_by(certificate.public_key())
    assert certificate.is_self_issued
    assert not certificate.is_link
    assert len(certificate.fingerprint) == 64


def test_a_document_signer_names_its_issuer_and_is_no_authority():
    certificate = parse_certificate(signer())
    assert not certificate.is_ca
    assert certificate.key_usage == {DIGITAL_SIGNATURE}
    assert certificate.authority_key_identifier == key_identifier(CSCA_SIGNING)
    assert certificate.is_signed_by(parse_certificate(csca()).public_key())
    assert not certificate.is_signed_by(parse_certificate(csca(Signing("secp384r1"))).public_key())


def test_a_link_certificate_has_one_name_and_two_keys():
    new = Signing("secp384r1", "sha384", number=5)
    link = parse_certificate(csca(new, issuer_signing=CSCA_SIGNING))
    assert link.is_self_issued
    assert link.is_link
    assert link.is_signed_by(parse_certificate(csca()).public_key())


@pytest.mark.parametrize("number", [0, -5, 1 << 150])
def test_serial_numbers_of_every_kind_are_read(number):
    assert parse_certificate(signer(serial_number=number)).serial_number == number


def test_a_certificate_without_extensions_is_read():
    certificate = parse_certificate(signer(key_usage=set(), with_key_identifiers=False))
    assert (certificate.key_usage, certificate.subject_key_identifier, certificate.is_ca) == (None, None, False)


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_extensions_belong_to_version_3(version):
    certificate = x509.Certificate.load(signer())
    tbs = certificate["tbs_certificate"]
    tbs["version"] = version
    certificate["tbs_certificate"] = tbs
    with pytest.raises(MalformedData):
        parse_certificate(certificate.dump(force=True))


def test_an_unknown_critical_extension_is_named():
    unknown = {"extn_id": "1.2.3.4", "critical": True, "extn_value": b"\x05\x00"}
    assert parse_certificate(signer(extra_extensions=(unknown,))).unknown_critical_extensions == ("1.2.3.4",)


def test_an_extension_that_comes_twice_is_malformed():
    usage = {"extn_id": "key_usage", "critical": True, "extn_value": {"digital_signature"}}
    with pytest.raises(MalformedData):
        parse_certificate(signer(extra_extensions=(usage,)))


def test_two_different_signature_algorithms_are_malformed():
    certificate = x509.Certificate.load(signer(issuer_signing=Signing("secp256r1")))
    certificate["signature_algorithm"] = {"algorithm": "sha384_ecdsa"}
    with pytest.raises(MalformedData):
        parse_certificate(certificate.dump(force=True))


def test_years_beyond_2049_are_read():
    far = datetime(2049, 6, 1, tzinfo=UTC)
    assert parse_certificate(signer(valid=(datetime(2020, 1, 1, tzinfo=UTC), far))).not_after == far


def test_a_hostile_extension_costs_no_time():
    oid = b"\x06\x83\x00\x70\x00" + b"\x81" * 0x7000
    endless = {"extn_id": "1.2.3.4", "critical": False, "extn_value": oid}
    before = time.perf_counter()
    parse_certificate(signer(extra_extensions=(endless,)))
    assert time.perf_counter() - before < 0.3


def test_the_repr_is_a_fingerprint():
    certificate = parse_certificate(signer(SIGNER_SIGNING))
    assert repr(certificate) == f"Certificate({certificate.fingerprint[:16]})"


def test_any_bytes_are_a_certificate_or_malformed():
    only_malformed_data_leaves(parse_certificate, csca(), signer(), examples=300)
