"""Proving that the chip is the chip: active authentication (Doc 9303-11 §6.1) and chip authentication (§6.2)."""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from hardware_mocks.card import status
from hardware_mocks.card.primitives import CIPHER_SUITES, CipherSuite, Randomness
from hardware_mocks.card.secure_messaging import SecureChannel
from hardware_mocks.card.status import RefusedCommand
from hardware_mocks.card.templates import data_objects
from hardware_mocks.curves import InvalidPoint
from hardware_mocks.issuer import IssuedDocument
from hardware_mocks.issuing.security_infos import chip_authentication_oid, encode_oid

CHALLENGE_BYTES = 8
_TRAILERS = {"sha1": b"\xbc", "sha256": b"\x34\xcc"}  # ISO/IEC 9796-2 §8.1.3, ISO/IEC 10118-3 hash identifiers


def active_authentication(
    document: IssuedDocument, challenge: bytes, randomness: Randomness, *, trailer: bytes | None = None
) -> bytes:
    """The signature over RND.IFD. `trailer` replaces the one of the hash, to make a wrong RSA signature.

    Raises:
        RefusedCommand: 6700 when the challenge is not eight bytes.
    """
    if len(challenge) != CHALLENGE_BYTES:
        raise RefusedCommand(status.WRONG_LENGTH)
    key = document.active_authentication_key
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return _plain_ecdsa(key, challenge)
    hash_name = document.active_authentication_hash
    return _iso9796_2_scheme_1(key, challenge, hash_name, trailer or _TRAILERS[hash_name], randomness)


def _plain_ecdsa(key: ec.EllipticCurvePrivateKey, challenge: bytes) -> bytes:
    """r ‖ s, as TR-03111 §5.2.1 and Doc 9303-11 §6.1.2.3 want it."""
    r, s = decode_dss_signature(key.sign(challenge, ec.ECDSA(hashes.SHA256())))
    size = (key.key_size + 7) // 8
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def _iso9796_2_scheme_1(
    key: rsa.RSAPrivateKey, challenge: bytes, hash_name: str, trailer: bytes, randomness: Randomness
) -> bytes:
    """Digital signature scheme 1 with partial recovery: 6A ‖ M1 ‖ H(M1 ‖ M2) ‖ trailer (Doc 9303-11 §6.1.2.2)."""
    size = (key.key_size + 7) // 8
    digest_bytes = hashlib.new(hash_name).digest_size
    m1 = randomness(size - 1 - digest_bytes - len(trailer))
    digest = hashlib.new(hash_name, m1 + challenge).digest()
    message = b"\x6a" + m1 + digest + trailer
    numbers = key.private_numbers()
    signature = pow(int.from_bytes(message, "big"), numbers.d, numbers.public_numbers.n)
    return signature.to_bytes(size, "big")


class ChipAuthentication:
    """Static Diffie-Hellman with the key of DG14, which replaces the session keys."""

    def __init__(self, document: IssuedDocument) -> None:
        self._document = document
        self._chosen: CipherSuite | None = None

    def choose(self, data: bytes) -> None:
        """MSE:SET AT (Doc 9303-11 §6.2.4.2): the protocol in 80.

        Raises:
            RefusedCommand: 6A80 for a protocol not in DG14, 6A88 for a key identifier: this chip has one key without.
        """
        objects = data_objects(data)
        for cipher in self._document.profile.chip_authentication:
            if encode_oid(chip_authentication_oid(cipher))[2:] == objects.get(0x80):
                break
        else:
            raise RefusedCommand(status.INCORRECT_DATA)
        if set(objects) != {0x80}:
            raise RefusedCommand(status.REFERENCE_NOT_FOUND)
        self._chosen = CIPHER_SUITES[cipher]

    def agree(self, data: bytes) -> SecureChannel:
        """GENERAL AUTHENTICATE: the terminal's ephemeral key in 80; the new session.

        Raises:
            RefusedCommand: 6985 before MSE:SET AT, 6A80 when the key is no point of the curve.
        """
        suite, self._chosen = self._chosen, None
        if suite is None:
            raise RefusedCommand(status.CONDITIONS_NOT_SATISFIED)
        return self._new_session(suite, data_objects(data, template=0x7C).get(0x80, b""))

    def agree_3des(self, data: bytes) -> SecureChannel:
        """MSE:SET KAT (Doc 9303-11 §6.2.4.1): the terminal's ephemeral key in 91; 3DES only.

        Raises:
            RefusedCommand: 6A80 without 3DES in DG14 or for a point off the curve, 6A88 for a key identifier.
        """
        objects = data_objects(data)
        if "3DES" not in self._document.profile.chip_authentication or 0x91 not in objects:
            raise RefusedCommand(status.INCORRECT_DATA)
        if set(objects) != {0x91}:
            raise RefusedCommand(status.REFERENCE_NOT_FOUND)
        return self._new_session(CIPHER_SUITES["3DES"], objects[0x91])

    def _new_session(self, suite: CipherSuite, their_public: bytes) -> SecureChannel:
        curve = self._document.chip_authentication_curve
        try:
            shared = curve.multiply(self._document.chip_authentication_scalar, curve.decode(their_public))
        except InvalidPoint:
            raise RefusedCommand(status.INCORRECT_DATA) from None
        return SecureChannel.from_secret(suite, curve.encode_x(shared))
