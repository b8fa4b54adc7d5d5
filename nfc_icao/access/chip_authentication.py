"""Chip Authentication version 1 (Doc 9303-11 §6.2): new session keys that only the chip which holds the private key of
DG14 can know, over elliptic curves or prime fields.

The key change alone proves nothing: a copy answers 9000 as well. So the exchange ends with a read under the new keys,
and only its right MAC completes it. A chip that fails here is not an error but evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nfc_icao.access.long_commands import require_long
from nfc_icao.access.pace import INS_MANAGE_SECURITY_ENVIRONMENT
from nfc_icao.access.pace_steps import DO_DYNAMIC_AUTHENTICATION, INS_GENERAL_AUTHENTICATE
from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.files import read_start
from nfc_icao.chip.secure_messaging import CutAnswerError, PlainAnswerError, SecureMessaging
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.domains import Element, KeyAgreementDomain
from nfc_icao.crypto.groups import DhGroup
from nfc_icao.crypto.kdf import derive_session_keys
from nfc_icao.crypto.randomness import Randomness
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData, SecureMessagingError, StatusWordError
from nfc_icao.lds.der import encode_object_identifier
from nfc_icao.lds.public_keys import DhPublicKey, EcPublicKey, parse_public_key
from nfc_icao.lds.security_infos import (
    CHIP_AUTHENTICATION_PROTOCOLS,
    ID_PK_DH,
    ID_PK_ECDH,
    ChipAuthenticationInfo,
    ChipAuthenticationPublicKey,
    SecurityInfos,
)

ID_CA_DH_3DES = "0.4.0.127.0.7.2.2.3.1.1"
ID_CA_ECDH_3DES = "0.4.0.127.0.7.2.2.3.2.1"

_AGREEMENT_OF_KEY = {ID_PK_DH: "DH", ID_PK_ECDH: "ECDH"}
_INFERRED = {ID_PK_DH: ID_CA_DH_3DES, ID_PK_ECDH: ID_CA_ECDH_3DES}
_STRONGEST_FIRST = (Cipher.AES_256, Cipher.AES_192, Cipher.AES_128, Cipher.TDES)
_PROOF_BYTES = 8
_MAX_KEY_ID = 1 << 64
_MOST_KEY_PAIRS = 8


@dataclass(frozen=True)
class Candidate:
    """One key of the chip and the protocol to use it with."""

    oid: str
    key_id: int | None
    spki: bytes

    @property
    def cipher(self) -> Cipher:
        return Cipher(CHIP_AUTHENTICATION_PROTOCOLS[self.oid].cipher)


@dataclass(frozen=True)
class ChipAuthenticationOutcome:
    """What came of it: `failure` is None when the chip proved its key, else why it did not, in protocol words."""

    candidate: Candidate
    failure: str | None
    refused: bool = False
    """It failed before keys were changed: the chip would not take part, which is another thing than a wrong answer."""


def candidates(signed: SecurityInfos, hint: SecurityInfos | None = None) -> tuple[Candidate, ...]:
    """The ways to authenticate this chip, strongest cipher first, keys from DG14 (`signed`) only.

    A protocol belongs to the key of its kind with the same key id. Some chips leave ChipAuthenticationInfo out of
    DG14: then EF.CardAccess (`hint`) is asked, and 3DES is inferred last. A wrong hint can make the proof fail, never
    succeed.
    """
    keys = signed.chip_authentication_keys
    found = [
        candidate
        for key in keys
        for candidate in _for_key(key, signed, hint, alone=[other.oid for other in keys].count(key.oid) == 1)
    ]
    return tuple(sorted(found, key=_rank))


def _rank(candidate: Candidate) -> tuple[int, bool]:
    protocol = CHIP_AUTHENTICATION_PROTOCOLS[candidate.oid]
    return _STRONGEST_FIRST.index(candidate.cipher), protocol.key_agreement == "DH"


def _for_key(
    key: ChipAuthenticationPublicKey, signed: SecurityInfos, hint: SecurityInfos | None, *, alone: bool
) -> Iterator[Candidate]:
    for infos in (signed, hint or SecurityInfos()):
        suitable = _infos_for(key, infos.chip_authentication)
        matching = [info for info in suitable if info.key_id == key.key_id or alone]
        if matching:
            yield from (Candidate(info.oid, key.key_id, key.spki) for info in matching)
            return
    yield Candidate(_INFERRED[key.oid], key.key_id, key.spki)


def _infos_for(
    key: ChipAuthenticationPublicKey, infos: Sequence[ChipAuthenticationInfo]
) -> list[ChipAuthenticationInfo]:
    return [info for info in infos if info.protocol.key_agreement == _AGREEMENT_OF_KEY[key.oid]]


def authenticate_chip(
    channel: ChipChannel, tried: Sequence[Candidate], proof_file_id: int, proof: bytes, randomness: Randomness
) -> ChipAuthenticationOutcome:
    """Change to keys that only the genuine chip can know, and have it prove them by reading a file again.

    `proof` is the content of the file `proof_file_id` as read before. The next candidate is tried only when a key is
    none we can use, or the chip refuses it inside the old session. After a failure the session may be over.

    Raises:
        CardLost, ReadingCancelled, CutAnswerError: as `ChipChannel.transmit`.
        ValueError: there is no candidate.
    """
    outcome: ChipAuthenticationOutcome | None = None
    for candidate in tried:
        try:
            _agree_on_keys(channel, candidate, randomness)
        except (StatusWordError, MalformedData) as error:
            # Refused inside the old session, or no key at all: the session goes on.
            outcome = ChipAuthenticationOutcome(candidate, str(error), refused=True)
            continue
        except CutAnswerError:
            raise
        except SecureMessagingError as error:
            return ChipAuthenticationOutcome(candidate, str(error), refused=isinstance(error, PlainAnswerError))
        return ChipAuthenticationOutcome(candidate, _prove(channel, proof_file_id, proof))
    if outcome is None:
        raise ValueError("no key to authenticate the chip with")
    return outcome


def _agree_on_keys(channel: ChipChannel, candidate: Candidate, randomness: Randomness) -> None:
    chip_key = parse_public_key(candidate.spki)
    if isinstance(chip_key, EcPublicKey):
        pk_ifd, secret = _agree(chip_key.domain, chip_key.point, randomness)
    elif isinstance(chip_key, DhPublicKey):
        group = DhGroup(f"DH-{chip_key.prime.bit_length()}", chip_key.prime, chip_key.generator, chip_key.order)
        pk_ifd, secret = _agree(group, chip_key.value, randomness)
    else:
        raise MalformedData("not a key for key agreement")
    cipher = candidate.cipher
    if cipher is Cipher.TDES:
        _set_key_agreement_template(channel, candidate, pk_ifd)
    else:
        _set_authentication_template(channel, candidate)
        _general_authenticate(channel, pk_ifd)
    ks_enc, ks_mac = derive_session_keys(secret, cipher)
    channel.secure_messaging = SecureMessaging(cipher, ks_enc, ks_mac, bytes(cipher.block_size))


def _agree(domain: KeyAgreementDomain[Element], pk_ic: Element, randomness: Randomness) -> tuple[bytes, bytes]:
    """Our ephemeral public key as it is sent, and the secret it leads to: one that all chips write alike."""
    for _ in range(_MOST_KEY_PAIRS):
        sk_ifd, pk_ifd = domain.generate_key_pair(randomness)
        secret = domain.shared_secret(sk_ifd, pk_ic)
        if not domain.is_ambiguous(secret):
            break
    return domain.encode(pk_ifd), secret


def _set_key_agreement_template(channel: ChipChannel, candidate: Candidate, pk_ifd: bytes) -> None:
    """MSE:Set KAT, for 3DES (Doc 9303-11 §6.2.4.1)."""
    data = tlv.encode(0x91, pk_ifd) + _key_reference(candidate)
    require_long(channel, CommandApdu(0x00, INS_MANAGE_SECURITY_ENVIRONMENT, 0x41, 0xA6, data))


def _set_authentication_template(channel: ChipChannel, candidate: Candidate) -> None:
    """MSE:Set AT, for AES (Doc 9303-11 §6.2.4.2)."""
    data = tlv.encode(0x80, encode_object_identifier(candidate.oid)) + _key_reference(candidate)
    channel.require(CommandApdu(0x00, INS_MANAGE_SECURITY_ENVIRONMENT, 0x41, 0xA4, data))


def _general_authenticate(channel: ChipChannel, pk_ifd: bytes) -> None:
    data = tlv.encode(DO_DYNAMIC_AUTHENTICATION, tlv.encode(0x80, pk_ifd))
    require_long(channel, CommandApdu(0x00, INS_GENERAL_AUTHENTICATE, 0x00, 0x00, data, 256))


def _key_reference(candidate: Candidate) -> bytes:
    if candidate.key_id is None:
        return b""
    if not 0 <= candidate.key_id < _MAX_KEY_ID:
        raise MalformedData("key id of chip authentication is out of range")
    size = (candidate.key_id.bit_length() + 7) // 8 or 1
    return tlv.encode(0x84, candidate.key_id.to_bytes(size, "big"))


def _prove(channel: ChipChannel, file_id: int, expected: bytes) -> str | None:
    """None when the chip answers a read under the new keys with what it said before, else why that failed."""
    try:
        start = read_start(channel, file_id, _PROOF_BYTES)
    except (StatusWordError, MalformedData, SecureMessagingError) as error:
        return f"after the key change: {error}"
    if not start or not expected.startswith(start):
        return "after the key change: the file reads differently"
    return None
