"""SubjectPublicKeyInfo of RSA and elliptic curve keys, for certificates, DG14 and DG15 alike (RFC 3279, RFC 5480).

Nearly every eMRTD key spells its curve out parameter by parameter, which `cryptography` refuses. Such a curve is used
only when all of p, a, b, G and n are those of a curve we know; a curve that merely resembles one would let an attacker
choose a generator and own every key (CVE-2020-0601). So keys become numbers here and are handed on as numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.crypto.curves import (
    DomainParameters,
    Point,
    decode_any,
    named_curve,
    named_curve_from_explicit,
    standardized,
)
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import der

MAX_BYTES = 8 * 1024

ID_RSA_ENCRYPTION = "1.2.840.113549.1.1.1"
ID_RSASSA_PSS = "1.2.840.113549.1.1.10"
ID_EC_PUBLIC_KEY = "1.2.840.10045.2.1"
ID_STANDARDIZED_DOMAIN_PARAMETERS = "0.4.0.127.0.7.1.2"
_ID_PRIME_FIELD = "1.2.840.10045.1.1"

MIN_RSA_BITS = 1024  # Active authentication keys of 1024 bits are in the field.
MAX_RSA_BITS = 8192
MAX_RSA_EXPONENT = 1 << 33


@dataclass(frozen=True)
class RsaPublicKey:
    """An RSA key within the limits above."""

    modulus: int
    exponent: int

    @property
    def size(self) -> int:
        """Bytes of the modulus."""
        return (self.modulus.bit_length() + 7) // 8


@dataclass(frozen=True)
class EcPublicKey:
    """A point on a curve we know by name, however the key spelled it."""

    domain: DomainParameters
    point: Point


PublicKey = RsaPublicKey | EcPublicKey


def parse_public_key(spki: bytes) -> PublicKey:
    """Read a DER SubjectPublicKeyInfo.

    Raises:
        MalformedData: broken, another kind of key, an unknown curve, or a point that is not on its curve.
        LimitExceeded: an RSA key outside the limits.
    """
    algorithm_node, key_node = der.members(der.decode(spki, MAX_BYTES), der.SEQUENCE, at_least=2)[:2]
    algorithm = der.algorithm_identifier(algorithm_node)
    key = der.bits(key_node)
    if algorithm.oid in (ID_RSA_ENCRYPTION, ID_RSASSA_PSS):
        return _rsa_key(key)
    if algorithm.oid == ID_EC_PUBLIC_KEY and algorithm.parameters is not None:
        domain = _domain(algorithm.parameters)
        return EcPublicKey(domain, decode_any(domain, key))
    if algorithm.oid == ID_STANDARDIZED_DOMAIN_PARAMETERS and algorithm.parameters is not None:
        domain = standardized(der.integer(algorithm.parameters))
        return EcPublicKey(domain, decode_any(domain, key))
    raise MalformedData("a public key that is neither RSA nor on an elliptic curve")


def _rsa_key(key: bytes) -> RsaPublicKey:
    """RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }"""
    modulus_node, exponent_node = der.members(der.decode(key, MAX_BYTES), der.SEQUENCE, at_least=2)[:2]
    modulus, exponent = der.integer(modulus_node), der.integer(exponent_node)
    if modulus <= 0 or not MIN_RSA_BITS <= modulus.bit_length() <= MAX_RSA_BITS:
        raise LimitExceeded(f"RSA modulus of {modulus.bit_length()} bits")
    if not 3 <= exponent < MAX_RSA_EXPONENT or exponent % 2 == 0 or modulus % 2 == 0:
        raise LimitExceeded("RSA exponent or modulus that no genuine key has")
    return RsaPublicKey(modulus, exponent)


def _domain(parameters: Tlv) -> DomainParameters:
    """ECParameters ::= CHOICE { namedCurve OID, specified SEQUENCE { version, fieldID, curve, base, order, … } }"""
    if parameters.tag == der.OBJECT_IDENTIFIER:
        return named_curve(der.object_identifier(parameters))
    version, field, curve, base, order = der.members(parameters, der.SEQUENCE, at_least=5)[:5]
    der.integer(version)
    field_type, prime = der.members(field, der.SEQUENCE, at_least=2)[:2]
    if der.object_identifier(field_type) != _ID_PRIME_FIELD:
        raise MalformedData("an elliptic curve that is not over a prime field")
    a, b = (int.from_bytes(der.octets(node), "big") for node in der.members(curve, der.SEQUENCE, at_least=2)[:2])
    return named_curve_from_explicit(der.integer(prime), a, b, der.octets(base), der.integer(order))
