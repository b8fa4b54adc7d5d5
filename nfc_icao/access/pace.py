"""PACE with generic mapping over elliptic curves (Doc 9303-11 §4.4): a strong session out of a weak password.

Four exchanges: an encrypted nonce, a mapping that hides it in a new generator, a Diffie-Hellman over that generator,
and two tokens that prove both sides know the same. A wrong password shows in the last one. Integrated mapping and
finite-field groups are not spoken: no Vietnamese document asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hmac import compare_digest

from nfc_icao.access.keys import AccessKey
from nfc_icao.access.passwords import pace_reference, pace_secret
from nfc_icao.access.refusal import KeyRefusedError, ProtocolRefusedError
from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import SecureMessaging
from nfc_icao.chip.status_words import (
    AUTHENTICATION_FAILED,
    INCONSISTENT_LC,
    INCORRECT_DATA,
    REFERENCED_DATA_NOT_FOUND,
    SECURITY_STATUS_NOT_SATISFIED,
    is_try_counter,
    meaning,
)
from nfc_icao.crypto.ciphers import Cipher, decrypt_cbc, mac
from nfc_icao.crypto.curves import STANDARDIZED, DomainParameters, Point
from nfc_icao.crypto.kdf import COUNTER_PASSWORD, derive_key, derive_session_keys
from nfc_icao.crypto.randomness import Randomness
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds.der import encode_object_identifier
from nfc_icao.lds.security_infos import PaceInfo

INS_MANAGE_SECURITY_ENVIRONMENT = 0x22
INS_GENERAL_AUTHENTICATE = 0x86
CLA_CHAINED = 0x10

DO_DYNAMIC_AUTHENTICATION = 0x7C
DO_PUBLIC_KEY = 0x7F49
_DO_EC_POINT = 0x86
_MAX_NONCE = 64

_CIPHER_PREFERENCE = (Cipher.AES_256, Cipher.AES_192, Cipher.AES_128, Cipher.TDES)
_WANTS_PARAMETER_ID = (INCORRECT_DATA, INCONSISTENT_LC, REFERENCED_DATA_NOT_FOUND)


@dataclass(frozen=True)
class PaceProtocol:
    """One way of doing PACE that the chip offers and we speak."""

    oid: str
    cipher: Cipher
    domain: DomainParameters
    needs_parameter_id: bool
    """The same object identifier is offered with several curves, so MSE:Set AT must say which (tag 84)."""


def choose_protocol(offers: Iterable[PaceInfo]) -> PaceProtocol | None:
    """The best of what the chip offers, or None when it offers nothing we speak.

    Our preference: AES-256, AES-192, AES-128, then 3DES; among equals the first the chip lists. A chip that offers chip
    authentication mapping must offer generic mapping too (Doc 9303-11 §4.4.3.3), so GM alone serves it.
    """
    spoken = [
        offer
        for offer in offers
        if (offer.protocol.key_agreement, offer.protocol.mapping) == ("ECDH", "GM")
        and offer.parameter_id in STANDARDIZED
        and offer.version == 2  # Version 1 is that of BSI's drafts, before Doc 9303 took PACE up.
    ]
    for cipher in _CIPHER_PREFERENCE:
        for offer in spoken:
            if offer.protocol.cipher == cipher.label and offer.parameter_id is not None:
                curves = {other.parameter_id for other in spoken if other.oid == offer.oid}
                return PaceProtocol(offer.oid, cipher, STANDARDIZED[offer.parameter_id], len(curves) > 1)
    return None


def open_with_pace(
    channel: ChipChannel, protocol: PaceProtocol, key: AccessKey, randomness: Randomness
) -> SecureMessaging:
    """The session PACE leads to. It is not yet put into the channel.

    Raises:
        KeyRefusedError: the password is wrong, as the chip or its token says.
        ProtocolRefusedError: the chip refuses a step for another reason.
        MalformedData: an answer is not what the protocol calls for, a point is not on the curve, or a key was mirrored.
        ChipError: as `ChipChannel.transmit`.
    """
    cipher, domain = protocol.cipher, protocol.domain
    _set_authentication_template(channel, protocol, key)
    nonce = _nonce(channel, cipher, key)
    generator = _map_generator(channel, domain, nonce, randomness)

    sk_ifd = domain.generate_private_key(randomness)
    pk_ifd = domain.multiply(generator, sk_ifd)
    pk_ic = domain.decode(_general_authenticate(channel, 0x83, domain.encode(pk_ifd), 0x84))
    if pk_ic == pk_ifd:  # Doc 9303-11 §4.4.1: a mirrored key would be a mirrored token.
        raise MalformedData("the chip returned our own ephemeral key")
    ks_enc, ks_mac = derive_session_keys(domain.shared_secret(sk_ifd, pk_ic), cipher)

    token_ifd = _token(protocol, ks_mac, pk_ic)
    token_ic = _general_authenticate(channel, 0x85, token_ifd, 0x86, last=True)
    if not compare_digest(token_ic, _token(protocol, ks_mac, pk_ifd)):
        raise KeyRefusedError("the chip's authentication token is wrong")
    return SecureMessaging(cipher, ks_enc, ks_mac, bytes(cipher.block_size))  # SSC starts at zero: §9.8.7.3


def _set_authentication_template(channel: ChipChannel, protocol: PaceProtocol, key: AccessKey) -> None:
    """MSE:Set AT (Doc 9303-11 §4.4.4.1)."""
    with_parameter_id = protocol.needs_parameter_id
    response = channel.transmit(_mse_set_at(protocol, key, with_parameter_id))
    if response.sw in _WANTS_PARAMETER_ID and not with_parameter_id:
        # WORKAROUND: Ukrainian passports of 2015 answer 6A87 unless tag 84 is there, though they offer one curve only.
        response = channel.transmit(_mse_set_at(protocol, key, with_parameter_id=True))
    # 63Cx only warns that few tries are left (§4.4.4.1).
    if not response.is_ok and not is_try_counter(response.sw):
        raise ProtocolRefusedError(f"MSE:Set AT answered {response.sw:04X}: {meaning(response.sw)}")


def _mse_set_at(protocol: PaceProtocol, key: AccessKey, with_parameter_id: bool) -> CommandApdu:
    data = tlv.encode(0x80, encode_object_identifier(protocol.oid)) + tlv.encode(0x83, bytes([pace_reference(key)]))
    if with_parameter_id:
        data += tlv.encode(0x84, bytes([protocol.domain.parameter_id]))
    return CommandApdu(0x00, INS_MANAGE_SECURITY_ENVIRONMENT, 0xC1, 0xA4, data)


def _nonce(channel: ChipChannel, cipher: Cipher, key: AccessKey) -> int:
    encrypted = _general_authenticate(channel, None, b"", 0x80)
    # The length is a multiple of the block; real chips take 16 bytes or, with AES-192 and AES-256, 32.
    if not cipher.block_size <= len(encrypted) <= _MAX_NONCE:
        raise MalformedData(f"encrypted nonce of {len(encrypted)} bytes")
    k_pi = derive_key(pace_secret(key), COUNTER_PASSWORD, cipher)
    return int.from_bytes(decrypt_cbc(cipher, k_pi, encrypted), "big")


def _map_generator(channel: ChipChannel, domain: DomainParameters, nonce: int, randomness: Randomness) -> Point:
    """Generic mapping: G~ = s · G + H, with H from an anonymous Diffie-Hellman (Doc 9303-11 §4.4.3.3)."""
    sk_map = domain.generate_private_key(randomness)
    pk_map = domain.multiply(domain.generator, sk_map)
    answer = _general_authenticate(channel, 0x81, domain.encode(pk_map), 0x82)
    shared_point = domain.multiply(domain.decode(answer), sk_map)
    return domain.add(domain.multiply(domain.generator, nonce), shared_point)


def _token(protocol: PaceProtocol, ks_mac: bytes, public_key: Point) -> bytes:
    """The MAC over the other side's ephemeral key (Doc 9303-11 §4.4.3.4)."""
    oid = tlv.encode(0x06, encode_object_identifier(protocol.oid))
    point = tlv.encode(_DO_EC_POINT, protocol.domain.encode(public_key))
    return mac(protocol.cipher, ks_mac, tlv.encode(DO_PUBLIC_KEY, oid, point))


