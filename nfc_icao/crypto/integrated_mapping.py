"""The pseudo-random function of PACE integrated mapping: R_p(s, t) (Doc 9303-11 §4.4.3.3.2).

Both nonces go through the block cipher in CBC mode until there are 64 bits more than the prime has, so that the number
modulo p is as good as evenly spread. The nonce s of the chip has 16 bytes for ciphers with keys of 16 bytes, 32 for the
longer ones; the nonce t of the terminal is a key. With AES-192 the two lengths differ (32 and 24 bytes), and the key of
each round is the first 24 bytes of an output of 32: taking 24 bytes for both, as some readers do, agrees with no chip.
"""

from __future__ import annotations

from nfc_icao.crypto.ciphers import Cipher, encrypt_cbc
from nfc_icao.errors import MalformedData

_SHORT = (
    bytes.fromhex("A668892A7C41E3CA739F40B057D85904"),
    bytes.fromhex("A4E136AC725F738B01C1F60217C188AD"),
)
_LONG = (
    bytes.fromhex("D463D65234124EF7897054986DCA0A174E28DF758CBAA03F240616414D5A1676"),
    bytes.fromhex("54BD7255F0AAF831BEC3423FCF39D69B6CBF066677D0FAAE5AADD99DF8E53517"),
)
"""c0 and c1, for nonces of 128 and of 256 bits."""
_SPARE_BITS = 64


def chip_nonce_size(cipher: Cipher) -> int:
    """Bytes of s: whole blocks, as few as hold a key."""
    return 16 if cipher.key_size <= 16 else 32


def terminal_nonce_size(cipher: Cipher) -> int:
    """Bytes of t: it serves as a key."""
    return cipher.key_size


def pseudo_random_number(cipher: Cipher, s: bytes, t: bytes, prime: int) -> int:
    """R_p(s, t), a number below `prime`.

    Raises:
        MalformedData: a nonce does not have the length that this cipher demands.
    """
    if len(s) != chip_nonce_size(cipher) or len(t) != terminal_nonce_size(cipher):
        raise MalformedData(f"nonces of {len(s)} and {len(t)} bytes for integrated mapping with {cipher.label}")
    c0, c1 = _SHORT if len(s) == len(_SHORT[0]) else _LONG
    wanted_bits = prime.bit_length() + _SPARE_BITS
    key = encrypt_cbc(cipher, t, s)[: cipher.key_size]
    output = b""
    while 8 * len(output) < wanted_bits:
        output += encrypt_cbc(cipher, key, c1)
        key = encrypt_cbc(cipher, key, c0)[: cipher.key_size]
    return int.from_bytes(output, "big") % prime
