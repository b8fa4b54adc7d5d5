"""Keys from a shared secret (Doc 9303-11 §9.7.1): hash of secret and counter, cut to the cipher's key size."""

from __future__ import annotations

import hashlib

from nfc_icao.crypto.ciphers import Cipher

COUNTER_ENC = 1
COUNTER_MAC = 2
COUNTER_PASSWORD = 3
"""K_π of PACE (Doc 9303-11 §9.7.3)."""


def derive_key(shared: bytes, counter: int, cipher: Cipher) -> bytes:
    """KDF(K, c): SHA-1 for 3DES and AES-128, SHA-256 for AES-192 and AES-256; 3DES keys have odd parity."""
    material = shared + counter.to_bytes(4, "big")
    if cipher in (Cipher.AES_192, Cipher.AES_256):
        return hashlib.sha256(material).digest()[: cipher.key_size]
    key = hashlib.sha1(material).digest()[: cipher.key_size]  # noqa: S324 - Doc 9303-11 §9.7.1 prescribes it
    return key if cipher.is_aes else adjust_parity(key)


def derive_session_keys(shared: bytes, cipher: Cipher) -> tuple[bytes, bytes]:
    """KS_enc and KS_mac (Doc 9303-11 §9.7.4)."""
    return derive_key(shared, COUNTER_ENC, cipher), derive_key(shared, COUNTER_MAC, cipher)


def adjust_parity(key: bytes) -> bytes:
    """`key` with the low bit of each byte set so that the byte has an odd number of ones (DES, FIPS 46-3)."""
    return bytes(byte & 0xFE | (~(byte >> 1).bit_count() & 1) for byte in key)
