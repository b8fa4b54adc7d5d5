"""PACE (Doc 9303-11 §4.4): a strong session out of a weak password.

Four exchanges: an encrypted nonce, a mapping that hides it in a new generator, a Diffie-Hellman over that generator,
and two tokens that prove both sides know the same. A wrong password shows in the last one. What a token does not cover
is refused where it comes in: a point off the curve, a number outside the group, our own key sent back.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest

from nfc_icao.access.keys import AccessKey
from nfc_icao.access.pace_chip_authentication import ChipAuthenticationData, chip_authentication_data
from nfc_icao.access.pace_mapping import map_nonce
from nfc_icao.access.pace_protocols import PaceProtocol
from nfc_icao.access.pace_steps import PaceSteps
from nfc_icao.access.passwords import pace_reference, pace_secret
from nfc_icao.access.refusal import AmbiguousSecretError, KeyRefusedError, ProtocolRefusedError
from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import SecureMessaging
from nfc_icao.chip.status_words import (
    INCONSISTENT_LC,
    INCORRECT_DATA,
    REFERENCED_DATA_NOT_FOUND,
    is_try_counter,
    meaning,
)
from nfc_icao.crypto.ciphers import decrypt_cbc, mac
from nfc_icao.crypto.kdf import COUNTER_PASSWORD, derive_key, derive_session_keys
from nfc_icao.crypto.randomness import Randomness
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds.der import encode_object_identifier

INS_MANAGE_SECURITY_ENVIRONMENT = 0x22

DO_PUBLIC_KEY = 0x7F49
_DO_TOKEN_IC = 0x86
_MAX_NONCE = 64

_WANTS_PARAMETER_ID = (INCORRECT_DATA, INCONSISTENT_LC, REFERENCED_DATA_NOT_FOUND)


@dataclass(frozen=True)
class PaceOutcome:
    """A session that is not yet put into the channel, and what else the run brought."""

    session: SecureMessaging
    chip_authentication: ChipAuthenticationData | None
    """Under chip authentication mapping only."""


def open_with_pace(channel: ChipChannel, protocol: PaceProtocol, key: AccessKey, randomness: Randomness) -> PaceOutcome:
    """One run of PACE, or a second one where chance gave the first a secret that chips write in different ways.

    Raises:
        KeyRefusedError: the password is wrong, as the chip or its token says.
        NotReadyError: the chip gives no nonce now, and may later.
        ProtocolRefusedError: the chip refuses a step for another reason.
        MalformedData: an answer is not what the protocol calls for, a key is not of the domain, or was mirrored.
        ChipError: as `ChipChannel.transmit`.
    """
    try:
        return _run(channel, protocol, key, randomness)
    except AmbiguousSecretError:
        return _run(channel, protocol, key, randomness, any_secret=True)


def _run(
    channel: ChipChannel,
    protocol: PaceProtocol,
    key: AccessKey,
    randomness: Randomness,
    *,
    any_secret: bool = False,
) -> PaceOutcome:
    cipher, domain = protocol.cipher, protocol.domain
    steps = PaceSteps(channel, protocol)
    _set_authentication_template(channel, protocol, key)
    nonce = _nonce(steps, protocol, key)
    mapped = map_nonce(protocol, nonce, steps.map, randomness)

    sk_ifd, pk_ifd = domain.generate_key_pair(randomness, mapped.generator)
    encoded_ifd = domain.encode(pk_ifd)
    encoded_ic = steps.agree(encoded_ifd)
    pk_ic = domain.decode(encoded_ic)
    if pk_ic == pk_ifd:  # Doc 9303-11 §4.4.1: a mirrored key would be a mirrored token.
        raise MalformedData("the chip returned our own ephemeral key")
    secret = domain.shared_secret(sk_ifd, pk_ic)
    if domain.is_ambiguous(secret) and not any_secret:
        raise AmbiguousSecretError("a shared secret with a leading zero")
    ks_enc, ks_mac = derive_session_keys(secret, cipher)

    answer = steps.prove(_token(protocol, ks_mac, encoded_ic))
    if not compare_digest(tlv.require(answer, _DO_TOKEN_IC).value, _token(protocol, ks_mac, encoded_ifd)):
        raise KeyRefusedError("the chip's authentication token is wrong")
    session = SecureMessaging(cipher, ks_enc, ks_mac, bytes(cipher.block_size))  # SSC starts at zero: §9.8.7.3
    return PaceOutcome(session, chip_authentication_data(protocol, answer, ks_enc, mapped.chip_mapping_key))


def _set_authentication_template(channel: ChipChannel, protocol: PaceProtocol, key: AccessKey) -> None:
    """MSE:Set AT (Doc 9303-11 §4.4.4.1)."""
    with_parameter_id = protocol.needs_parameter_id
    response = channel.transmit(_mse_set_at(protocol, key, with_parameter_id))
    if response.sw in _WANTS_PARAMETER_ID and not with_parameter_id and protocol.parameter_id is not None:
        # WORKAROUND: Ukrainian passports of 2015 answer 6A87 unless tag 84 is there, though they offer one curve only.
        response = channel.transmit(_mse_set_at(protocol, key, with_parameter_id=True))
    # 63Cx only warns that few tries are left (§4.4.4.1).
    if not response.is_ok and not is_try_counter(response.sw):
        raise ProtocolRefusedError(f"MSE:Set AT answered {response.sw:04X}: {meaning(response.sw)}")


def _mse_set_at(protocol: PaceProtocol, key: AccessKey, with_parameter_id: bool) -> CommandApdu:
    data = tlv.encode(0x80, encode_object_identifier(protocol.oid)) + tlv.encode(0x83, bytes([pace_reference(key)]))
    if with_parameter_id and protocol.parameter_id is not None:
        data += tlv.encode(0x84, bytes([protocol.parameter_id]))
    return CommandApdu(0x00, INS_MANAGE_SECURITY_ENVIRONMENT, 0xC1, 0xA4, data)


def _nonce(steps: PaceSteps, protocol: PaceProtocol, key: AccessKey) -> bytes:
    encrypted = steps.give_nonce()
    # The length is a multiple of the block; real chips take 16 bytes or, with AES-192 and AES-256, 32.
    if not protocol.cipher.block_size <= len(encrypted) <= _MAX_NONCE:
        raise MalformedData(f"encrypted nonce of {len(encrypted)} bytes")
    k_pi = derive_key(pace_secret(key), COUNTER_PASSWORD, protocol.cipher)
    return decrypt_cbc(protocol.cipher, k_pi, encrypted)


def _token(protocol: PaceProtocol, ks_mac: bytes, public_key: bytes) -> bytes:
    """The MAC over the other side's ephemeral key (Doc 9303-11 §4.4.3.4), encoded as it went over the link."""
    oid = tlv.encode(0x06, encode_object_identifier(protocol.oid))
    plain_key = tlv.encode(protocol.domain.public_key_tag, public_key)
    return mac(protocol.cipher, ks_mac, tlv.encode(DO_PUBLIC_KEY, oid, plain_key))
