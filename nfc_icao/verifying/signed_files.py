"""A file under a CMS signature: content, signature, and whom its signer answers to (Doc 9303-11 §5.1; RFC 5652 §5).

EF.SOD and EF.CardSecurity are judged by the same steps. Each step has its own verdict: a good signature by nobody we
know is not a forgery, and not a success either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nfc_icao.errors import MalformedData
from nfc_icao.lds.cms import SignedData, SignerInfo
from nfc_icao.lds.der import AlgorithmIdentifier
from nfc_icao.trust import Certificate, Obligation, Result, TrustStore, UnsupportedAlgorithm, WeakAlgorithm
from nfc_icao.trust.certificates import (
    DEVIATION_LIST_SIGNING,
    DIGITAL_SIGNATURE,
    KEY_CERT_SIGN,
    MASTER_LIST_SIGNING,
    parse_certificate,
)
from nfc_icao.trust.hashes import digest, hash_name
from nfc_icao.trust.names import parse_name
from nfc_icao.trust.signatures import signature_algorithm, verify_signature
from nfc_icao.verifying.inspection import Outcome, failed, successful, undetermined
from nfc_icao.verifying.reasons import Reason
from nfc_icao.verifying.revocation import judge_revocation

_SIGNERS_OF_LISTS = frozenset({MASTER_LIST_SIGNING, DEVIATION_LIST_SIGNING})


@dataclass(frozen=True)
class SignedFile:
    """What came of each step, and the certificates they ended at."""

    content: Outcome
    """C5: the signed attributes name this content."""
    signature: Outcome
    """C6: the signature over them is right under a certificate that is the one named."""
    issuing: Outcome
    """C7: an authority of the store issued that certificate."""
    validity: Outcome
    """C8: both certificates are within their validity."""
    revocation: Outcome
    """C9: the signer was not revoked."""
    revocation_obligation: Obligation
    """Evaluatory until an operator installs a list that could name the signer."""
    signer: Certificate | None
    """The document signer whose key verified the file, or the one it should have been."""
    issuer: Certificate | None
    """The CSCA from the store whose key verified the signer."""

    @property
    def trust(self) -> Outcome:
        """C10: trusted, not trusted, or undetermined, from C7, C8 and, once it counts, C9."""
        counted = [self.issuing.result, self.validity.result]
        if self.revocation_obligation is Obligation.MANDATORY:
            counted.append(self.revocation.result)
        if Result.FAILED in counted:
            return failed(Reason.PA_SIGNER_NOT_TRUSTED)
        if all(result is Result.SUCCESSFUL for result in counted):
            return successful(Reason.PA_SIGNER_TRUSTED)
        return undetermined(Reason.PA_TRUST_UNDETERMINED)

    @property
    def is_forged(self) -> bool:
        """Content, signature or issuer are wrong: no passing of time explains that."""
        return Result.FAILED in (self.content.result, self.signature.result, self.issuing.result)

    @property
    def result(self) -> Result:
        """Of all steps together: what is in the file may be believed only when successful."""
        results = {self.content.result, self.signature.result, self.trust.result}
        if Result.FAILED in results:
            return Result.FAILED
        return Result.SUCCESSFUL if results == {Result.SUCCESSFUL} else Result.UNDETERMINED


@dataclass(frozen=True)
class _Signing:
    signer_info: SignerInfo | None
    certificate: Certificate | None
    outcome: Outcome


@dataclass(frozen=True)
class _Issuing:
    issuer: Certificate | None
    outcome: Outcome


def judge_signed_file(signed_data: SignedData, trust: TrustStore, time: datetime | None) -> SignedFile:
    """All steps, in order."""
    signing = _verify_signature(signed_data, trust)
    return _judge(_verify_content(signed_data, signing.signer_info), signing, trust, time)


def judge_missing_file(missing: Outcome, trust: TrustStore, time: datetime | None) -> SignedFile:
    """The same verdicts where there is no file to judge, for the reason given."""
    return _judge(missing, _Signing(None, None, missing), trust, time)


def _judge(content: Outcome, signing: _Signing, trust: TrustStore, time: datetime | None) -> SignedFile:
    issuing = _verify_issuer(signing.certificate, trust, time)
    revocation = judge_revocation(signing.certificate, issuing.issuer, trust, time)
    return SignedFile(
        content=content,
        signature=signing.outcome,
        issuing=issuing.outcome,
        validity=_verify_validity(signing.certificate, issuing.issuer, time),
        revocation=revocation.outcome,
        revocation_obligation=revocation.obligation,
        signer=signing.certificate,
        issuer=issuing.issuer,
    )


def _verify_content(signed_data: SignedData, signer_info: SignerInfo | None) -> Outcome:
    """C5: the signed attributes name the hash and type of the content (RFC 5652 §11.1, §11.2; mandatory, Doc
    9303-10)."""
    if signer_info is None:
        return failed(Reason.PA_NO_SIGNER)
    attributes = signer_info.signed_attributes
    if attributes is None or attributes.message_digest is None or attributes.content_type is None:
        return failed(Reason.PA_NO_SIGNED_ATTRIBUTES)
    if attributes.content_type != signed_data.content_type:
        return failed(Reason.PA_CONTENT_TYPE_WRONG)
    return _compare_digest(signer_info.digest_algorithm, signed_data.content, attributes.message_digest)


def _compare_digest(algorithm: AlgorithmIdentifier, content: bytes, expected: bytes) -> Outcome:
    try:
        name = hash_name(algorithm)
    except MalformedData:
        return failed(Reason.PA_SOD_MALFORMED)
    except WeakAlgorithm:
        return failed(Reason.PA_WEAK_ALGORITHM)
    except UnsupportedAlgorithm:
        return undetermined(Reason.PA_UNSUPPORTED_ALGORITHM)
    if digest(name, content) != expected:
        return failed(Reason.PA_CONTENT_ALTERED)
    return successful(Reason.PA_CONTENT_UNALTERED)


def _verify_signature(signed_data: SignedData, trust: TrustStore) -> _Signing:
    """C6: some signer's signature is right under the certificate it names.

    Documents with one signer are the rule. Where there are several, one right signature is enough; it is the one whose
    certificate must then be trusted.
    """
    if not signed_data.signers:
        return _Signing(None, None, failed(Reason.PA_NO_SIGNER))
    tried: list[_Signing] = []
    for signer_info in signed_data.signers:
        for certificate in _candidates(signer_info, signed_data, trust):
            signing = _Signing(signer_info, certificate, _try_signature(signer_info, certificate))
            if signing.outcome.result is Result.SUCCESSFUL:
                return signing
            tried.append(signing)
    if not tried:
        unreadable = failed(Reason.PA_SIGNER_MALFORMED) if signed_data.certificates else None
        return _Signing(signed_data.signers[0], None, unreadable or undetermined(Reason.PA_SIGNER_UNKNOWN))
    # Undetermined first: a right signature under a certificate that is not the one named says more than a wrong one.
    return next((one for one in tried if one.outcome.result is Result.UNDETERMINED), tried[0])


def _candidates(signer_info: SignerInfo, signed_data: SignedData, trust: TrustStore) -> tuple[Certificate, ...]:
    """Certificates the signer may mean: those of the document, then those of the store that it names.

    Documents exist whose SignerInfo names another serial number than their only certificate has. So the signature is
    tried under every certificate that came along; one that fits and is not the one named leaves the matter to a person.
    """
    enclosed: list[Certificate] = []
    for encoded in signed_data.certificates:
        try:
            enclosed.append(parse_certificate(encoded))
        except MalformedData:
            continue  # One broken certificate among several; if it was the signer's, no signature will verify.
    try:
        issuer = parse_name(signer_info.issuer) if signer_info.issuer is not None else None
    except MalformedData:
        issuer = None
    installed = trust.find_signers(
        issuer=issuer,
        serial_number=signer_info.serial_number,
        key_identifier=signer_info.subject_key_identifier,
    )
    return (*enclosed, *installed)


def _try_signature(signer_info: SignerInfo, certificate: Certificate) -> Outcome:
    attributes = signer_info.signed_attributes
    covered = attributes.signed_bytes if attributes is not None else b""  # C5 names the lack of them.
    try:
        algorithm = signature_algorithm(signer_info.signature_algorithm, signer_info.digest_algorithm)
        key = certificate.public_key()
        right = verify_signature(algorithm, key, covered, signer_info.signature)
    except WeakAlgorithm:
        return failed(Reason.PA_WEAK_ALGORITHM)
    except UnsupportedAlgorithm:
        return undetermined(Reason.PA_UNSUPPORTED_ALGORITHM)
    except MalformedData:
        return failed(Reason.PA_SIGNER_MALFORMED)
    if not right:
        return failed(Reason.PA_SIGNATURE_WRONG)
    if not _names(signer_info, certificate):
        return undetermined(Reason.PA_SIGNER_MISNAMED)
    return successful(Reason.PA_SIGNATURE_VALID)


def _names(signer_info: SignerInfo, certificate: Certificate) -> bool:
    """The signer is named exactly as its certificate names itself, byte for byte."""
    if signer_info.subject_key_identifier is not None:
        return signer_info.subject_key_identifier == certificate.subject_key_identifier
    return (signer_info.issuer, signer_info.serial_number) == (certificate.issuer_der, certificate.serial_number)


def _verify_issuer(signer: Certificate | None, trust: TrustStore, time: datetime | None) -> _Issuing:
    """C7: a certificate of the store signed the document signer's.

    A wrong signature under the very key the signer names is a forgery. A wrong signature under a key that only has
    the right name says nothing: a CSCA keeps its name through many keys.
    """
    if signer is None:
        return _Issuing(None, undetermined(Reason.PA_SIGNER_UNKNOWN))
    usage = signer.key_usage
    if signer.unknown_critical_extensions or signer.is_ca or usage is None or DIGITAL_SIGNATURE not in usage:
        return _Issuing(None, failed(Reason.PA_SIGNER_NOT_ENTITLED))
    if _SIGNERS_OF_LISTS & (signer.extended_key_usage or frozenset()):
        return _Issuing(None, failed(Reason.PA_SIGNER_NOT_ENTITLED))
    signed: list[Certificate] = []
    outcomes: list[Outcome] = []
    for candidate in trust.find_issuers(signer):
        outcome = _try_issuer(signer, candidate)
        outcomes.append(outcome)
        if outcome.result is Result.SUCCESSFUL:
            signed.append(candidate)
    if signed:
        in_force = [one for one in signed if time is not None and one.not_before <= time <= one.not_after]
        return _Issuing((in_force or signed)[0], successful(Reason.PA_ISSUER_TRUSTED))
    for result in (Result.FAILED, Result.UNDETERMINED):
        for outcome in outcomes:
            if outcome.result is result:
                return _Issuing(None, outcome)
    return _Issuing(None, undetermined(Reason.PA_NO_TRUST_ANCHOR))


def _try_issuer(signer: Certificate, candidate: Certificate) -> Outcome:
    if candidate.key_usage is not None and KEY_CERT_SIGN not in candidate.key_usage:
        return undetermined(Reason.PA_NO_TRUST_ANCHOR)
    try:
        right = signer.is_signed_by(candidate.public_key())
    except WeakAlgorithm:
        return failed(Reason.PA_WEAK_ALGORITHM)
    except (UnsupportedAlgorithm, MalformedData):
        return undetermined(Reason.PA_UNSUPPORTED_ALGORITHM)
    if right:
        same_name = signer.issuer == candidate.subject
        return successful(Reason.PA_ISSUER_TRUSTED) if same_name else undetermined(Reason.PA_ISSUER_MISNAMED)
    named_by_key = signer.authority_key_identifier is not None and (
        signer.authority_key_identifier == candidate.subject_key_identifier
    )
    return failed(Reason.PA_ISSUER_SIGNATURE_WRONG) if named_by_key else undetermined(Reason.PA_NO_TRUST_ANCHOR)


def _verify_validity(signer: Certificate | None, issuer: Certificate | None, time: datetime | None) -> Outcome:
    """C8: document signer and CSCA are both within their validity at `time`."""
    if time is None:
        return undetermined(Reason.PA_CLOCK_UNTRUSTED)
    if signer is None:
        return undetermined(Reason.PA_SIGNER_UNKNOWN)
    for certificate, expired, not_yet_valid in (
        (signer, Reason.PA_SIGNER_EXPIRED, Reason.PA_SIGNER_NOT_YET_VALID),
        (issuer, Reason.PA_ISSUER_EXPIRED, Reason.PA_ISSUER_NOT_YET_VALID),
    ):
        if certificate is None:
            return undetermined(Reason.PA_NO_TRUST_ANCHOR)
        if not certificate.not_before <= time <= certificate.not_after:
            return failed(expired if time > certificate.not_after else not_yet_valid)
    return successful(Reason.PA_WITHIN_VALIDITY)
