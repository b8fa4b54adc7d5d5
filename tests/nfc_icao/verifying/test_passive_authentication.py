"""C5 to C10: signatures of every kind, and every way they can be wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from trust.imagined_issuer import (
    CSCA_SIGNING,
    SIGNER_SIGNING,
    Signing,
    csca,
    key_identifier,
    revocation_list,
    security_object,
    signer,
)

from nfc_icao.trust import Assurance, Obligation, Result, TrustStore, VerificationReport
from nfc_icao.verifying import verify_chip

from .imagined_document import NOW, data_groups, reading, sod, store

PAST = (datetime(2015, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC))
FUTURE = (datetime(2030, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))


def report(trust: TrustStore | None = None, **options: Any) -> VerificationReport:
    return verify_chip(reading(sod=sod(data_groups(), **options)), trust or store(), at=NOW)


def verdict(found: VerificationReport, check_id: str) -> tuple[Result, str]:
    check = found.check(check_id)
    return check.result, check.reason.removeprefix("passive_authentication.")


@pytest.mark.parametrize(
    "signing",
    [
        Signing("rsa"),
        Signing("rsa", "sha1"),
        Signing("pss"),
        Signing("pss", "sha512"),
        Signing("secp256r1"),
        Signing("secp384r1", "sha384"),
        Signing("secp224r1", "sha224"),
        Signing("brainpoolP256r1", explicit=True),
        Signing("brainpoolP384r1", "sha384", explicit=True),
        Signing("brainpoolP320r1", explicit=True),
        Signing("brainpoolP512r1", "sha256", explicit=True),
    ],
    ids=lambda one: f"{one.scheme}-{one.digest}",
)
def test_document_signers_of_every_kind_are_verified(signing):
    assert report(signing=signing).overall is Result.SUCCESSFUL


@pytest.mark.parametrize(
    "signing",
    [
        Signing("rsa"),
        Signing("pss"),
        Signing("secp256r1"),
        Signing("brainpoolP512r1", "sha512", explicit=True),
        Signing("brainpoolP320r1", explicit=True),
    ],
    ids=lambda one: one.scheme,
)
def test_issuers_of_every_kind_are_verified(signing):
    found = report(store(csca(signing)), certificates=[signer(issuer_signing=signing)])
    assert verdict(found, "C7") == (Result.SUCCESSFUL, "issuer_trusted")


@pytest.mark.parametrize("options", [{"digest": "sha512"}, {"hash_digest": "sha512"}, {"hash_digest": "sha1"}])
def test_the_hash_of_the_content_the_groups_and_the_signature_may_all_differ(options):
    assert report(**options).overall is Result.SUCCESSFUL


@pytest.mark.parametrize("options", [{"attributes_order": -1}, {"by_key_identifier": True}, {"version": 1}])
def test_what_real_issuers_vary_is_accepted(options):
    assert report(**options).overall is Result.SUCCESSFUL


def test_several_certificates_may_come_along():
    assert report(certificates=[csca(), signer(Signing("rsa"), serial_number=8), signer()]).overall is Result.SUCCESSFUL


def test_without_a_certificate_an_installed_signer_is_taken():
    found = report(store(csca(), signer()), certificates=[])
    assert found.overall is Result.SUCCESSFUL


def test_without_any_certificate_the_signer_is_unknown():
    found = report(certificates=[])
    assert verdict(found, "C6") == (Result.UNDETERMINED, "signer_unknown")
    assert found.overall is Result.UNDETERMINED


def test_a_signature_by_another_key_is_wrong():
    found = report(certificates=[signer(Signing("secp256r1", number=77))])
    assert verdict(found, "C6") == (Result.FAILED, "signature_wrong")
    assert (found.overall, found.assurance) == (Result.FAILED, Assurance.CLAIMED)


def test_a_right_signature_under_a_certificate_it_does_not_name_is_left_to_a_person():
    found = report(serial_number=99)
    assert verdict(found, "C6") == (Result.UNDETERMINED, "signer_misnamed")
    assert found.overall is Result.UNDETERMINED


def test_a_content_that_is_not_the_one_signed_fails():
    genuine = sod(data_groups())
    hashes = security_object(data_groups())
    altered = hashes[:-1] + bytes([hashes[-1] ^ 1])
    found = verify_chip(reading(sod=genuine.replace(hashes, altered)), store(), at=NOW)
    assert verdict(found, "C5") == (Result.FAILED, "content_altered")
    assert verdict(found, "C6") == (Result.SUCCESSFUL, "signature_valid")
    assert found.overall is Result.FAILED


def test_signed_attributes_are_mandatory():
    found = report(with_attributes=False)
    assert verdict(found, "C5") == (Result.FAILED, "no_signed_attributes")
    assert found.overall is Result.FAILED


def test_a_content_type_that_was_not_signed_fails():
    assert verdict(report(declared_content_type="1.2.840.113549.1.7.1"), "C5") == (Result.FAILED, "content_type_wrong")


def test_a_security_object_without_signers_fails():
    assert verdict(report(with_signer=False), "C6") == (Result.FAILED, "no_signer")


@pytest.mark.parametrize("options", [{"digest": "md5"}])
def test_md5_proves_nothing(options):
    found = report(**options)
    assert verdict(found, "C5") == (Result.FAILED, "weak_algorithm")
    assert found.overall is Result.FAILED


def test_certificates_that_cannot_be_read_fail():
    found = report(certificates=[b"\x30\x03\x02\x01\x00"])
    assert verdict(found, "C6") == (Result.FAILED, "signer_malformed")


def test_another_countrys_store_leaves_the_issuer_unknown():
    found = report(store(csca(common_name="CSCA Utopia", country="UT")))
    assert verdict(found, "C7") == (Result.UNDETERMINED, "no_trust_anchor")


def test_a_forged_pki_with_the_same_names_is_never_successful():
    forged_csca, forged_signer = (
        Signing("brainpoolP384r1", "sha384", explicit=True, number=66),
        Signing("secp256r1", number=67),
    )
    forged = [signer(forged_signer, issuer_signing=forged_csca), csca(forged_csca)]
    found = report(signing=forged_signer, certificates=forged)
    assert verdict(found, "C6") == (Result.SUCCESSFUL, "signature_valid")
    assert verdict(found, "C7") == (Result.UNDETERMINED, "no_trust_anchor")
    assert found.overall is Result.UNDETERMINED


def test_a_forged_signer_that_claims_the_genuine_key_identifier_fails():
    forged_csca = Signing("brainpoolP384r1", "sha384", explicit=True, number=66)
    claim = {
        "extn_id": "authority_key_identifier",
        "critical": False,
        "extn_value": {"key_identifier": key_identifier(CSCA_SIGNING)},
    }
    forged = signer(issuer_signing=forged_csca, with_key_identifiers=False, extra_extensions=(claim,))
    found = report(certificates=[forged])
    assert verdict(found, "C7") == (Result.FAILED, "issuer_signature_wrong")
    assert (found.overall, found.assurance) == (Result.FAILED, Assurance.CLAIMED)


def test_without_key_identifiers_the_name_leads_to_the_issuer():
    found = report(certificates=[signer(with_key_identifiers=False)])
    assert verdict(found, "C7") == (Result.SUCCESSFUL, "issuer_trusted")


def test_a_signer_of_another_key_generation_under_the_same_name_is_unknown_rather_than_forged():
    found = report(store(csca(Signing("secp384r1", "sha384"))), certificates=[signer(with_key_identifiers=False)])
    assert verdict(found, "C7") == (Result.UNDETERMINED, "no_trust_anchor")


@pytest.mark.parametrize(
    "options",
    [
        {"key_usage": set()},
        {"key_usage": {"key_encipherment"}},
        {"is_ca": True},
        {"extra_extensions": ({"extn_id": "1.2.3.4", "critical": True, "extn_value": b"\x05\x00"},)},
    ],
    ids=["no-usage", "wrong-usage", "authority", "unknown-critical-extension"],
)
def test_a_certificate_that_is_no_document_signer_is_not_entitled(options):
    found = report(certificates=[signer(**options)])
    assert verdict(found, "C7") == (Result.FAILED, "signer_not_entitled")
    assert verdict(found, "C10") == (Result.FAILED, "signer_not_trusted")


def test_an_issuer_that_may_not_sign_certificates_is_no_anchor():
    assert verdict(report(store(csca(key_usage={"crl_sign"}))), "C7") == (Result.UNDETERMINED, "no_trust_anchor")


@pytest.mark.parametrize(
    ("signer_valid", "issuer_valid", "reason"),
    [
        (PAST, None, "signer_expired"),
        (FUTURE, None, "signer_not_yet_valid"),
        (None, PAST, "issuer_expired"),
        (None, FUTURE, "issuer_not_yet_valid"),
    ],
)
def test_certificates_outside_their_validity_fail(signer_valid, issuer_valid, reason):
    own = {"valid": signer_valid} if signer_valid else {}
    issuers = {"valid": issuer_valid} if issuer_valid else {}
    found = report(store(csca(**issuers)), certificates=[signer(**own)])
    assert verdict(found, "C8") == (Result.FAILED, reason)
    assert found.overall is Result.FAILED


def test_an_expired_signer_of_an_unknown_issuer_is_expired_all_the_same():
    found = report(TrustStore(), certificates=[signer(valid=PAST)])
    assert verdict(found, "C8") == (Result.FAILED, "signer_expired")


def test_of_two_certificates_for_one_issuer_key_the_one_in_force_counts():
    found = report(store(csca(valid=PAST), csca(serial_number=2)))
    assert verdict(found, "C8") == (Result.SUCCESSFUL, "within_validity")


def test_a_link_certificate_anchors_the_new_key():
    new = Signing("secp384r1", "sha384", number=5)
    link = csca(new, issuer_signing=CSCA_SIGNING)
    found = report(store(csca(), link), certificates=[signer(issuer_signing=new)])
    assert verdict(found, "C7") == (Result.SUCCESSFUL, "issuer_trusted")


def test_without_revocation_lists_revocation_is_noted_and_not_counted():
    found = report()
    assert verdict(found, "C9") == (Result.UNDETERMINED, "no_revocation_list")
    assert found.check("C9").obligation is Obligation.EVALUATORY
    assert found.overall is Result.SUCCESSFUL


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ((revocation_list((8,)),), (Result.SUCCESSFUL, "not_revoked")),
        ((revocation_list((7,)),), (Result.FAILED, "signer_revoked")),
        (
            (revocation_list((8,), next_update=datetime(2026, 6, 1, tzinfo=UTC)),),
            (Result.UNDETERMINED, "revocation_list_stale"),
        ),
        (
            (revocation_list((7,), next_update=datetime(2026, 6, 1, tzinfo=UTC)),),
            (Result.FAILED, "signer_revoked"),
        ),
        (
            (revocation_list((8,), signing=Signing("secp256r1")),),
            (Result.UNDETERMINED, "revocation_list_signature_wrong"),
        ),
    ],
    ids=["good", "revoked", "stale", "stale-but-revoked", "forged"],
)
def test_once_a_revocation_list_is_installed_it_counts(lists, expected):
    found = report(store(revocation_lists=lists))
    assert verdict(found, "C9") == expected
    assert found.check("C9").obligation is Obligation.MANDATORY
    assert found.overall is expected[0]


def test_a_list_of_another_issuer_leaves_revocation_undetermined():
    other = Signing("secp384r1", "sha384", number=5)
    found = report(
        store(csca(other, "CSCA Khác"), revocation_lists=(revocation_list((8,)),)),
        certificates=[signer(issuer_signing=other, issuer_name="CSCA Khác")],
        issuer_name="CSCA Khác",
    )
    assert verdict(found, "C9") == (Result.UNDETERMINED, "no_revocation_list")
    assert (found.overall, found.assurance) == (Result.UNDETERMINED, Assurance.READ)


def test_an_untrusted_clock_cannot_tell_a_fresh_list_from_a_stale_one():
    trusted = store(revocation_lists=(revocation_list((8,)),))
    found = verify_chip(reading(), trusted, at=NOW, clock_trusted=False)
    assert verdict(found, "C9") == (Result.UNDETERMINED, "clock_untrusted")


def test_the_signers_own_key_does_not_make_it_an_issuer():
    found = report(store(signer()), certificates=[signer(issuer_signing=SIGNER_SIGNING)])
    assert verdict(found, "C7") == (Result.UNDETERMINED, "no_trust_anchor")


def test_a_signer_that_names_another_issuer_than_its_key_is_left_to_a_person():
    renamed = csca(common_name="CSCA Đổi Tên")
    found = report(store(renamed))
    assert verdict(found, "C7") == (Result.UNDETERMINED, "issuer_misnamed")
    assert found.overall is Result.UNDETERMINED


@pytest.mark.parametrize("purpose", ["2.23.136.1.1.3", "2.23.136.1.1.8"])
def test_a_key_that_signs_lists_signs_no_documents(purpose):
    usage = {"extn_id": "extended_key_usage", "critical": True, "extn_value": [purpose]}
    found = report(certificates=[signer(extra_extensions=(usage,))])
    assert verdict(found, "C7") == (Result.FAILED, "signer_not_entitled")


def test_the_newest_key_of_an_authority_signs_the_revocation_lists_of_all_its_keys():
    newer = Signing("brainpoolP384r1", "sha384", explicit=True, number=77)
    lists = (revocation_list((7,), signing=newer),)
    with_newer = TrustStore.from_certificates([csca(), csca(newer)], lists)
    assert verdict(report(with_newer), "C9") == (Result.FAILED, "signer_revoked")
    without = TrustStore.from_certificates([csca()], lists)
    assert verdict(report(without), "C9") == (Result.UNDETERMINED, "revocation_list_signature_wrong")


def test_an_authority_that_may_not_sign_lists_revokes_nothing():
    trust = TrustStore.from_certificates([csca(key_usage={"key_cert_sign"})], [revocation_list((7,))])
    assert verdict(report(trust), "C9") == (Result.UNDETERMINED, "revocation_list_signature_wrong")
