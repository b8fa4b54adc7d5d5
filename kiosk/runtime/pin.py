"""A PIN that opens a page: kept as a salted hash, and shut for a while after too many wrong tries.

Four to twelve digits are few: the hash is a slow one (scrypt, RFC 7914) so that whoever reads the settings cannot try
them all at once, and the lock makes trying at the screen hopeless. The lock lives as long as the program: whoever can
start it anew can read the settings as well.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
import threading
from dataclasses import dataclass
from typing import Protocol

SHAPE = re.compile(r"[0-9]{4,12}")
_COST, _BLOCK, _LANES = 2**14, 8, 1
_MAX_COST = 2**17
_SALT_BYTES, _HASH_BYTES = 16, 32
_MAX_MEMORY = 256 * 1024 * 1024


class PinError(Exception):
    """The PIN or its hash is not of the right form. The message never holds either."""


class Monotonic(Protocol):
    def monotonic(self) -> float:
        """Seconds since some moment; never runs backwards."""
        ...


@dataclass(frozen=True)
class PinAnswer:
    opened: bool
    tries_left: int
    """Before the lock; the full number again after a right PIN."""
    locked_s: float = 0.0
    """How long no PIN is looked at; 0 when one is."""


def hash_pin(pin: str, salt: bytes | None = None) -> str:
    """`scrypt$cost$block$lanes$salt$hash`, for a settings file. Raises `PinError`."""
    if SHAPE.fullmatch(pin) is None:
        raise PinError("a PIN has 4 to 12 digits")
    chosen = salt if salt is not None else os.urandom(_SALT_BYTES)
    return "$".join(("scrypt", str(_COST), str(_BLOCK), str(_LANES), _text(chosen), _text(_derive(pin, chosen, _COST))))


def is_hash(text: str) -> bool:
    """True for what `hash_pin` writes."""
    try:
        _parts(text)
    except PinError:
        return False
    return True


class PinLock:
    """One PIN for one page. Safe to use from several threads; `try_pin` takes some 50 ms."""

    def __init__(self, pin_hash: str, clock: Monotonic, *, tries: int = 5, rest_s: float = 300.0) -> None:
        """Raises `PinError` for a hash that `hash_pin` did not write."""
        self._cost, self._salt, self._hash = _parts(pin_hash)
        self._clock = clock
        self._tries, self._rest_s = tries, rest_s
        self._wrong = 0
        self._shut_until = 0.0
        self._turn = threading.Lock()

    def __repr__(self) -> str:
        return "PinLock()"

    def try_pin(self, pin: str) -> PinAnswer:
        with self._turn:
            left_s = self._shut_until - self._clock.monotonic()
            if left_s > 0:
                return PinAnswer(opened=False, tries_left=0, locked_s=left_s)
            right = SHAPE.fullmatch(pin) is not None
            if right and hmac.compare_digest(_derive(pin, self._salt, self._cost), self._hash):
                self._wrong = 0
                return PinAnswer(opened=True, tries_left=self._tries)
            self._wrong += 1
            if self._wrong < self._tries:
                return PinAnswer(opened=False, tries_left=self._tries - self._wrong)
            self._wrong = 0
            self._shut_until = self._clock.monotonic() + self._rest_s
            return PinAnswer(opened=False, tries_left=0, locked_s=self._rest_s)


def _derive(pin: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        pin.encode("ascii"), salt=salt, n=cost, r=_BLOCK, p=_LANES, maxmem=_MAX_MEMORY, dklen=_HASH_BYTES
    )


def _parts(text: str) -> tuple[int, bytes, bytes]:
    parts = text.split("$")
    if len(text) > 200 or len(parts) != 6 or (parts[0], *parts[2:4]) != ("scrypt", str(_BLOCK), str(_LANES)):
        raise PinError("not the hash of a PIN")
    try:
        cost = int(parts[1])
        salt, hashed = (base64.b64decode(one, validate=True) for one in parts[4:])
    except (ValueError, binascii.Error):
        raise PinError("not the hash of a PIN") from None
    is_power = cost >= _COST and cost & (cost - 1) == 0
    if not is_power or cost > _MAX_COST or len(salt) < _SALT_BYTES or len(hashed) != _HASH_BYTES:
        raise PinError("not the hash of a PIN")
    return cost, salt, hashed


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