def _general_authenticate(
    channel: ChipChannel, tag: int | None, value: bytes, answer_tag: int, *, last: bool = False
) -> bytes:
    """One GENERAL AUTHENTICATE: the value under `answer_tag` in the chip's dynamic authentication data (§4.4.4.2).

    Other data objects are passed over: step 4 may bring certification authority references (87, 88).
    """
    inner = tlv.encode(tag, value) if tag is not None else b""
    data = tlv.encode(DO_DYNAMIC_AUTHENTICATION, inner)
    response = channel.transmit(
        CommandApdu(0x00 if last else CLA_CHAINED, INS_GENERAL_AUTHENTICATE, 0x00, 0x00, data, 256)
    )
    if not response.is_ok:
        said = f"GENERAL AUTHENTICATE answered {response.sw:04X}: {meaning(response.sw)}"
        wrong_key = response.sw in (AUTHENTICATION_FAILED, SECURITY_STATUS_NOT_SATISFIED) or is_try_counter(response.sw)
        raise KeyRefusedError(said) if last and wrong_key else ProtocolRefusedError(said)
    template = tlv.parse(response.data)
    if template.tag != DO_DYNAMIC_AUTHENTICATION:
        raise MalformedData(f"tag {template.tag:X} where dynamic authentication data were expected")
    return tlv.require(template, answer_tag).value
