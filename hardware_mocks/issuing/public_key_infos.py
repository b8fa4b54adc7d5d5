"""SubjectPublicKeyInfo in all the ways chips write it: domains spelt out, named, or by their number."""

from __future__ import annotations

from asn1crypto import core

from hardware_mocks.domains import Domain, StandardCurve, StandardGroup
from hardware_mocks.issuing.keys import explicit_public_key_info
from nfc_icao.encoding import tlv

_ID_STANDARDIZED_DOMAIN_PARAMETERS = "0.4.0.127.0.7.1.2"
_ID_EC_PUBLIC_KEY = "1.2.840.10045.2.1"
_ID_DH_KEY_AGREEMENT = "1.2.840.113549.1.3.1"
_ID_DH_PUBLIC_NUMBER = "1.2.840.10046.2.1"


def public_key_info(domain: Domain, public: bytes, encoding: str) -> bytes:
    """The key `public`, an encoded element of `domain`, written as `encoding` says (see `ChipKeyOffer`)."""
    if isinstance(domain, StandardGroup):
        return _group_key(domain, public, encoding)
    return _curve_key(domain, public, encoding)


def _curve_key(curve: StandardCurve, point: bytes, encoding: str) -> bytes:
    if encoding == "standardized":
        return _info(_ID_STANDARDIZED_DOMAIN_PARAMETERS, _integer(curve.parameter_id), point)
    if encoding == "explicit":
        return explicit_public_key_info(curve, point)
    return _info(_ID_EC_PUBLIC_KEY, _oid(curve.oid), point)


def _group_key(group: StandardGroup, public: bytes, encoding: str) -> bytes:
    """PKCS #3 §9 knows p and g; ANSI X9.42 (RFC 3279 §2.3.3) also q. The public value is an INTEGER."""
    p, g, q = _integer(group.prime), _integer(group.generator), _integer(group.order)
    value = _integer(int.from_bytes(public, "big"))
    if encoding == "standardized":
        return _info(_ID_STANDARDIZED_DOMAIN_PARAMETERS, _integer(group.parameter_id), value)
    if encoding == "pkcs3":
        return _info(_ID_DH_KEY_AGREEMENT, tlv.encode(0x30, p, g), value)
    return _info(_ID_DH_PUBLIC_NUMBER, tlv.encode(0x30, p, g, q), value)


def _info(oid: str, parameters: bytes, key: bytes) -> bytes:
    return tlv.encode(0x30, tlv.encode(0x30, _oid(oid), parameters), tlv.encode(0x03, b"\x00", key))


def _oid(dotted: str) -> bytes:
    return bytes(core.ObjectIdentifier(dotted).dump())


def _integer(value: int) -> bytes:
    return bytes(core.Integer(value).dump())
