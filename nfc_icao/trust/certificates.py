"""X.509 certificates of a country's document PKI (Doc 9303-12 §7): CSCA, link certificate, document signer.

Taken apart, not yet believed. Serial numbers may be zero or negative and curves spelled out in full; both are common in
the field and neither is our business to refuse.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.der import AlgorithmIdentifier
from nfc_icao.lds.public_keys import PublicKey, parse_public_key
from nfc_icao.trust.names import Name, parse_name
from nfc_icao.trust.signatures import signature_algorithm, verify_signature

MAX_BYTES = 32 * 1024

_SUBJECT_KEY_IDENTIFIER = "2.5.29.14"
_KEY_USAGE = "2.5.29.15"
_BASIC_CONSTRAINTS = "2.5.29.19"
_AUTHORITY_KEY_IDENTIFIER = "2.5.29.35"
_EXTENDED_KEY_USAGE = "2.5.29.37"
_DOCUMENT_TYPE_LIST = "2.23.136.1.1.6.2"
_KNOWN_EXTENSIONS = frozenset(
    {
        _SUBJECT_KEY_IDENTIFIER, _KEY_USAGE, _BASIC_CONSTRAINTS, _AUTHORITY_KEY_IDENTIFIER,
        _EXTENDED_KEY_USAGE, "2.5.29.16", "2.5.29.17", "2.5.29.18", "2.5.29.31", "2.5.29.32",
        "2.23.136.1.1.6.1", _DOCUMENT_TYPE_LIST,  # nameChange, documentTypeList (Doc 9303-12 §7.1)
    }
)  # fmt: skip

_VERSION_1, _VERSION_3 = 0, 2

DIGITAL_SIGNATURE = 0
KEY_CERT_SIGN = 5
CRL_SIGN = 6

MASTER_LIST_SIGNING = "2.23.136.1.1.3"
DEVIATION_LIST_SIGNING = "2.23.136.1.1.8"
"""Extended key usages of list signers (Doc 9303-12 §7.1). A key that signs lists signs no documents."""


@dataclass(frozen=True)
class Certificate:
    """One certificate."""

    encoded: bytes
    """DER, as received."""
    tbs: bytes
    """What its signature covers, as received."""
    serial_number: int
    signature_algorithm: AlgorithmIdentifier
    signature: bytes
    issuer_der: bytes
    """The issuer's name as received."""
    issuer: Name
    subject: Name
    not_before: datetime
    not_after: datetime
    spki: bytes
    """DER SubjectPublicKeyInfo."""
    subject_key_identifier: bytes | None
    authority_key_identifier: bytes | None
    is_ca: bool
    """basicConstraints says so; a certificate without it is none."""
    key_usage: frozenset[int] | None
    """Bit numbers of keyUsage; None when the extension is missing."""
    extended_key_usage: frozenset[str] | None
    """Object identifiers; None when the extension is missing, as it is in a document signer."""
    document_types: frozenset[str] | None
    """Document codes the signer may sign, as the MRZ writes them (Doc 9303-12 §7.1); None when the extension is
    missing, empty when it cannot be read."""
    unknown_critical_extensions: tuple[str, ...]
    """Extensions marked critical that we cannot honour. Such a certificate must not be relied upon (RFC 5280 §4.2)."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, hex: what an operator compares out of band."""
        return hashlib.sha256(self.encoded).hexdigest()

    @property
    def is_self_issued(self) -> bool:
        """Subject and issuer have one name. Says nothing about keys: a link certificate is self-issued as well."""
        return self.subject == self.issuer

    @property
    def is_link(self) -> bool:
        """A link certificate: one name, two keys (Doc 9303-12 §7.1.2)."""
        pair = (self.subject_key_identifier, self.authority_key_identifier)
        return self.is_self_issued and None not in pair and pair[0] != pair[1]

    def public_key(self) -> PublicKey:
        """Its key.

        Raises:
            MalformedData: of a kind, size or curve we do not compute with.
        """
        return parse_public_key(self.spki)

    def is_signed_by(self, key: PublicKey) -> bool:
        """Whether its signature is right under `key`.

        Raises:
            UnsupportedAlgorithm, WeakAlgorithm, MalformedData: nothing we can verify.
        """
        return verify_signature(signature_algorithm(self.signature_algorithm), key, self.tbs, self.signature)

    def __repr__(self) -> str:
        return f"Certificate({self.fingerprint[:16]})"


@dataclass(frozen=True)
class _Extensions:
    subject_key_identifier: bytes | None = None
    authority_key_identifier: bytes | None = None
    is_ca: bool = False
    key_usage: frozenset[int] | None = None
    extended_key_usage: frozenset[str] | None = None
    document_types: frozenset[str] | None = None
    unknown_critical: tuple[str, ...] = ()


