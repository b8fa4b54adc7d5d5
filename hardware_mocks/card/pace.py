"""PACE with generic mapping over elliptic curves, from the chip's side (Doc 9303-11 §4.4)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

from ecdsa.ellipticcurve import PointJacobi

from hardware_mocks.card import status
from hardware_mocks.card.primitives import CIPHER_SUITES, COUNTER_MAC, COUNTER_PACE, Randomness
from hardware_mocks.card.secure_messaging import SecureChannel
from hardware_mocks.card.status import RefusedCommand
from hardware_mocks.card.templates import data_objects
from hardware_mocks.curves import InvalidPoint, StandardCurve, standard_curve
from hardware_mocks.issuing.security_infos import encode_oid, pace_oid
from hardware_mocks.profiles import PaceOffer, Profile
from nfc_icao.encoding import tlv

_NONCE_BYTES = 16  # Doc 9303-11 §4.4.3.3.1: one AES block; the same for 3DES, as two blocks
_PASSWORD_MRZ, _PASSWORD_CAN = b"\x01", b"\x02"


class PaceRun:
    """One run, from MSE:SET AT to the mutual authentication. Any error ends it."""

    def __init__(self, offer: PaceOffer, password: bytes, randomness: Randomness) -> None:
        self._oid = pace_oid(offer.cipher)
        self._suite = CIPHER_SUITES[offer.cipher]
        self._curve: StandardCurve = standard_curve(offer.parameter_id)
        self._k_pi = self._suite.derive(password, COUNTER_PACE)
        self._randomness = randomness
        self._nonce = b""
        self._generator: PointJacobi | None = None
        self._own_public = self._their_public = b""
        self._secret = b""
        self._steps: list[tuple[int | None, Callable[[bytes], bytes]]] = [
            (None, self._encrypted_nonce),
            (0x81, self._map_nonce),
            (0x83, self._agree),
            (0x85, self._authenticate),
        ]
        self.channel: SecureChannel | None = None
        """The session, once the last step has succeeded."""

    def step(self, data: bytes, *, chained: bool) -> bytes:
        """One GENERAL AUTHENTICATE: dynamic authentication data in, and out.

        Raises:
            RefusedCommand: 6A80 for wrong data, 6300 when the terminal does not know the password, 6883 when the
                chaining bit is not that of this step.
        """
        tag, perform = self._steps.pop(0)
        if chained != bool(self._steps):  # Doc 9303-11 §4.4.4.2: all but the last command are chained
            raise RefusedCommand(status.LAST_OF_CHAIN_EXPECTED)
        objects = data_objects(data, template=0x7C)
        if set(objects) != (set() if tag is None else {tag}):
            raise RefusedCommand(status.INCORRECT_DATA)
        try:
            return tlv.encode(0x7C, perform(b"" if tag is None else objects[tag]))
        except InvalidPoint:
            raise RefusedCommand(status.INCORRECT_DATA) from None

    def _encrypted_nonce(self, _: bytes) -> bytes:
        self._nonce = self._randomness(_NONCE_BYTES)
        cryptogram = self._suite.encrypt(self._k_pi, bytes(self._suite.block_bytes), self._nonce)
        return tlv.encode(0x80, cryptogram)

    def _map_nonce(self, their_mapping: bytes) -> bytes:
        """Generic mapping: G' = s·G + H (Doc 9303-11 §4.4.3.3.1)."""
        theirs = self._curve.decode(their_mapping)
        scalar = self._draw_scalar()
        shared = self._curve.multiply(scalar, theirs)
        nonce = int.from_bytes(self._nonce, "big")
        self._generator = self._curve.multiply(nonce) + shared
        return tlv.encode(0x82, self._curve.encode(self._curve.multiply(scalar)))

    def _agree(self, their_public: bytes) -> bytes:
        theirs = self._curve.decode(their_public)
        scalar = self._draw_scalar()
        own = self._curve.encode(self._curve.multiply(scalar, self._generator))
        if own == their_public:  # Doc 9303-11 §4.4.1: the keys shall differ
            raise RefusedCommand(status.AUTHENTICATION_FAILED)
        self._own_public, self._their_public = own, their_public
        self._secret = self._curve.encode_x(self._curve.multiply(scalar, theirs))
        return tlv.encode(0x84, own)

    def _authenticate(self, token: bytes) -> bytes:
        if not hmac.compare_digest(token, self._token(self._own_public)):
            raise RefusedCommand(status.AUTHENTICATION_FAILED)
        self.channel = SecureChannel.from_secret(self._suite, self._secret)
        return tlv.encode(0x86, self._token(self._their_public))

    def _token(self, public_key: bytes) -> bytes:
        """MAC over the public key object of the other side (Doc 9303-11 §4.4.3.4)."""
        message = tlv.encode(0x7F49, encode_oid(self._oid), tlv.encode(0x86, public_key))
        return self._suite.mac(self._suite.derive(self._secret, COUNTER_MAC), message)

    def _draw_scalar(self) -> int:
        while True:
            drawn = int.from_bytes(self._randomness(self._curve.scalar_bytes), "big")
            drawn &= (1 << self._curve.order.bit_length()) - 1
            if 0 < drawn < self._curve.order:
                return drawn


def begin(data: bytes, profile: Profile, can: str, mrz_information: bytes, randomness: Randomness) -> PaceRun:
    """MSE:SET AT (Doc 9303-11 §4.4.4.1): protocol in 80, password in 83, domain parameters in 84 when ambiguous.

    Raises:
        RefusedCommand: 6A80 for a protocol not offered, 6A88 for a password or parameters not known.
    """
    objects = data_objects(data)
    if 0x80 not in objects or not set(objects) <= {0x80, 0x83, 0x84}:
        raise RefusedCommand(status.INCORRECT_DATA)
    offers = [offer for offer in profile.pace if encode_oid(pace_oid(offer.cipher))[2:] == objects[0x80]]
    if not offers:
        raise RefusedCommand(status.INCORRECT_DATA)
    if 0x84 in objects:
        offers = [offer for offer in offers if bytes([offer.parameter_id]) == objects[0x84]]
    if len(offers) != 1:
        raise RefusedCommand(status.REFERENCE_NOT_FOUND)
    passwords = {
        _PASSWORD_MRZ: hashlib.sha1(mrz_information, usedforsecurity=False).digest(),
        _PASSWORD_CAN: can.encode("ascii"),
    }
    if objects.get(0x83) not in passwords:
        raise RefusedCommand(status.REFERENCE_NOT_FOUND)
    return PaceRun(offers[0], passwords[objects[0x83]], randomness)
