"""Certificates element by element (RFC 5280 §4.1; Doc 9303-12 §7.1), so that each can be left out or falsified.

The signature is made last, over whatever the edits have left: what is wrong with such a certificate is only what the
plan wants to be wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from hardware_mocks.negative_plan import der
from hardware_mocks.negative_plan.signing import PrivateKey, Scheme, public_key_info
from nfc_icao.encoding import tlv

_EXTENSION_SUBJECT_KEY_IDENTIFIER = "2.5.29.14"
_EXTENSION_KEY_USAGE = "2.5.29.15"
_EXTENSION_BASIC_CONSTRAINTS = "2.5.29.19"
_EXTENSION_AUTHORITY_KEY_IDENTIFIER = "2.5.29.35"
_DIGITAL_SIGNATURE = b"\x80", 7
_CERT_SIGN_AND_CRL_SIGN = b"\x06", 1


def no_edits() -> Mapping[str, bytes]:
    """Every element as the standard has it."""
    return MappingProxyType({})


@dataclass(frozen=True, repr=False)
class Authority:
    """Who signs certificates."""

    name: bytes
    """DER Name, as its certificates write it."""
    key: PrivateKey
    scheme: Scheme
    certificate: bytes


@dataclass(frozen=True, repr=False)
class CertificatePlan:
    """One certificate to be made."""

    subject: bytes
    """DER Name."""
    key: PrivateKey
    """The subject's."""
    issuer: bytes
    """DER Name."""
    issuer_key: PrivateKey
    scheme: Scheme
    serial_number: int
    not_before: datetime = datetime(2024, 1, 1, tzinfo=UTC)
    not_after: datetime = datetime(2042, 1, 1, tzinfo=UTC)
    is_authority: bool = False
    edits: Mapping[str, bytes] = field(default_factory=no_edits)
    """Element → the bytes that stand in its place; none at all leave it out."""


def key_identifier(key: PrivateKey) -> bytes:
    """SHA-1 of the public key bits (RFC 5280 §4.2.1.2, method 1)."""
    bits = tlv.parse(public_key_info(key)).children()[1].value[1:]
    return hashlib.sha1(bits, usedforsecurity=False).digest()


def name(country: str, common_name: str) -> bytes:
    """DER Name of a country and a common name."""
    return der.sequence(
        *(
            der.set_of(der.sequence(der.object_identifier(oid), der.printable_string(text)))
            for oid, text in (("2.5.4.6", country), ("2.5.4.10", "Mot Cham TEST"), ("2.5.4.3", common_name))
        )
    )


def certificate(plan: CertificatePlan) -> bytes:
    """The DER certificate.

    Elements: `version`, `serial_number`, `signature`, `issuer`, `validity`, `subject`, `key`, `extensions`,
    `extension.OID` (the whole extension), `signature_algorithm`, `signature_value`.
    """

    def element(name: str, written: bytes) -> bytes:
        return plan.edits.get(name, written)

    algorithm = plan.scheme.algorithm()
    validity = der.sequence(der.utc_time(plan.not_before), der.utc_time(plan.not_after))
    extensions = [element(f"extension.{oid}", written) for oid, written in _extensions(plan)]
    tbs = der.sequence(
        element("version", tlv.encode(0xA0, der.integer(2))),
        element("serial_number", der.integer(plan.serial_number)),
        element("signature", algorithm),
        element("issuer", plan.issuer),
        element("validity", validity),
        element("subject", plan.subject),
        element("key", public_key_info(plan.key)),
        element("extensions", tlv.encode(0xA3, der.sequence(*extensions))),
    )
    signature = der.bit_string(plan.scheme.sign(plan.issuer_key, tbs))
    return der.sequence(tbs, element("signature_algorithm", algorithm), element("signature_value", signature))


def _extensions(plan: CertificatePlan) -> list[tuple[str, bytes]]:
    usage = _CERT_SIGN_AND_CRL_SIGN if plan.is_authority else _DIGITAL_SIGNATURE
    issuer_identifier = der.sequence(tlv.encode(0x80, key_identifier(plan.issuer_key)))
    found = [
        (_EXTENSION_AUTHORITY_KEY_IDENTIFIER, False, issuer_identifier),
        (_EXTENSION_SUBJECT_KEY_IDENTIFIER, False, der.octet_string(key_identifier(plan.key))),
        (_EXTENSION_KEY_USAGE, True, der.bit_string(*usage)),
    ]
    if plan.is_authority:
        constraints = der.sequence(der.TRUE, der.integer(0))
        found.append((_EXTENSION_BASIC_CONSTRAINTS, True, constraints))
    return [(oid, extension(oid, value, critical=critical)) for oid, critical, value in found]


def extension(oid: str, value: bytes, *, critical: bool) -> bytes:
    """One extension of a certificate (RFC 5280 §4.1)."""
    return der.sequence(der.object_identifier(oid), der.TRUE if critical else b"", der.octet_string(value))
