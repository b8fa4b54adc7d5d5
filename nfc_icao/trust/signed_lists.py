"""Lists under a signature: master lists and defect lists prove who made them before anything in them is used.

A list is one file with hundreds of anchors in it; a changed byte would plant one. So its signature must be right, its
signer entitled to sign such lists, and the signer's certificate issued by an authority that was installed beside it or
stands in the list itself. The last says less: whoever could replace the whole file could bring an authority of their
own. That is the operator's to weigh, and `UsedList.anchored_in_itself` says so. What fails is refused by name, never
used unverified.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from nfc_icao.errors import ChipError, MalformedData
from nfc_icao.lds.cms import SignedData, SignerInfo
from nfc_icao.trust.certificates import DIGITAL_SIGNATURE, KEY_CERT_SIGN, Certificate, parse_certificate
from nfc_icao.trust.errors import UnsupportedAlgorithm, WeakAlgorithm
from nfc_icao.trust.hashes import digest, hash_name
from nfc_icao.trust.signatures import signature_algorithm, verify_signature

FindIssuers = Callable[[Certificate], Iterable[Certificate]]


@dataclass(frozen=True)
class ListSigner:
    """Who signed a list."""

    certificate: Certificate
    signed_at: datetime | None
    anchored_in_itself: bool


def fingerprint(data: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()


def verify_list(
    signed_data: SignedData, purpose: str | None, find_installed: FindIssuers, own: Iterable[Certificate]
) -> ListSigner:
    """Who signed a list, when all of it holds. `purpose` is the extended key usage its signer must have, None for
    any, as long as it has one: document signers have none. `own` are the authorities in the list.

    Raises:
        MalformedData: it does not hold; the message says why.
    """
    enclosed = [certificate for encoded in signed_data.certificates if (certificate := _readable(encoded)) is not None]
    failures: list[str] = []
    for signer_info in signed_data.signers:
        for certificate in enclosed:
            if not _names(signer_info, certificate):
                continue
            try:
                _check_signature(signed_data, signer_info, certificate)
                _check_purpose(certificate, purpose)
                in_itself = not _is_issued_by(certificate, find_installed(certificate))
                if in_itself and not _is_issued_by(certificate, [*own, *(one for one in enclosed if one.is_ca)]):
                    raise MalformedData(
                        "the authority of its signer is neither in the list nor installed: install that CSCA as well"
                    )
            except (MalformedData, UnsupportedAlgorithm, WeakAlgorithm) as error:
                failures.append(str(error))
                continue
            attributes = signer_info.signed_attributes
            return ListSigner(certificate, attributes.signing_time if attributes else None, in_itself)
    raise MalformedData("; ".join(failures) or "the certificate of its signer is not in it")


def _readable(encoded: bytes) -> Certificate | None:
    try:
        return parse_certificate(encoded)
    except MalformedData:  # Unless it is the signer's, it does not matter; if it is, the signer is not found.
        return None


def _names(signer_info: SignerInfo, certificate: Certificate) -> bool:
    if signer_info.subject_key_identifier is not None:
        return signer_info.subject_key_identifier == certificate.subject_key_identifier
    return (signer_info.issuer, signer_info.serial_number) == (certificate.issuer_der, certificate.serial_number)


def _check_signature(signed_data: SignedData, signer_info: SignerInfo, certificate: Certificate) -> None:
    attributes = signer_info.signed_attributes
    if attributes is None or attributes.content_type != signed_data.content_type:
        raise MalformedData("its signature is not over such a list")
    if attributes.message_digest != digest(hash_name(signer_info.digest_algorithm), signed_data.content):
        raise MalformedData("the list was changed after it was signed")
    algorithm = signature_algorithm(signer_info.signature_algorithm, signer_info.digest_algorithm)
    if not verify_signature(algorithm, certificate.public_key(), attributes.signed_bytes, signer_info.signature):
        raise MalformedData("its signature is wrong")


def _check_purpose(certificate: Certificate, purpose: str | None) -> None:
    purposes = certificate.extended_key_usage or frozenset()
    entitled = (
        certificate.key_usage is not None and DIGITAL_SIGNATURE in certificate.key_usage and not certificate.is_ca
    )
    if not entitled or not purposes or (purpose is not None and purpose not in purposes):
        raise MalformedData("its signer is not entitled to sign such lists")
    if certificate.unknown_critical_extensions:
        raise MalformedData("the certificate of its signer has critical extensions that are not known")


def _is_issued_by(certificate: Certificate, candidates: Iterable[Certificate]) -> bool:
    return any(_is_issuer(one, certificate) for one in candidates)


def _is_issuer(candidate: Certificate, certificate: Certificate) -> bool:
    if not candidate.is_ca or candidate.subject.country != certificate.issuer.country:
        return False
    if candidate.key_usage is not None and KEY_CERT_SIGN not in candidate.key_usage:
        return False
    key_identifiers = certificate.authority_key_identifier, candidate.subject_key_identifier
    if None not in key_identifiers and key_identifiers[0] != key_identifiers[1]:
        return False  # Spares the arithmetic for every other key of six hundred.
    try:
        return certificate.is_signed_by(candidate.public_key())
    except ChipError:  # Of a key or algorithm we do not verify: as good as unsigned.
        return False
