"""SecurityInfos: what the chip says it can do, in EF.CardAccess and DG14 (Doc 9303-11 §9.2), and EF.ATR/INFO."""

from __future__ import annotations

from asn1crypto import core

from hardware_mocks.curves import StandardCurve, standard_curve
from hardware_mocks.issuing.keys import explicit_public_key_info
from hardware_mocks.profiles import Profile
from nfc_icao.encoding import tlv

_BSI = "0.4.0.127.0.7"
ID_TA = f"{_BSI}.2.2.2"
ID_PK_ECDH = f"{_BSI}.2.2.1.2"
ID_CA_ECDH = f"{_BSI}.2.2.3.2"
ID_PACE_ECDH_GM = f"{_BSI}.2.2.4.2"
ID_AA = "2.23.136.1.1.5"
ID_ECDSA_PLAIN_SHA256 = f"{_BSI}.1.1.4.1.3"
_ID_STANDARDIZED_DOMAIN_PARAMETERS = f"{_BSI}.1.2"
_ID_EC_PUBLIC_KEY = "1.2.840.10045.2.1"
CIPHER_ARCS = {"3DES": 1, "AES-128": 2, "AES-192": 3, "AES-256": 4}


def pace_oid(cipher: str) -> str:
    return f"{ID_PACE_ECDH_GM}.{CIPHER_ARCS[cipher]}"


def chip_authentication_oid(cipher: str) -> str:
    return f"{ID_CA_ECDH}.{CIPHER_ARCS[cipher]}"


def encode_oid(dotted: str) -> bytes:
    return bytes(core.ObjectIdentifier(dotted).dump())


def _integer(value: int) -> bytes:
    return bytes(core.Integer(value).dump())


def _info(oid: str, *rest: bytes) -> bytes:
    return tlv.encode(0x30, encode_oid(oid), *rest)


def _set_of(infos: list[bytes]) -> bytes:
    return tlv.encode(0x31, *sorted(infos, key=lambda info: (len(info), info)))


def announced_infos(profile: Profile) -> list[bytes]:
    """The infos that stand both in EF.CardAccess and, signed, in DG14."""
    infos = [_info(ID_TA, _integer(1))] if 3 in profile.data_groups else []
    infos += [_info(chip_authentication_oid(cipher), _integer(1)) for cipher in profile.chip_authentication]
    infos += [_info(pace_oid(offer.cipher), _integer(2), _integer(offer.parameter_id)) for offer in profile.pace]
    return infos


def ef_card_access(profile: Profile) -> bytes | None:
    """EF.CardAccess, or None: without PACE the file does not exist (Doc 9303-10 §3.11.3)."""
    return _set_of(announced_infos(profile)) if profile.pace else None


def dg14(profile: Profile, chip_key: bytes, *, ecdsa_active_authentication: bool) -> bytes:
    """DG14 with the chip authentication public key (`chip_key` is an uncompressed point)."""
    infos = announced_infos(profile)
    if profile.chip_authentication:
        curve = standard_curve(profile.chip_authentication_parameter_id)
        infos.append(_info(ID_PK_ECDH, public_key_info(curve, chip_key, profile.chip_authentication_domain)))
    if ecdsa_active_authentication:
        infos.append(_info(ID_AA, _integer(1), encode_oid(ID_ECDSA_PLAIN_SHA256)))
    return tlv.encode(0x6E, _set_of(infos))


def public_key_info(curve: StandardCurve, point: bytes, domain: str) -> bytes:
    """SubjectPublicKeyInfo with the curve `explicit`, `named`, or `standardized` by its number (Doc 9303-11 §9.5.1)."""
    if domain == "explicit":
        return explicit_public_key_info(curve, point)
    if domain == "named":
        algorithm = tlv.encode(0x30, encode_oid(_ID_EC_PUBLIC_KEY), encode_oid(curve.oid))
    else:
        algorithm = tlv.encode(0x30, encode_oid(_ID_STANDARDIZED_DOMAIN_PARAMETERS), _integer(curve.parameter_id))
    return tlv.encode(0x30, algorithm, tlv.encode(0x03, b"\x00", point))


def ef_atr_info(profile: Profile) -> bytes:
    """Card capabilities and buffer sizes (Doc 9303-10 §3.11.2; ISO 7816-4 §12.7.1)."""
    size = tlv.encode(0x02, profile.max_response_bytes.to_bytes(2, "big"))
    capabilities = bytes([0x80, 0x00, 0x40 if profile.extended_length else 0x00])
    return tlv.encode(0x47, capabilities) + tlv.encode(0x7F66, size, size)
