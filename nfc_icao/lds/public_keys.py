"""SubjectPublicKeyInfo of RSA, elliptic curve, DSA and Diffie-Hellman keys, for certificates, DG14 and DG15 alike (RFC
3279, RFC 5480; PKCS #3 §9; ANSI X9.42).

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
from nfc_icao.crypto.groups import STANDARDIZED_GROUPS, DhGroup
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import der

MAX_BYTES = 8 * 1024

ID_RSA_ENCRYPTION = "1.2.840.113549.1.1.1"
ID_RSASSA_PSS = "1.2.840.113549.1.1.10"
ID_EC_PUBLIC_KEY = "1.2.840.10045.2.1"
ID_STANDARDIZED_DOMAIN_PARAMETERS = "0.4.0.127.0.7.1.2"
ID_DH_KEY_AGREEMENT = "1.2.840.113549.1.3.1"
ID_DH_PUBLIC_NUMBER = "1.2.840.10046.2.1"
ID_DSA = "1.2.840.10040.4.1"
_ID_PRIME_FIELD = "1.2.840.10045.1.1"

MIN_RSA_BITS = 1024  # Active authentication keys of 1024 bits are in the field.
MAX_RSA_BITS = 8192
MAX_RSA_EXPONENT = 1 << 33
MIN_DH_BITS = 1024  # Group 0 of Doc 9303-11 table 6.
MAX_DH_BITS = 4096
MAX_DSA_BITS = 3072  # FIPS 186-4 §4.2
MIN_DSA_ORDER_BITS, MAX_DSA_ORDER_BITS = 160, 256


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


@dataclass(frozen=True)
class DhPublicKey:
    """A Diffie-Hellman key with the group it brings along. It agrees on keys and signs nothing."""

    prime: int
    generator: int
    order: int | None
    """Of the subgroup, as X9.42 keys carry it; None in a PKCS #3 key."""
    value: int
    """Between 2 and prime - 2; in the subgroup where its order is known."""

    @property
    def size(self) -> int:
        """Bytes of the prime."""
        return (self.prime.bit_length() + 7) // 8


@dataclass(frozen=True)
class DsaPublicKey:
    """A DSA key (FIPS 186-4 §4). Doc 9303-12 §4.4.2 allows it to document signers; hardly anybody uses it."""

    prime: int
    order: int
    generator: int
    value: int

    @property
    def size(self) -> int:
        """Bytes of a signature at most, with r and s side by side."""
        return 2 * ((self.order.bit_length() + 7) // 8)


PublicKey = RsaPublicKey | EcPublicKey | DhPublicKey | DsaPublicKey


def parse_public_key(spki: bytes) -> PublicKey:
    """Read a DER SubjectPublicKeyInfo.

    Raises:
        MalformedData: broken, another kind of key, an unknown curve, a point that is not on its curve, or a number
            that is not in its group.
        LimitExceeded: an RSA key or a group outside the limits.
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
        parameter_id = der.integer(algorithm.parameters)
        if parameter_id in STANDARDIZED_GROUPS:
            return _standardized_dh_key(STANDARDIZED_GROUPS[parameter_id], der.integer(der.decode(key, MAX_BYTES)))
        domain = standardized(parameter_id)
        return EcPublicKey(domain, decode_any(domain, key))
    if algorithm.oid in (ID_DH_KEY_AGREEMENT, ID_DH_PUBLIC_NUMBER) and algorithm.parameters is not None:
        return _dh_key(algorithm.parameters, der.integer(der.decode(key, MAX_BYTES)), algorithm.oid)
    if algorithm.oid == ID_DSA and algorithm.parameters is not None:
        return _dsa_key(algorithm.parameters, der.integer(der.decode(key, MAX_BYTES)))
    raise MalformedData("a public key that is neither RSA, DSA, Diffie-Hellman nor on an elliptic curve")


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


def _dh_key(parameters: Tlv, value: int, oid: str) -> DhPublicKey:
    """DHParameter ::= { prime, base, privateValueLength? }; DomainParameters ::= { p, g, q, j?, validationParms? }"""
    numbers = [node for node in der.members(parameters, der.SEQUENCE, at_least=2) if node.tag == der.INTEGER]
    if len(numbers) < 2:
        raise MalformedData("Diffie-Hellman parameters without prime and generator")
    prime, generator = der.integer(numbers[0]), der.integer(numbers[1])
    order = None
    if oid == ID_DH_PUBLIC_NUMBER:
        if len(numbers) < 3:
            raise MalformedData("X9.42 parameters without the order of the subgroup")
        order = der.integer(numbers[2])
        if not 2 <= order < prime:
            raise MalformedData("an order of a subgroup that is none")
    if prime <= 0 or not MIN_DH_BITS <= prime.bit_length() <= MAX_DH_BITS or prime % 2 == 0:
        raise LimitExceeded(f"Diffie-Hellman group of {prime.bit_length()} bits")
    for number in (generator, value):  # 0, 1 and prime - 1 would let anybody know the shared secret.
        if not 2 <= number <= prime - 2 or (order is not None and pow(number, order, prime) != 1):
            raise MalformedData("a number outside its Diffie-Hellman group")
    return DhPublicKey(prime, generator, order, value)


def _standardized_dh_key(group: DhGroup, value: int) -> DhPublicKey:
    if not group.contains(value):
        raise MalformedData("a number outside its Diffie-Hellman group")
    return DhPublicKey(group.prime, group.generator, group.order, value)


def _dsa_key(parameters: Tlv, value: int) -> DsaPublicKey:
    """Dss-Parms ::= SEQUENCE { p, q, g } (RFC 3279 §2.3.2)"""
    prime, order, generator = (der.integer(node) for node in der.members(parameters, der.SEQUENCE, at_least=3)[:3])
    if prime <= 0 or not MIN_DH_BITS <= prime.bit_length() <= MAX_DSA_BITS or prime % 2 == 0:
        raise LimitExceeded(f"DSA group of {prime.bit_length()} bits")
    if order <= 0 or not MIN_DSA_ORDER_BITS <= order.bit_length() <= MAX_DSA_ORDER_BITS or order % 2 == 0:
        raise LimitExceeded(f"DSA subgroup of {order.bit_length()} bits")
    for number in (generator, value):  # 1 would verify what anybody signs.
        if not 2 <= number <= prime - 2 or pow(number, order, prime) != 1:
            raise MalformedData("a number outside its DSA group")
    return DsaPublicKey(prime, order, generator, value)
