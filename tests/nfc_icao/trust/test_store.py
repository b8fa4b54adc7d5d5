"""What an operator installs, and who is found in it."""

import pytest

from nfc_icao.trust import TrustStore, TrustStoreError, parse_certificate
from nfc_icao.trust.names import parse_name

from .imagined_issuer import (
    CSCA_SIGNING,
    SIGNER_SIGNING,
    Signing,
    armoured,
    csca,
    key_identifier,
    ldif,
    master_list,
    name,
    revocation_list,
    signer,
)

OTHER = Signing("secp384r1", "sha384", number=5)


def issuers(store: TrustStore, certificate: bytes) -> list[bytes]:
    return [one.encoded for one in store.find_issuers(parse_certificate(certificate))]


def test_the_issuer_is_found_by_key_among_generations_of_one_name():
    store = TrustStore.from_certificates([csca(OTHER), csca()])
    assert issuers(store, signer()) == [csca()]
    assert issuers(store, signer(issuer_signing=OTHER)) == [csca(OTHER)]


def test_without_a_matching_key_the_name_is_a_hint():
    store = TrustStore.from_certificates([csca(), csca(OTHER), csca(Signing("secp256r1"), "CSCA Khác")])
    assert set(issuers(store, signer(with_key_identifiers=False))) == {csca(), csca(OTHER)}


def test_a_link_certificate_is_not_its_own_issuer_and_comes_after_the_self_signed_one():
    link = csca(OTHER, issuer_signing=CSCA_SIGNING)
    store = TrustStore.from_certificates([link, csca(), csca(OTHER)])
    assert issuers(store, link) == [csca()]
    assert issuers(store, signer(issuer_signing=OTHER)) == [csca(OTHER), link]


def test_another_country_is_no_issuer_even_under_the_same_key():
    store = TrustStore.from_certificates([csca(country="UT")])
    assert issuers(store, signer()) == []


def test_a_document_signer_in_the_store_issues_nothing():
    own = signer(issuer_signing=SIGNER_SIGNING, issuer_name="DS 1")
    store = TrustStore.from_certificates([signer()])
    assert issuers(store, own) == []


def test_an_installed_document_signer_is_found_by_serial_number_or_key():
    store = TrustStore.from_certificates([csca(), signer()])
    issuer = parse_name(name("CSCA Tưởng Tượng").dump())
    by_number = store.find_signers(issuer=issuer, serial_number=7, key_identifier=None)
    by_key = store.find_signers(issuer=None, serial_number=None, key_identifier=key_identifier(SIGNER_SIGNING))
    assert [one.encoded for one in by_number] == [one.encoded for one in by_key] == [signer()]
    assert store.find_signers(issuer=issuer, serial_number=8, key_identifier=b"") == ()


def test_the_same_certificate_twice_is_there_once():
    assert len(TrustStore.from_certificates([csca(), csca()]).certificates) == 1


def test_every_kind_of_file_in_a_directory_is_read(tmp_path):
    (tmp_path / "a.der").write_bytes(csca())
    (tmp_path / "b.pem").write_bytes(armoured(csca(OTHER)) + armoured(signer()))
    (tmp_path / "c.CER").write_bytes(armoured(csca(Signing("rsa"), "CSCA Ba")))
    (tmp_path / "d.ml").write_bytes(master_list([csca(Signing("secp256r1"), "CSCA Bốn"), b"\x30\x03\x02\x01\x00"]))
    (tmp_path / "e.ldif").write_bytes(ldif({"userCertificate;binary": csca(Signing("pss"), "CSCA Năm")}))
    (tmp_path / "f.crl").write_bytes(revocation_list((7,)))
    (tmp_path / "g.crl").write_bytes(armoured(revocation_list((8,)), "X509 CRL"))
    (tmp_path / "README.txt").write_text("not ours", encoding="utf-8")
    (tmp_path / "folder.der").mkdir()
    store = TrustStore.from_directory(tmp_path)
    assert len(store.certificates) == 6
    assert [sorted(one.revoked_serial_numbers) for one in store.revocation_lists] == [[7], [8]]
    assert len(store.problems) == 1
    assert store.problems[0].startswith("d.ml, entry 2")


def test_an_empty_directory_trusts_nobody(tmp_path):
    assert TrustStore.from_directory(tmp_path) == TrustStore()


@pytest.mark.parametrize("file_name", ["x.der", "x.cer", "x.crt", "x.pem", "x.crl", "x.ml"])
@pytest.mark.parametrize("content", [b"", b"junk", b"-----BEGIN THING-----\nAA==\n-----END THING-----"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, file_name, content):
    (tmp_path / file_name).write_bytes(content)
    with pytest.raises(TrustStoreError, match=file_name):
        TrustStore.from_directory(tmp_path)


@pytest.mark.parametrize(
    ("file_name", "content"),
    [
        ("x.pem", b"-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----"),
        ("x.ldif", b"userCertificate;binary:: %%%"),
    ],
)
def test_broken_base64_is_named(tmp_path, file_name, content):
    (tmp_path / file_name).write_bytes(content)
    with pytest.raises(TrustStoreError, match=file_name):
        TrustStore.from_directory(tmp_path)


def test_a_directory_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TrustStoreError, match="nowhere"):
        TrustStore.from_directory(tmp_path / "nowhere")


def test_certificates_given_directly_are_counted_in_the_error():
    with pytest.raises(TrustStoreError, match="certificate 2"):
        TrustStore.from_certificates([csca(), b"junk"])
    with pytest.raises(TrustStoreError, match="revocation list 1"):
        TrustStore.from_certificates([], [b"junk"])


def test_lists_of_an_issuer_come_latest_first():
    from datetime import UTC, datetime

    older = revocation_list((1,), this_update=datetime(2025, 1, 1, tzinfo=UTC))
    store = TrustStore.from_certificates([csca()], [older, revocation_list((2,))])
    found = store.find_revocation_lists(store.certificates[0])
    assert [one.revoked_serial_numbers for one in found] == [{2}, {1}]
