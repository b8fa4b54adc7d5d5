"""Certificate revocation lists of a CSCA (Doc 9303-12 §7.1.4). Taken apart, not yet believed.

Reasons are not read: whatever the reason, a revoked document signer is not trusted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from nfc_icao.encoding import tlv
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.der import AlgorithmIdentifier
from nfc_icao.lds.public_keys import PublicKey
from nfc_icao.trust.names import Name, parse_name
from nfc_icao.trust.signatures import signature_algorithm, verify_signature

MAX_BYTES = 1024 * 1024


@dataclass(frozen=True)
class RevocationList:
    """One CRL."""

    tbs: bytes
    signature_algorithm: AlgorithmIdentifier
    signature: bytes
    issuer: Name
    this_update: datetime
    next_update: datetime | None
    """After this moment the list is stale; None when its issuer set no date."""
    revoked_serial_numbers: frozenset[int]
    sha256: str = ""
    """Of the whole list, hex."""

    def is_signed_by(self, key: PublicKey) -> bool:
        """Whether its signature is right under `key`.

        Raises:
            UnsupportedAlgorithm, WeakAlgorithm, MalformedData: nothing we can verify.
        """
        return verify_signature(signature_algorithm(self.signature_algorithm), key, self.tbs, self.signature)


def parse_crl(data: bytes) -> RevocationList:
    """Read a DER CertificateList (RFC 5280 §5.1).

    Raises:
        MalformedData: it is not one, or lists more entries than `nfc_icao.encoding.tlv.MAX_NODES`.
    """
    if len(data) > MAX_BYTES:  # Its entries are too many for the node limit of `der.decode`; each level has its own.
        raise LimitExceeded(f"a revocation list of {len(data)} bytes")
    root = tlv.parse(data)
    tbs_node, algorithm_node, signature_node = der.members(root, der.SEQUENCE, at_least=3)[:3]
    children = list(der.members(tbs_node, der.SEQUENCE, at_least=3))
    raw = list(der.raw_members(tbs_node.value))
    if children[0].tag == der.INTEGER:
        del children[0], raw[0]
    if len(children) < 3:
        raise MalformedData("a revocation list without a date")
    rest = children[3:]
    next_update = None
    if rest and rest[0].tag in (der.UTC_TIME, der.GENERALIZED_TIME):
        next_update = der.time(rest.pop(0))
    revoked = rest[0] if rest and rest[0].tag == der.SEQUENCE else None
    return RevocationList(
        tbs=der.raw_members(root.value)[0],
        signature_algorithm=der.algorithm_identifier(algorithm_node),
        signature=der.bits(signature_node),
        issuer=parse_name(raw[1]),
        this_update=der.time(children[2]),
        next_update=next_update,
        revoked_serial_numbers=_serial_numbers(revoked),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _serial_numbers(revoked: Tlv | None) -> frozenset[int]:
    """revokedCertificates ::= SEQUENCE OF SEQUENCE { userCertificate INTEGER, revocationDate, … }"""
    if revoked is None:
        return frozenset()
    return frozenset(
        der.integer(der.members(entry, der.SEQUENCE, at_least=2)[0]) for entry in der.members(revoked, der.SEQUENCE)
    )
