"""SecurityInfos: what the chip says it can do, in EF.CardAccess, EF.CardSecurity and DG14 (Doc 9303-11 §9.2)."""

from __future__ import annotations

from collections.abc import Sequence

from asn1crypto import core

from hardware_mocks.domains import is_curve
from hardware_mocks.issuing.chip_keys import ActiveKey, ChipKey, EcActiveKey
from hardware_mocks.issuing.public_key_infos import public_key_info
from hardware_mocks.profiles import ChipKeyOffer, PaceOffer, Profile
from nfc_icao.encoding import tlv

_BSI = "0.4.0.127.0.7"
ID_TA = f"{_BSI}.2.2.2"
ID_PK_DH, ID_PK_ECDH = f"{_BSI}.2.2.1.1", f"{_BSI}.2.2.1.2"
_ID_CA = f"{_BSI}.2.2.3"
_ID_PACE = f"{_BSI}.2.2.4"
_CA_DH, _CA_ECDH = 1, 2
_PACE_ARCS = {("GM", False): 1, ("GM", True): 2, ("IM", False): 3, ("IM", True): 4, ("CAM", True): 6}
"""By mapping, and whether on a curve (Doc 9303-11 §9.2.1)."""
ID_AA = "2.23.136.1.1.5"
_ID_ECDSA_PLAIN = f"{_BSI}.1.1.4.1"
_PLAIN_ARCS = {"sha1": 1, "sha224": 2, "sha256": 3, "sha384": 4, "sha512": 5}
CIPHER_ARCS = {"3DES": 1, "AES-128": 2, "AES-192": 3, "AES-256": 4}


def pace_oid(offer: PaceOffer) -> str:
    arc = _PACE_ARCS[offer.mapping, is_curve(offer.parameter_id)]
    return f"{_ID_PACE}.{arc}.{CIPHER_ARCS[offer.cipher]}"


def chip_authentication_oid(cipher: str, parameter_id: int) -> str:
    return f"{_ID_CA}.{_CA_ECDH if is_curve(parameter_id) else _CA_DH}.{CIPHER_ARCS[cipher]}"


def encode_oid(dotted: str) -> bytes:
    return bytes(core.ObjectIdentifier(dotted).dump())


def _integer(value: int) -> bytes:
    return bytes(core.Integer(value).dump())


def _info(oid: str, *rest: bytes) -> bytes:
    return tlv.encode(0x30, encode_oid(oid), *rest)


def _set_of(infos: Sequence[bytes]) -> bytes:
    return tlv.encode(0x31, *sorted(infos, key=lambda info: (len(info), info)))


def announced_infos(profile: Profile) -> list[bytes]:
    """The infos that stand both in EF.CardAccess and, signed, in DG14 and EF.CardSecurity."""
    infos = [_info(ID_TA, _integer(1))] if 3 in profile.data_groups else []
    for offer in profile.chip_keys:
        if offer.announced:
            infos += [_chip_authentication_info(cipher, offer) for cipher in offer.ciphers]
    infos += [_info(pace_oid(offer), _integer(2), _integer(offer.parameter_id)) for offer in profile.pace]
    return infos


def ef_card_access(profile: Profile) -> bytes | None:
    """EF.CardAccess, or None: without PACE the file does not exist (Doc 9303-10 §3.11.3)."""
    return _set_of(announced_infos(profile)) if profile.pace else None


def card_security_infos(profile: Profile, keys: Sequence[ChipKey]) -> bytes:
    """What EF.CardSecurity signs: all of EF.CardAccess, and the keys of chip authentication mapping."""
    return _set_of([*announced_infos(profile), *(_key_info(key) for key in keys)])


def dg14(profile: Profile, keys: Sequence[ChipKey], active: ActiveKey) -> bytes:
    """DG14: what EF.CardAccess says, the chip authentication keys, and the hash of an ECDSA key."""
    infos = [*announced_infos(profile), *(_key_info(key) for key in keys)]
    if isinstance(active, EcActiveKey) and profile.active_authentication_announced:
        infos.append(_info(ID_AA, _integer(1), encode_oid(f"{_ID_ECDSA_PLAIN}.{_PLAIN_ARCS[active.hash_name]}")))
    return tlv.encode(0x6E, _set_of(infos))


def _chip_authentication_info(cipher: str, offer: ChipKeyOffer) -> bytes:
    return _info(chip_authentication_oid(cipher, offer.parameter_id), _integer(1), *_key_id(offer.key_id))


def _key_info(key: ChipKey) -> bytes:
    oid = ID_PK_ECDH if is_curve(key.offer.parameter_id) else ID_PK_DH
    return _info(oid, public_key_info(key.domain, key.public, key.offer.encoding), *_key_id(key.offer.key_id))


def _key_id(key_id: int | None) -> tuple[bytes, ...]:
    return () if key_id is None else (_integer(key_id),)
