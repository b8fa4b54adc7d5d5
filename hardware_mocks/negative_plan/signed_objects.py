"""EF.SOD and EF.CardSecurity element by element (Doc 9303-10 §4.6.2; RFC 5652 §5), each of which can be left out.

Hashes and the signature are computed over what the edits have left, so that nothing is wrong but what the plan names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from hardware_mocks.negative_plan import der
from hardware_mocks.negative_plan.certificates import no_edits
from hardware_mocks.negative_plan.signing import PrivateKey, Scheme, hash_algorithm
from nfc_icao.encoding import tlv

ID_LDS_SECURITY_OBJECT = "2.23.136.1.1.1"
ID_SECURITY_OBJECT = "0.4.0.127.0.7.3.2.1"  # EF.CardSecurity (Doc 9303-11 §9.2.9)
_ID_SIGNED_DATA = "1.2.840.113549.1.7.2"
_ID_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_ID_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_ID_SIGNING_TIME = "1.2.840.113549.1.9.5"
_EF_SOD_TAG = 0x77
_SIGNED_AT = datetime(2024, 4, 4, 8, tzinfo=UTC)


@dataclass(frozen=True, repr=False)
class SigningPlan:
    """How content is signed."""

    key: PrivateKey
    scheme: Scheme
    digest: str = "sha256"
    """Of SignedData and of the signer."""
    certificates: tuple[bytes, ...] = ()
    """Those that are sent along."""
    issuer: bytes = b""
    """DER Name in the signer's identifier."""
    serial_number: int = 0
    key_identifier: bytes | None = None
    """When set, the signer is named by it, under version 3."""
    edits: Mapping[str, bytes] = field(default_factory=no_edits)


@dataclass(frozen=True, repr=False)
class HashListPlan:
    """The LDS security object."""

    group_hash: str = "sha256"
    version: int = 0
    lds_version: str | None = None
    """Four digits; with them goes Unicode 4.0.0."""
    left_out: frozenset[int] = frozenset()
    """Data groups that are not listed."""
    added: Mapping[int, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Number → content of data groups listed besides those on the chip."""
    edits: Mapping[str, bytes] = field(default_factory=no_edits)


def hash_list(data_groups: Mapping[int, bytes], plan: HashListPlan) -> bytes:
    """DER LDSSecurityObject.

    Elements: `version`, `hash_algorithm`, `hash.N.number`, `hash.N.value`, `version_info`.
    """

    def element(name: str, written: bytes) -> bytes:
        return plan.edits.get(name, written)

    listed = {number: content for number, content in data_groups.items() if number not in plan.left_out}
    listed.update(plan.added)
    hashes = [
        der.sequence(
            element(f"hash.{number}.number", der.integer(number)),
            element(f"hash.{number}.value", der.octet_string(_hash(plan.group_hash, listed[number]))),
        )
        for number in sorted(listed)
    ]
    version_info = b""
    if plan.lds_version is not None:
        version_info = der.sequence(der.printable_string(plan.lds_version), der.printable_string("040000"))
    return der.sequence(
        element("version", der.integer(plan.version)),
        element("hash_algorithm", hash_algorithm(plan.group_hash)),
        der.sequence(*hashes),
        element("version_info", version_info),
    )


def _hash(name: str, data: bytes) -> bytes:
    return hashlib.new(name, data, usedforsecurity=False).digest()


def ef_sod(content: bytes, plan: SigningPlan) -> bytes:
    """The file EF.SOD around a signed hash list."""
    return tlv.encode(_EF_SOD_TAG, signed_data(ID_LDS_SECURITY_OBJECT, content, plan))


def signed_data(content_type: str, content: bytes, plan: SigningPlan) -> bytes:
    """DER ContentInfo with SignedData over `content`.

    Elements: `version`, `digest_algorithms`, `content_type`, `certificates`, `signer.version`, `signer.identifier`,
    `signer.digest_algorithm`, `signer.signature_algorithm`, `signer.signature`, `attribute.content_type`,
    `attribute.signing_time`, `attribute.message_digest`.
    """

    def element(name: str, written: bytes) -> bytes:
        return plan.edits.get(name, written)

    digest = hash_algorithm(plan.digest)
    attributes = _attributes(content_type, content, plan)
    named_by_key = plan.key_identifier is not None
    signer = der.sequence(
        element("signer.version", der.integer(3 if named_by_key else 1)),
        element("signer.identifier", _identifier(plan)),
        element("signer.digest_algorithm", digest),
        b"\xa0" + attributes[1:],  # RFC 5652 §5.4: the signature is over the SET OF, the structure has [0]
        element("signer.signature_algorithm", plan.scheme.algorithm()),
        element("signer.signature", der.octet_string(plan.scheme.sign(plan.key, attributes))),
    )
    encapsulated = der.sequence(
        element("content_type", der.object_identifier(content_type)), tlv.encode(0xA0, der.octet_string(content))
    )
    certificates = tlv.encode(0xA0, *plan.certificates) if plan.certificates else b""
    whole = der.sequence(
        element("version", der.integer(3)),
        element("digest_algorithms", der.set_of(digest)),
        encapsulated,
        element("certificates", certificates),
        der.set_of(signer),
    )
    return der.sequence(der.object_identifier(_ID_SIGNED_DATA), tlv.encode(0xA0, whole))


def content_of(signed: bytes) -> bytes:
    """The content inside a ContentInfo that this module, or an honest issuer, has made."""
    whole = tlv.parse(signed).children()[1].children()[0]
    return whole.children()[2].children()[1].children()[0].value


def _identifier(plan: SigningPlan) -> bytes:
    if plan.key_identifier is not None:
        return tlv.encode(0x80, plan.key_identifier)
    return der.sequence(plan.issuer, der.integer(plan.serial_number))


def _attributes(content_type: str, content: bytes, plan: SigningPlan) -> bytes:
    """SignedAttributes under the tag of a SET OF."""
    written = {
        "content_type": _attribute(_ID_CONTENT_TYPE, der.object_identifier(content_type)),
        "signing_time": _attribute(_ID_SIGNING_TIME, der.utc_time(_SIGNED_AT)),
        "message_digest": message_digest_attribute(content, plan.digest),
    }
    return der.set_of(*(plan.edits.get(f"attribute.{name}", attribute) for name, attribute in written.items()))


def message_digest_attribute(content: bytes, hash_name: str) -> bytes:
    """The signed attribute that names the hash of the content (RFC 5652 §11.2)."""
    return _attribute(_ID_MESSAGE_DIGEST, der.octet_string(_hash(hash_name, content)))


def _attribute(oid: str, value: bytes) -> bytes:
    return der.sequence(der.object_identifier(oid), der.set_of(value))
