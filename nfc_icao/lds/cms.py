"""CMS SignedData (RFC 5652 §5) as EF.SOD, EF.CardSecurity and master lists use it: taken apart, not yet believed.

Nothing here is verified. The bytes that signatures cover are kept exactly as received. What no signature covers
(versions, announced hashes) must be just as the standard has it: one altered byte is enough to distrust a whole
document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.der import AlgorithmIdentifier

ID_SIGNED_DATA = "1.2.840.113549.1.7.2"
ID_CONTENT_TYPE = "1.2.840.113549.1.9.3"
ID_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
ID_SIGNING_TIME = "1.2.840.113549.1.9.5"

MAX_CERTIFICATES = 8
MAX_SIGNERS = 4
MAX_ATTRIBUTES = 32

_VERSION = 3  # RFC 5652 §5.1, for any content that is not plain data
_SIGNER_VERSION_BY_ISSUER = 1  # §5.3
_SIGNER_VERSION_BY_KEY_IDENTIFIER = 3


@dataclass(frozen=True)
class SignedAttributes:
    """SignedAttrs of one signer (RFC 5652 §5.3)."""

    signed_bytes: bytes = field(repr=False)
    """What the signature covers: the attributes as received, under the tag 31 in place of A0 (§5.4). Their order is the
    issuer's; some do not sort, and sorting again would break their signature."""
    content_type: str | None
    message_digest: bytes | None
    signing_time: datetime | None = None
    """When the signer says it signed; None when it does not, or not in a time that is one. Nothing is decided by it."""


@dataclass(frozen=True)
class SignerInfo:
    """One signer (RFC 5652 §5.3)."""

    version: int
    issuer: bytes | None = field(repr=False)
    """DER Name of the signer's issuer; None when named by key identifier."""
    serial_number: int | None
    subject_key_identifier: bytes | None
    digest_algorithm: AlgorithmIdentifier
    signed_attributes: SignedAttributes | None
    signature_algorithm: AlgorithmIdentifier
    signature: bytes = field(repr=False)


@dataclass(frozen=True)
class SignedData:
    """A signed content with everything its issuer sent along."""

    content_type: str
    content: bytes = field(repr=False)
    certificates: tuple[bytes, ...] = field(repr=False)
    """DER, as received. None, one or several (Doc 9303-12 §7.1 recommends one)."""
    signers: tuple[SignerInfo, ...]


def parse_signed_data(data: bytes, max_bytes: int, max_certificates: int = MAX_CERTIFICATES) -> SignedData:
    """Take apart a ContentInfo that holds SignedData with its content inside.

    Raises:
        MalformedData: it does not, or something in it is broken.
    """
    content_info = der.members(der.decode(data, max_bytes), der.SEQUENCE, at_least=2)
    if der.object_identifier(content_info[0]) != ID_SIGNED_DATA:
        raise MalformedData("a CMS content that is not SignedData")
    signed_data = der.expect(_only_child(content_info[1], 0xA0), der.SEQUENCE)
    version, digests, encapsulated, *rest = der.members(signed_data, der.SEQUENCE, at_least=4)
    if der.integer(version) != _VERSION:
        raise MalformedData("SignedData of another version than 3")
    announced = [der.algorithm_identifier(digest) for digest in der.members(digests, der.SET)]
    content_type, content = _parse_content(encapsulated)
    certificates: tuple[bytes, ...] = ()
    if rest[0].tag == 0xA0:
        certificates = tuple(raw for raw in der.raw_members(rest.pop(0).value) if raw[0] == der.SEQUENCE)
    if rest and rest[0].tag == 0xA1:  # CRLs inside a document: a card's own word on its revocation is not asked for.
        rest.pop(0)
    if not rest:
        raise MalformedData("SignedData without signers")
    signer_nodes = der.members(rest[0], der.SET)
    if len(certificates) > max_certificates or len(signer_nodes) > MAX_SIGNERS:
        raise MalformedData(f"{len(certificates)} certificates and {len(signer_nodes)} signers")
    signers = tuple(_parse_signer(node) for node in signer_nodes)
    if not all(digest.has_no_parameters for digest in announced):
        raise MalformedData("SignedData announces a hash with parameters")
    if not {signer.digest_algorithm.oid for signer in signers} <= {digest.oid for digest in announced}:
        raise MalformedData("a signer with a hash that SignedData does not announce")
    return SignedData(content_type, content, certificates, signers)


