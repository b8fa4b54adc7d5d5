"""What the terminal must know of a chip's own public key before it can use it: the curve and point, or how long a
signature will be.

SubjectPublicKeyInfo as in DG14 and DG15 (RFC 3279, RFC 5480; Doc 9303-11 §9.5.1). Curves are given by name, by their
number in the standardized table, or in full; only standardized ones are computed on.
"""

from __future__ import annotations

from nfc_icao.crypto.curves import (
    DomainParameters,
    Point,
    decode_any,
    named_curve,
    named_curve_from_explicit,
    standardized,
)
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds import der

ID_EC_PUBLIC_KEY = "1.2.840.10045.2.1"
ID_STANDARDIZED_DOMAIN_PARAMETERS = "0.4.0.127.0.7.1.2"
ID_PRIME_FIELD = "1.2.840.10045.1.1"

_EC_KEYS = (ID_EC_PUBLIC_KEY, ID_STANDARDIZED_DOMAIN_PARAMETERS)
_MAX_BYTES = 8 * 1024


def ec_public_key(spki: bytes) -> tuple[DomainParameters, Point]:
    """Curve and point of an elliptic curve key.

    Raises:
        MalformedData: another kind of key, an unknown curve, or a point that is not on it.
    """
    algorithm, key = der.members(der.decode(spki, _MAX_BYTES), der.SEQUENCE, at_least=2)[:2]
    identifier = der.algorithm_identifier(algorithm)
    if identifier.oid not in _EC_KEYS or identifier.parameters is None:
        raise MalformedData("not an elliptic curve key")
    domain = _domain(identifier.oid, identifier.parameters)
    return domain, decode_any(domain, der.bits(key))


def expected_signature_length(spki: bytes) -> int:
    """How many bytes a signature by this key may take: the modulus of RSA, or DER around r and s.

    Raises:
        MalformedData: not a SubjectPublicKeyInfo.
    """
    algorithm, key = der.members(der.decode(spki, _MAX_BYTES), der.SEQUENCE, at_least=2)[:2]
    if der.algorithm_identifier(algorithm).oid in _EC_KEYS:
        # r and s are no longer than a coordinate, and the point holds two; 16 covers tags, lengths, leading zeros.
        return len(der.bits(key)) + 16
    modulus = der.members(der.decode(der.bits(key), _MAX_BYTES), der.SEQUENCE, at_least=1)[0]
    return (der.integer(modulus).bit_length() + 7) // 8


def _domain(oid: str, parameters: Tlv) -> DomainParameters:
    if oid == ID_STANDARDIZED_DOMAIN_PARAMETERS:
        return standardized(der.integer(parameters))
    if parameters.tag == der.OBJECT_IDENTIFIER:
        return named_curve(der.object_identifier(parameters))
    # ECParameters ::= SEQUENCE { version, FieldID, Curve, base, order, cofactor OPTIONAL } (RFC 3279 §2.3.5)
    _, field_id, curve, base, order = der.members(parameters, der.SEQUENCE, at_least=5)[:5]
    field_type, prime = der.members(field_id, der.SEQUENCE, at_least=2)[:2]
    if der.object_identifier(field_type) != ID_PRIME_FIELD:
        raise MalformedData("curve is not over a prime field")
    a, b = (int.from_bytes(der.octets(part), "big") for part in der.members(curve, der.SEQUENCE, at_least=2)[:2])
    return named_curve_from_explicit(der.integer(prime), a, b, der.octets(base), der.integer(order))
