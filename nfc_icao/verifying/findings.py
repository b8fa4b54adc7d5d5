"""Findings: what decides nothing and is said all the same (evaluatory, TR-03135-1 §3.5.2).

A 1024-bit key and a SHA-1 signature were right once, and documents that carry them are in force; a data group in an
unknown format is still what its issuer signed. None of it turns a person away, and all of it belongs into the report: a
desk may want to look twice, and an issuer may want to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from nfc_icao.errors import MalformedData
from nfc_icao.evidence import EF_SOD, dg
from nfc_icao.lds.der import AlgorithmIdentifier
from nfc_icao.lds.public_keys import DsaPublicKey, EcPublicKey, PublicKey, RsaPublicKey
from nfc_icao.trust import Certificate, Finding, UnsupportedAlgorithm, WeakAlgorithm
from nfc_icao.trust.conformance import signer_remarks
from nfc_icao.trust.hashes import hash_name
from nfc_icao.trust.signatures import signature_algorithm
from nfc_icao.verifying.chip_authenticity import Proof
from nfc_icao.verifying.inspection import Inspection

LEAST_RSA_BITS = 2048
LEAST_EC_BITS = 224
"""What Doc 9303-12 §4.4 recommends for document signers, at least."""

_SHA_1 = "sha1"


class FindingKey(StrEnum):
    """Stable keys, translated where people read them."""

    ACTIVE_AUTHENTICATION_FAILED = "active_authentication_failed"
    CHIP_AUTHENTICATION_FAILED = "chip_authentication_failed"
    CHIP_AUTHENTICATION_MAPPING_FAILED = "chip_authentication_mapping_failed"
    CHIP_OPEN = "chip_open"
    CHIP_PROOF_SLOW = "chip_proof_slow"
    DATA_GROUP_MALFORMED = "data_group_malformed"
    FILE_NON_CONFORMANT = "file_non_conformant"
    SIGNER_KEY_SHORT = "signer_key_short"
    SIGNER_NON_CONFORMANT = "signer_non_conformant"
    SIGNATURE_SHA_1 = "signature_sha_1"
    CERTIFICATE_SHA_1 = "certificate_sha_1"
    HASHES_SHA_1 = "hashes_sha_1"
    DOCUMENT_TYPE_NOT_LISTED = "document_type_not_listed"


_OF_PROOFS = {
    Proof.ACTIVE_AUTHENTICATION: FindingKey.ACTIVE_AUTHENTICATION_FAILED,
    Proof.CHIP_AUTHENTICATION: FindingKey.CHIP_AUTHENTICATION_FAILED,
    Proof.CHIP_AUTHENTICATION_MAPPING: FindingKey.CHIP_AUTHENTICATION_MAPPING_FAILED,
}


def find_remarkable(
    inspection: Inspection, signer: Certificate | None, usable_files: frozenset[str], failed: Iterable[Proof]
) -> tuple[Finding, ...]:
    """Everything worth saying about a reading, in the order of the checks; `failed` are the proofs that did."""
    return (
        *_access(inspection),
        *(Finding(_OF_PROOFS[proof], "C4") for proof in failed),
        *_algorithms(inspection, signer),
        *_signer(inspection, signer, usable_files),
        *_files(inspection, usable_files),
    )


def _access(inspection: Inspection) -> Iterator[Finding]:
    if inspection.reading.access.protocol is None:
        yield Finding(FindingKey.CHIP_OPEN, "C2")


def _algorithms(inspection: Inspection, signer: Certificate | None) -> Iterator[Finding]:
    """SHA-1 where a signature stands on it."""
    sod = inspection.lds.sod
    if sod is None:
        return
    if any(_signs_with_sha_1(one.signature_algorithm, one.digest_algorithm) for one in sod.signed_data.signers):
        yield Finding(FindingKey.SIGNATURE_SHA_1, "C6", EF_SOD)
    if signer is not None and _signs_with_sha_1(signer.signature_algorithm):
        yield Finding(FindingKey.CERTIFICATE_SHA_1, "C7")
    try:
        if hash_name(sod.hash_algorithm) == _SHA_1:
            yield Finding(FindingKey.HASHES_SHA_1, "C12", EF_SOD)
    except (WeakAlgorithm, UnsupportedAlgorithm, MalformedData):
        return  # C12 says it.


def _signs_with_sha_1(*algorithms: AlgorithmIdentifier) -> bool:
    try:
        return signature_algorithm(*algorithms).hash_name == _SHA_1
    except (WeakAlgorithm, UnsupportedAlgorithm, MalformedData):
        return False  # C6 or C7 says it.


def _signer(inspection: Inspection, signer: Certificate | None, usable_files: frozenset[str]) -> Iterator[Finding]:
    """The document signer: its key, its profile, and what it may sign."""
    if signer is None:
        return
    try:
        if _is_short(signer.public_key()):
            yield Finding(FindingKey.SIGNER_KEY_SHORT, "C6")
    except MalformedData:
        return  # C6 says it.
    if signer_remarks(signer):
        yield Finding(FindingKey.SIGNER_NON_CONFORMANT, "C7")
    mrz = inspection.lds.mrz
    if mrz is None or dg(1) not in usable_files or signer.document_types is None:
        return
    if not {mrz.document_code, mrz.document_code[:1]} & signer.document_types:
        yield Finding(FindingKey.DOCUMENT_TYPE_NOT_LISTED, "C7", dg(1))


def _is_short(key: PublicKey) -> bool:
    if isinstance(key, RsaPublicKey):
        return key.modulus.bit_length() < LEAST_RSA_BITS
    if isinstance(key, EcPublicKey):
        return key.domain.order.bit_length() < LEAST_EC_BITS
    return isinstance(key, DsaPublicKey) and key.prime.bit_length() < LEAST_RSA_BITS


def _files(inspection: Inspection, usable_files: frozenset[str]) -> Iterator[Finding]:
    """Files that are as they were signed, and not as the standard has them."""
    for name in inspection.lds.problems:
        if name in usable_files:
            yield Finding(FindingKey.DATA_GROUP_MALFORMED, "C12", name)
    for name in inspection.lds.remarks:
        yield Finding(FindingKey.FILE_NON_CONFORMANT, "C12", name)