def _only_child(node: Tlv, tag: int) -> Tlv:
    children = der.members(node, tag, at_least=1)
    if len(children) != 1:
        raise MalformedData(f"{len(children)} members in {tag:X}, one expected")
    return children[0]


def _parse_content(node: Tlv) -> tuple[str, bytes]:
    """EncapsulatedContentInfo ::= SEQUENCE { eContentType OID, eContent [0] EXPLICIT OCTET STRING }"""
    content_type, *content = der.members(node, der.SEQUENCE, at_least=1)
    if not content:
        raise MalformedData("the signed content is not there")
    return der.object_identifier(content_type), der.octets(_only_child(content[0], 0xA0))


def _parse_signer(node: Tlv) -> SignerInfo:
    """SignerInfo ::= SEQUENCE { version, sid, digestAlgorithm, signedAttrs [0]?, signatureAlgorithm, signature, … }"""
    children = list(der.members(node, der.SEQUENCE, at_least=5))
    raw = list(der.raw_members(node.value))
    version = der.integer(children[0])
    issuer, serial_number, key_identifier = parse_signer_identifier(children[1])
    if version != (_SIGNER_VERSION_BY_KEY_IDENTIFIER if issuer is None else _SIGNER_VERSION_BY_ISSUER):
        raise MalformedData("a signer named in another way than its version says")
    digest_algorithm = der.algorithm_identifier(children[2])
    attributes = None
    if children[3].tag == 0xA0:
        attributes = _parse_attributes(children[3], raw[3])
        del children[3]
    if len(children) < 5:
        raise MalformedData("SignerInfo without a signature")
    return SignerInfo(
        version=version,
        issuer=issuer,
        serial_number=serial_number,
        subject_key_identifier=key_identifier,
        digest_algorithm=digest_algorithm,
        signed_attributes=attributes,
        signature_algorithm=der.algorithm_identifier(children[3]),
        signature=der.octets(children[4]),
    )


def parse_signer_identifier(node: Tlv) -> tuple[bytes | None, int | None, bytes | None]:
    """SignerIdentifier ::= CHOICE { IssuerAndSerialNumber, subjectKeyIdentifier [0] }: issuer, serial number, key
    identifier.

    Raises:
        MalformedData: it is neither.
    """
    if node.tag == 0x80:
        return None, None, node.value
    _, serial_number = der.members(node, der.SEQUENCE, at_least=2)[:2]
    return der.raw_members(node.value)[0], der.integer(serial_number), None


def _parse_attributes(node: Tlv, raw: bytes) -> SignedAttributes:
    """Attribute ::= SEQUENCE { attrType OID, attrValues SET OF ANY }; no attribute may come twice."""
    attributes = node.children()
    if len(attributes) > MAX_ATTRIBUTES:
        raise MalformedData(f"{len(attributes)} signed attributes")
    values: dict[str, Tlv] = {}
    for attribute in attributes:
        oid_node, value_set = der.members(attribute, der.SEQUENCE, at_least=2)[:2]
        oid = der.object_identifier(oid_node)
        if oid in values:
            raise MalformedData("a signed attribute comes twice")
        values[oid] = value_set
    content_type = values.get(ID_CONTENT_TYPE)
    message_digest = values.get(ID_MESSAGE_DIGEST)
    return SignedAttributes(
        signed_bytes=bytes([der.SET]) + raw[1:],
        content_type=der.object_identifier(_only_child(content_type, der.SET)) if content_type else None,
        message_digest=der.octets(_only_child(message_digest, der.SET)) if message_digest else None,
        signing_time=_signing_time(values.get(ID_SIGNING_TIME)),
    )


def _signing_time(values: Tlv | None) -> datetime | None:
    try:
        return der.time(_only_child(values, der.SET)) if values is not None else None
    except MalformedData:  # Optional and not relied upon; it spoils nothing.
        return None
