"""Checking the answer to INTERNAL AUTHENTICATE (Doc 9303-11 §6.1): RSA with message recovery, or ECDSA.

Anyone can check it again from the stored challenge and answer. Whether the key is the issuer's is a matter of passive
authentication, not of this file.
"""

from __future__ import annotations

from nfc_icao.lds.public_keys import EcPublicKey, PublicKey, RsaPublicKey
from nfc_icao.lds.security_infos import ActiveAuthenticationInfo
from nfc_icao.trust.errors import UnsupportedAlgorithm
from nfc_icao.trust.hashes import digest
from nfc_icao.trust.signatures import SignatureAlgorithm, hash_of_ecdsa, verify_signature

CHALLENGE_BYTES = 8

_PARTIAL_RECOVERY = 0x6A
_IMPLICIT_SHA_1 = 0xBC
_EXPLICIT = 0xCC
_TRAILER_HASHES = {  # ISO/IEC 10118-3 numbers, as ISO/IEC 9796-2 §8.1.2 puts them before CC.
    0x33: "sha1",
    0x34: "sha256",
    0x35: "sha512",
    0x36: "sha384",
    0x38: "sha224",
}
_DIGEST_BYTES = {"sha1": 20, "sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64}


def is_genuine_answer(key: PublicKey, challenge: bytes, response: bytes, info: ActiveAuthenticationInfo | None) -> bool:
    """Whether `response` is a right signature over `challenge` under `key`.

    `info` is from DG14, and only when DG14's hash is confirmed; it names the hash of an ECDSA answer.

    Raises:
        UnsupportedAlgorithm: a hash or curve we cannot compute with.
    """
    if len(challenge) != CHALLENGE_BYTES:
        return False
    if isinstance(key, RsaPublicKey):
        return _is_genuine_rsa(key, challenge, response)
    return isinstance(key, EcPublicKey) and _is_genuine_ecdsa(key, challenge, response, info)


def _is_genuine_rsa(key: RsaPublicKey, challenge: bytes, response: bytes) -> bool:
    """ISO/IEC 9796-2 digital signature scheme 1 with partial recovery: 6A, M1, hash of M1 and challenge, trailer."""
    signature = int.from_bytes(response, "big")
    if len(response) != key.size or signature >= key.modulus:
        return False
    representative = pow(signature, key.exponent, key.modulus)
    if representative & 0xF != _IMPLICIT_SHA_1 & 0xF:
        representative = key.modulus - representative  # §B.6: the signer gives the smaller of s and n - s.
    message = representative.to_bytes(key.size, "big")
    if message[0] != _PARTIAL_RECOVERY:
        return False
    if message[-1] == _IMPLICIT_SHA_1:
        hash_name, trailer_bytes = "sha1", 1
    elif message[-1] == _EXPLICIT:
        if message[-2] not in _TRAILER_HASHES:
            raise UnsupportedAlgorithm(f"active authentication trailer {message[-2]:02X}CC")
        hash_name, trailer_bytes = _TRAILER_HASHES[message[-2]], 2
    else:
        return False
    hash_start = len(message) - trailer_bytes - _DIGEST_BYTES[hash_name]
    recovered, hashed = message[1:hash_start], message[hash_start:-trailer_bytes]
    return digest(hash_name, recovered + challenge) == hashed


def _is_genuine_ecdsa(
    key: EcPublicKey, challenge: bytes, response: bytes, info: ActiveAuthenticationInfo | None
) -> bool:
    """Plain r and s as Doc 9303-11 §6.1.2.3 has it, or DER as some cards do."""
    names = [hash_of_ecdsa(info.signature_algorithm)] if info is not None else _likely_hashes(key)
    return any(
        verify_signature(SignatureAlgorithm(kind, name), key, challenge, response)
        for name in names
        for kind in ("ecdsa-plain", "ecdsa")
    )


def _likely_hashes(key: EcPublicKey) -> list[str]:
    """Without ActiveAuthenticationInfo: the hash as long as the key first, then the shorter ones.

    Cards exist with SHA-256 under a P-384 key. Trying several gives an impostor nothing: each needs the private key.
    """
    fitting = [name for name, size in _DIGEST_BYTES.items() if size <= max(key.domain.key_size, 20)]
    return sorted(fitting, key=lambda name: _DIGEST_BYTES[name], reverse=True)
