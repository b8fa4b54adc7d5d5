"""Basic access control from the chip's side (Doc 9303-11 §4.3)."""

from __future__ import annotations

import hashlib
import hmac

from hardware_mocks.card import status
from hardware_mocks.card.primitives import CIPHER_SUITES, COUNTER_ENC, COUNTER_MAC, Randomness
from hardware_mocks.card.secure_messaging import SecureChannel
from hardware_mocks.card.status import RefusedCommand

CHALLENGE_BYTES = 8
_SUITE = CIPHER_SUITES["3DES"]
_CRYPTOGRAM_BYTES, _MAC_BYTES = 32, 8
_ZERO_IV = bytes(8)


class BasicAccessControl:
    """The chip's half. One challenge serves one attempt."""

    def __init__(self, mrz_information: bytes, randomness: Randomness) -> None:
        seed = hashlib.sha1(mrz_information, usedforsecurity=False).digest()[:16]
        self._k_enc, self._k_mac = _SUITE.derive(seed, COUNTER_ENC), _SUITE.derive(seed, COUNTER_MAC)
        self._randomness = randomness
        self._rnd_ic: bytes | None = None

    def challenge(self) -> bytes:
        """GET CHALLENGE: RND.IC."""
        self._rnd_ic = self._randomness(CHALLENGE_BYTES)
        return self._rnd_ic

    def authenticate(self, data: bytes) -> tuple[bytes, SecureChannel]:
        """EXTERNAL AUTHENTICATE: the chip's cryptogram, and the session it opens.

        Raises:
            RefusedCommand: 6985 without a challenge, 6700 for a wrong length, 6300 for a terminal without the key.
        """
        rnd_ic, self._rnd_ic = self._rnd_ic, None
        if rnd_ic is None:
            raise RefusedCommand(status.CONDITIONS_NOT_SATISFIED)
        if len(data) != _CRYPTOGRAM_BYTES + _MAC_BYTES:
            raise RefusedCommand(status.WRONG_LENGTH)
        cryptogram, mac = data[:_CRYPTOGRAM_BYTES], data[_CRYPTOGRAM_BYTES:]
        if not hmac.compare_digest(mac, _SUITE.mac(self._k_mac, cryptogram)):
            raise RefusedCommand(status.AUTHENTICATION_FAILED)
        plain = _SUITE.decrypt(self._k_enc, _ZERO_IV, cryptogram)
        rnd_ifd, echoed, k_ifd = plain[:8], plain[8:16], plain[16:]
        if echoed != rnd_ic:
            raise RefusedCommand(status.AUTHENTICATION_FAILED)
        k_ic = self._randomness(16)
        reply = _SUITE.encrypt(self._k_enc, _ZERO_IV, rnd_ic + rnd_ifd + k_ic)
        secret = bytes(ours ^ theirs for ours, theirs in zip(k_ic, k_ifd, strict=True))
        channel = SecureChannel.from_secret(_SUITE, secret, ssc=rnd_ic[4:] + rnd_ifd[4:])
        return reply + _SUITE.mac(self._k_mac, reply), channel
