"""Proving that the chip is the chip: active authentication (Doc 9303-11 §6.1) and chip authentication (§6.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from hardware_mocks.card import status
from hardware_mocks.card.primitives import CIPHER_SUITES, CipherSuite, Randomness
from hardware_mocks.card.secure_messaging import SecureChannel
from hardware_mocks.card.status import RefusedCommand
from hardware_mocks.card.templates import data_objects
from hardware_mocks.domains import InvalidPoint
from hardware_mocks.issuer import IssuedDocument
from hardware_mocks.issuing.chip_keys import RSA_PSS, RSA_TRAILERS, ChipKey, EcActiveKey, RsaActiveKey
from hardware_mocks.issuing.security_infos import chip_authentication_oid, encode_oid

CHALLENGE_BYTES = 8


def active_authentication(
    document: IssuedDocument, challenge: bytes, randomness: Randomness, *, trailer: bytes | None = None
) -> bytes:
    """The signature over RND.IFD. `trailer` replaces the one of the hash, to make a wrong RSA signature.

    Raises:
        RefusedCommand: 6700 when the challenge is not eight bytes.
    """
    if len(challenge) != CHALLENGE_BYTES:
        raise RefusedCommand(status.WRONG_LENGTH)
    key = document.active_key
    if isinstance(key, EcActiveKey):
        return key.sign(challenge)
    if key.algorithm == RSA_PSS:
        pss = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256().digest_size)
        return key.private.sign(challenge, pss, hashes.SHA256())
    return _iso9796_2_scheme_1(key, challenge, trailer or RSA_TRAILERS[key.algorithm], randomness)


def _iso9796_2_scheme_1(key: RsaActiveKey, challenge: bytes, trailer: bytes, randomness: Randomness) -> bytes:
    """Digital signature scheme 1 with partial recovery: 6A ‖ M1 ‖ H(M1 ‖ M2) ‖ trailer (Doc 9303-11 §6.1.2.2)."""
    size = (key.private.key_size + 7) // 8
    digest_bytes = hashlib.new(key.hash_name).digest_size
    m1 = randomness(size - 1 - digest_bytes - len(trailer))
    digest = hashlib.new(key.hash_name, m1 + challenge).digest()
    message = b"\x6a" + m1 + digest + trailer
    numbers = key.private.private_numbers()
    signature = pow(int.from_bytes(message, "big"), numbers.d, numbers.public_numbers.n)
    return signature.to_bytes(size, "big")


class ChipAuthentication:
    """Static Diffie-Hellman with a key of DG14, which replaces the session keys."""

    def __init__(self, keys: Sequence[ChipKey]) -> None:
        self._keys = tuple(keys)
        self._chosen: tuple[ChipKey, CipherSuite] | None = None

    def choose(self, data: bytes) -> None:
        """MSE:SET AT (Doc 9303-11 §6.2.4.2): the protocol in 80, the key in 84 when there are several.

        Raises:
            RefusedCommand: 6A80 for a protocol no key is for, 6A88 for a key that does not exist or is not told.
        """
        objects = data_objects(data)
        if 0x80 not in objects or not set(objects) <= {0x80, 0x84}:
            raise RefusedCommand(status.INCORRECT_DATA)
        fitting = [
            (key, cipher)
            for key in self._keys
            for cipher in key.offer.ciphers
            if encode_oid(chip_authentication_oid(cipher, key.offer.parameter_id))[2:] == objects[0x80]
        ]
        if not fitting:
            raise RefusedCommand(status.INCORRECT_DATA)
        key = _referenced([key for key, _ in fitting], objects.get(0x84))
        self._chosen = key, CIPHER_SUITES[next(cipher for candidate, cipher in fitting if candidate is key)]

    def agree(self, data: bytes) -> SecureChannel:
        """GENERAL AUTHENTICATE: the terminal's ephemeral key in 80; the new session.

        Raises:
            RefusedCommand: 6985 before MSE:SET AT, 6A80 when the key does not belong to the domain.
        """
        chosen, self._chosen = self._chosen, None
        if chosen is None:
            raise RefusedCommand(status.CONDITIONS_NOT_SATISFIED)
        return _new_session(*chosen, data_objects(data, template=0x7C).get(0x80, b""))

    def agree_3des(self, data: bytes) -> SecureChannel:
        """MSE:SET KAT (Doc 9303-11 §6.2.4.1): the terminal's ephemeral key in 91, the key in 84; 3DES only.

        Raises:
            RefusedCommand: 6A80 without 3DES in DG14 or for a key outside the domain, 6A88 as `choose`.
        """
        objects = data_objects(data)
        fitting = [key for key in self._keys if "3DES" in key.offer.ciphers]
        if not fitting or 0x91 not in objects or not set(objects) <= {0x91, 0x84}:
            raise RefusedCommand(status.INCORRECT_DATA)
        return _new_session(_referenced(fitting, objects.get(0x84)), CIPHER_SUITES["3DES"], objects[0x91])


def _referenced(keys: Sequence[ChipKey], reference: bytes | None) -> ChipKey:
    """The key meant by DO84; without it, the only one."""
    if reference is not None:
        wanted = int.from_bytes(reference, "big")
        keys = [key for key in keys if key.offer.key_id == wanted]
    if len(keys) != 1:
        raise RefusedCommand(status.REFERENCE_NOT_FOUND)
    return keys[0]


def _new_session(key: ChipKey, suite: CipherSuite, their_public: bytes) -> SecureChannel:
    try:
        shared = key.domain.multiply(key.private, key.domain.decode(their_public))
    except InvalidPoint:
        raise RefusedCommand(status.INCORRECT_DATA) from None
    return SecureChannel.from_secret(suite, key.domain.shared_secret(shared))
