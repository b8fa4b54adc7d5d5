"""Ciphers, MACs and key derivation of the chip (Doc 9303-11 §9.7, §9.8), apart from the reader's own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

Randomness = Callable[[int], bytes]

COUNTER_ENC, COUNTER_MAC, COUNTER_PACE = 1, 2, 3
_MAC_BYTES = 8


@dataclass(frozen=True)
class CipherSuite:
    """One row of Doc 9303-11 §9.7.1."""

    name: str
    key_bytes: int
    block_bytes: int
    hash_name: str

    @property
    def is_aes(self) -> bool:
        return self.block_bytes == 16

    def derive(self, secret: bytes, counter: int) -> bytes:
        """KDF(K, c), with DES parity adjusted where it applies."""
        key = hashlib.new(self.hash_name, secret + counter.to_bytes(4, "big")).digest()[: self.key_bytes]
        return key if self.is_aes else bytes(_odd_parity(byte) for byte in key)

    def encrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        return _run(self._cipher(key, modes.CBC(iv)).encryptor(), data)

    def decrypt(self, key: bytes, iv: bytes, data: bytes) -> bytes:
        return _run(self._cipher(key, modes.CBC(iv)).decryptor(), data)

    def encrypt_block(self, key: bytes, block: bytes) -> bytes:
        return self.encrypt(key, bytes(self.block_bytes), block)

    def mac(self, key: bytes, data: bytes) -> bytes:
        """Eight bytes: AES-CMAC truncated, or the retail MAC of ISO 9797-1 (algorithm 3, padding method 2)."""
        return self.mac_of_padded(key, data if self.is_aes else self.pad(data))

    def mac_of_padded(self, key: bytes, data: bytes) -> bytes:
        """The same over data that needs no more padding."""
        if not self.is_aes:
            return _retail_mac(key, data)
        cmac = CMAC(algorithms.AES(key))
        cmac.update(data)
        return cmac.finalize()[:_MAC_BYTES]

    def pad(self, data: bytes) -> bytes:
        """Padding method 2 of ISO 9797-1: 80, then zeroes."""
        return data + b"\x80" + bytes(-(len(data) + 1) % self.block_bytes)

    def _cipher(self, key: bytes, mode: modes.CBC) -> Cipher[modes.CBC]:
        if self.is_aes:
            return Cipher(algorithms.AES(key), mode)
        return Cipher(TripleDES(key + key[:8]), mode)  # two-key 3DES: K1 K2 K1


CIPHER_SUITES = {
    "3DES": CipherSuite("3DES", 16, 8, "sha1"),
    "AES-128": CipherSuite("AES-128", 16, 16, "sha1"),
    "AES-192": CipherSuite("AES-192", 24, 16, "sha256"),
    "AES-256": CipherSuite("AES-256", 32, 16, "sha256"),
}


def unpad(data: bytes) -> bytes | None:
    """The data before the padding, or None when there is no padding."""
    stripped = data.rstrip(b"\x00")
    return stripped[:-1] if stripped.endswith(b"\x80") else None


def _run(context: CipherContext, data: bytes) -> bytes:
    return context.update(data) + context.finalize()


def _odd_parity(byte: int) -> int:
    return byte ^ 1 if byte.bit_count() % 2 == 0 else byte


def _single_des(key: bytes) -> TripleDES:
    return TripleDES(key * 3)


def _retail_mac(key: bytes, padded: bytes) -> bytes:
    first, second = _single_des(key[:8]), _single_des(key[8:16])
    chained = _run(Cipher(first, modes.CBC(bytes(8))).encryptor(), padded)[-8:]
    zero = modes.CBC(bytes(8))  # one block in CBC with a zero IV is the bare block cipher
    return _run(Cipher(first, zero).encryptor(), _run(Cipher(second, zero).decryptor(), chained))
