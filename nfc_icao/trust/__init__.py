"""Whom we believe, and how a belief is checked: certificates, signatures, revocation, and the words for a verdict.

Enters: files an operator installed, certificates a document brought. Leaves: `TrustStore`, candidates for an issuer,
signatures right or wrong, `VerificationReport`; or `TrustStoreError` naming a file. Words: CSCA, document signer,
link certificate, master list, CRL (Doc 9303-12); check, result, obligation (TR-03135). Not known: chips, data groups,
the clock.
"""

from nfc_icao.trust.certificates import Certificate, parse_certificate
from nfc_icao.trust.defects import Defect, DefectKind, DefectList
from nfc_icao.trust.errors import TrustStoreError, UnsupportedAlgorithm, WeakAlgorithm
from nfc_icao.trust.report import (
    Assurance,
    Check,
    DataGroupStatus,
    Finding,
    Obligation,
    Result,
    UsedList,
    VerificationReport,
    overall_result,
)
from nfc_icao.trust.store import TrustStore

__all__ = [
    "Assurance",
    "Certificate",
    "Check",
    "DataGroupStatus",
    "Defect",
    "DefectKind",
    "DefectList",
    "Finding",
    "Obligation",
    "Result",
    "TrustStore",
    "TrustStoreError",
    "UnsupportedAlgorithm",
    "UsedList",
    "VerificationReport",
    "WeakAlgorithm",
    "overall_result",
    "parse_certificate",
]