def parse_certificate(data: bytes) -> Certificate:
    """Read a DER certificate.

    Raises:
        MalformedData: it is not one, or something in it is broken.
    """
    root = der.decode(data, MAX_BYTES)
    tbs_node, algorithm_node, signature_node = der.members(root, der.SEQUENCE, at_least=3)[:3]
    children = list(der.members(tbs_node, der.SEQUENCE, at_least=6))
    raw = list(der.raw_members(tbs_node.value))
    version = _VERSION_1
    if children[0].tag == 0xA0:
        version = der.integer(der.members(children[0], 0xA0, at_least=1)[0])
        del children[0], raw[0]
    if len(children) < 6:
        raise MalformedData("a certificate without a key")
    serial_number, inner_algorithm, _, validity, _, _, *rest = children
    if version != _VERSION_3 and any(node.tag == 0xA3 for node in rest):
        raise MalformedData("a certificate with extensions that is not of version 3")  # RFC 5280 §4.1.2.1
    algorithm = der.algorithm_identifier(algorithm_node)
    if not der.algorithm_identifier(inner_algorithm).means_the_same_as(algorithm):
        raise MalformedData("a certificate that names two signature algorithms")
    not_before, not_after = (der.time(node) for node in der.members(validity, der.SEQUENCE, at_least=2)[:2])
    extensions = next((_parse_extensions(node) for node in rest if node.tag == 0xA3), _Extensions())
    return Certificate(
        encoded=data,
        tbs=der.raw_members(root.value)[0],
        serial_number=der.integer(serial_number),
        signature_algorithm=algorithm,
        signature=der.bits(signature_node),
        issuer_der=raw[2],
        issuer=parse_name(raw[2]),
        subject=parse_name(raw[4]),
        not_before=not_before,
        not_after=not_after,
        spki=raw[5],
        subject_key_identifier=extensions.subject_key_identifier,
        authority_key_identifier=extensions.authority_key_identifier,
        is_ca=extensions.is_ca,
        key_usage=extensions.key_usage,
        extended_key_usage=extensions.extended_key_usage,
        document_types=extensions.document_types,
        unknown_critical_extensions=extensions.unknown_critical,
    )


def _parse_extensions(node: Tlv) -> _Extensions:
    """Extensions ::= [3] SEQUENCE OF SEQUENCE { extnID OID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }"""
    values: dict[str, bytes] = {}
    unknown_critical: list[str] = []
    for extension in der.members(der.members(node, 0xA3, at_least=1)[0], der.SEQUENCE):
        oid_node, *rest = der.members(extension, der.SEQUENCE, at_least=2)
        oid = der.object_identifier(oid_node)
        if oid in values:
            raise MalformedData("a certificate extension comes twice")
        critical = rest[0].tag == der.BOOLEAN and any(rest[0].value)
        values[oid] = der.octets(rest[-1])
        if critical and oid not in _KNOWN_EXTENSIONS:
            unknown_critical.append(oid)
    return _Extensions(
        subject_key_identifier=_key_identifier(values.get(_SUBJECT_KEY_IDENTIFIER)),
        authority_key_identifier=_authority_key_identifier(values.get(_AUTHORITY_KEY_IDENTIFIER)),
        is_ca=_is_ca(values.get(_BASIC_CONSTRAINTS)),
        key_usage=_key_usage(values.get(_KEY_USAGE)),
        extended_key_usage=_extended_key_usage(values.get(_EXTENDED_KEY_USAGE)),
        document_types=_document_types(values.get(_DOCUMENT_TYPE_LIST)),
        unknown_critical=tuple(unknown_critical),
    )


def _key_identifier(value: bytes | None) -> bytes | None:
    return None if value is None else der.octets(der.decode(value, MAX_BYTES))


def _authority_key_identifier(value: bytes | None) -> bytes | None:
    """AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] IMPLICIT OCTET STRING OPTIONAL, … }"""
    if value is None:
        return None
    members = der.members(der.decode(value, MAX_BYTES), der.SEQUENCE)
    return next((member.value for member in members if member.tag == 0x80), None)


def _is_ca(value: bytes | None) -> bool:
    """BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }"""
    if value is None:
        return False
    members = der.members(der.decode(value, MAX_BYTES), der.SEQUENCE)
    return bool(members) and members[0].tag == der.BOOLEAN and any(members[0].value)


def _key_usage(value: bytes | None) -> frozenset[int] | None:
    """KeyUsage ::= BIT STRING, bit 0 first (RFC 5280 §4.2.1.3)."""
    if value is None:
        return None
    content = der.expect(der.decode(value, MAX_BYTES), der.BIT_STRING).value
    return frozenset(
        8 * index + bit for index, byte in enumerate(content[1:]) for bit in range(8) if byte & (0x80 >> bit)
    )


def _extended_key_usage(value: bytes | None) -> frozenset[str] | None:
    """ExtKeyUsageSyntax ::= SEQUENCE OF KeyPurposeId (RFC 5280 §4.2.1.12)."""
    if value is None:
        return None
    return frozenset(der.object_identifier(node) for node in der.members(der.decode(value, MAX_BYTES), der.SEQUENCE))


def _document_types(value: bytes | None) -> frozenset[str] | None:
    """DocumentTypeListSyntax ::= SEQUENCE { version, docTypeList SET OF PrintableString } (Doc 9303-12 §7.1).

    A list that is broken lists nothing: it limits what a signer may sign and vouches for nothing, so it is no reason to
    refuse the certificate.
    """
    if value is None:
        return None
    try:
        root = der.decode(value, MAX_BYTES)
        listed = next((node for node in der.members(root, der.SEQUENCE) if node.tag == der.SET), root)
        return frozenset(der.text(node).strip(" <") for node in listed.children() if der.is_text(node))
    except MalformedData:
        return frozenset()
