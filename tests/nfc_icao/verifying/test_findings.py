"""What decides nothing and is said all the same."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import Any

import pytest
from asn1crypto import core
from cryptography.hazmat.primitives.asymmetric import rsa
from trust.imagined_issuer import CSCA_SIGNING, SIGNER_SIGNING, Signing, csca, signer

from nfc_icao.evidence import AccessSummary, ChipReading
from nfc_icao.trust import Finding, Obligation, Result, TrustStore, VerificationReport
from nfc_icao.verifying import verify_chip

from .imagined_document import NOW, data_groups, dg2, reading, sod, store


@functools.cache
def short_rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)


@dataclass(frozen=True)
class ShortSigning(Signing):
    """RSA with 1024 bits, as the first passports were signed."""

    @property
    def private(self) -> Any:
        return short_rsa_key()


def judged(read: ChipReading, trust: TrustStore | None = None) -> VerificationReport:
    return verify_chip(read, trust if trust is not None else store(), at=NOW)


def signed_by(signing: Signing, issuer_signing: Signing = CSCA_SIGNING, **options: Any) -> VerificationReport:
    certificate = signer(signing, issuer_signing, **options)
    trust = store(csca(issuer_signing))
    return judged(reading(sod=sod(data_groups(), signing, certificates=[certificate])), trust)


def document_types(*types: str, raw: bytes | None = None) -> dict[str, Any]:
    class Types(core.SetOf):
        _child_spec = core.PrintableString

    class Syntax(core.Sequence):
        _fields = [("version", core.Integer), ("types", Types)]  # noqa: RUF012 - as asn1crypto wants it

    value = Syntax({"version": 0, "types": list(types)}).dump() if raw is None else raw
    return {"extn_id": "2.23.136.1.1.6.2", "critical": False, "extn_value": core.ParsableOctetString(value)}


def with_types(extension: dict[str, Any]) -> VerificationReport:
    return signed_by(SIGNER_SIGNING, extra_extensions=(extension,))


def test_a_good_card_leaves_nothing_to_remark():
    assert judged(reading()).findings == ()


def test_a_signer_of_1024_bits_is_remarked_and_turns_nobody_away():
    found = signed_by(ShortSigning("rsa"))
    assert found.findings == (Finding("signer_key_short", "C6"),)
    assert found.overall is Result.SUCCESSFUL


@pytest.mark.parametrize("scheme", ["rsa", "pss", "secp256r1"])
def test_a_signature_on_sha_1_is_remarked(scheme):
    found = signed_by(Signing(scheme, "sha1", number=5))
    assert found.findings == (Finding("signature_sha_1", "C6", "EF_SOD"),)
    assert found.overall is Result.SUCCESSFUL


def test_a_certificate_signed_on_sha_1_is_remarked():
    found = signed_by(SIGNER_SIGNING, Signing("rsa", "sha1", number=6))
    assert found.findings == (Finding("certificate_sha_1", "C7"),)


def test_hashes_by_sha_1_are_remarked():
    found = judged(reading(sod=sod(data_groups(), hash_digest="sha1")))
    assert found.findings == (Finding("hashes_sha_1", "C12", "EF_SOD"),)


@pytest.mark.parametrize("types", [("P",), ("P", "V"), ()])
def test_a_document_of_a_type_its_signer_does_not_list_is_remarked(types):
    found = with_types(document_types(*types))
    assert found.findings == (Finding("document_type_not_listed", "C7", "DG1"),)
    assert found.overall is Result.SUCCESSFUL


@pytest.mark.parametrize("types", [("ID",), ("I",), ("P", "I"), ("I<",)])
def test_a_document_of_a_type_its_signer_lists_by_letter_or_code_is_not(types):
    assert with_types(document_types(*(one.replace("<", " ") for one in types))).findings == ()


@pytest.mark.parametrize("raw", [b"", b"\x30\x80", b"\x30\x03\x02\x01\x00"])
def test_a_list_of_types_that_cannot_be_read_lists_nothing_and_refuses_nothing(raw):
    found = with_types(document_types(raw=raw))
    assert found.findings == (Finding("document_type_not_listed", "C7", "DG1"),)
    assert found.overall is Result.SUCCESSFUL


def test_a_signer_outside_its_profile_is_remarked():
    found = signed_by(SIGNER_SIGNING, with_key_identifiers=False)
    assert Finding("signer_non_conformant", "C7") in found.findings


def test_a_record_that_departs_without_harm_is_remarked_with_its_file():
    found = judged(reading({**data_groups(), "DG2": dg2(gender=0x7F)}))
    assert found.findings == (Finding("file_non_conformant", "C12", "DG2"),)


def test_a_chip_that_was_open_to_all_is_no_better_and_no_worse_than_its_signature():
    access = AccessSummary(None, None, None, None, None, None)
    without_offer = replace(reading(files={"EF_CardAccess": None}), access=access)
    found = judged(without_offer)
    assert Finding("chip_open", "C2") in found.findings
    for check_id in ("C2", "C3"):
        check = found.check(check_id)
        assert (check.result, check.reason) == (Result.NOT_SUPPORTED, "access.open")
        assert check.obligation is Obligation.EVALUATORY
    assert found.overall is Result.SUCCESSFUL
    assert judged(without_offer, TrustStore()).overall is Result.UNDETERMINED
