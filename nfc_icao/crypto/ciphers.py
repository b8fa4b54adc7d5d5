"""The block ciphers and MACs of secure messaging (Doc 9303-11 §9.8), each named by the cipher that goes with it.

3DES here is always two-key 3DES (16 bytes); the library wants three keys, so K1 is repeated. MACs are eight bytes,
compared in constant time by whoever checks them.
"""

from __future__ import annotations

from enum import Enum

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher as _Cipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

from nfc_icao.errors import MalformedData

MAC_LENGTH = 8
_DES_BLOCK = 8


class Cipher(Enum):
    """A cipher suite of PACE, chip authentication and secure messaging. The value is its label."""

    TDES = "3DES"
    AES_128 = "AES-128"
    AES_192 = "AES-192"
    AES_256 = "AES-256"

    @property
    def label(self) -> str:
        return self.value

    @property
    def is_aes(self) -> bool:
        return self is not Cipher.TDES

    @property
    def key_size(self) -> int:
        """Bytes of KS_enc and of KS_mac."""
        return {Cipher.TDES: 16, Cipher.AES_128: 16, Cipher.AES_192: 24, Cipher.AES_256: 32}[self]

    @property
    def block_size(self) -> int:
        """Bytes of a block, which is also the size of the send sequence counter."""
        return 16 if self.is_aes else _DES_BLOCK


def _algorithm(cipher: Cipher, key: bytes) -> algorithms.AES | TripleDES:
    if len(key) != cipher.key_size:
        raise ValueError(f"{cipher.label} takes a key of {cipher.key_size} bytes")
    return algorithms.AES(key) if cipher.is_aes else TripleDES(key + key[:_DES_BLOCK])


def _whole_blocks(cipher: Cipher, data: bytes) -> bytes:
    if len(data) % cipher.block_size:
        raise MalformedData(f"{len(data)} bytes are not whole blocks of {cipher.label}")
    return data


def encrypt_cbc(cipher: Cipher, key: bytes, data: bytes, iv: bytes | None = None) -> bytes:
    """CBC over whole blocks, unpadded; the initial vector is zero unless given.

    Raises:
        MalformedData: `data` is not a whole number of blocks.
    """
    encryptor = _Cipher(_algorithm(cipher, key), modes.CBC(iv or bytes(cipher.block_size))).encryptor()
    return encryptor.update(_whole_blocks(cipher, data)) + encryptor.finalize()


def decrypt_cbc(cipher: Cipher, key: bytes, data: bytes, iv: bytes | None = None) -> bytes:
    """The reverse of `encrypt_cbc`; padding is left in place.

    Raises:
        MalformedData: `data` is not a whole number of blocks.
    """
    decryptor = _Cipher(_algorithm(cipher, key), modes.CBC(iv or bytes(cipher.block_size))).decryptor()
    return decryptor.update(_whole_blocks(cipher, data)) + decryptor.finalize()


def encrypt_ecb_block(cipher: Cipher, key: bytes, block: bytes) -> bytes:
    """One block alone: E(KS_enc, SSC) is the initial vector of AES secure messaging (Doc 9303-11 §9.8.7.1).

    Raises:
        MalformedData: `block` is not exactly one block.
    """
    if len(block) != cipher.block_size:
        raise MalformedData(f"{len(block)} bytes are not one block of {cipher.label}")
    return encrypt_cbc(cipher, key, block)  # one block under a zero vector


def mac(cipher: Cipher, key: bytes, data: bytes) -> bytes:
    """The eight-byte MAC that goes with `cipher`, over `data` as it stands.

    AES: CMAC, first eight bytes (Doc 9303-11 §9.8.7.2). 3DES: the retail MAC, ISO/IEC 9797-1 algorithm 3, which adds
    padding method 2 itself (§9.8.6.2). AES secure messaging pads its input once more; that is the caller's step.
    """
    if not cipher.is_aes:
        return _retail_mac(key, data)
    cmac = CMAC(algorithms.AES(key))
    cmac.update(data)
    return cmac.finalize()[:MAC_LENGTH]


def _retail_mac(key: bytes, data: bytes) -> bytes:
    padded = data + b"\x80" + bytes(-(len(data) + 1) % _DES_BLOCK)
    first_key = key[:_DES_BLOCK]
    # Single DES with K1 over all blocks but the last; 3DES with equal keys is single DES.
    chain = bytes(_DES_BLOCK)
    if len(padded) > _DES_BLOCK:
        encryptor = _Cipher(TripleDES(first_key * 3), modes.CBC(chain)).encryptor()
        chain = (encryptor.update(padded[:-_DES_BLOCK]) + encryptor.finalize())[-_DES_BLOCK:]
    # The last block goes E(K1) D(K2) E(K1), which is one two-key 3DES step.
    return encrypt_cbc(Cipher.TDES, key, padded[-_DES_BLOCK:], chain)
