"""Hash functions by object identifier (Doc 9303-12 §4.4: SHA-224 to SHA-512; SHA-1 in documents of the first years)."""

from __future__ import annotations

import hashlib
from types import MappingProxyType

from nfc_icao.errors import MalformedData
from nfc_icao.lds.der import AlgorithmIdentifier
from nfc_icao.trust.errors import UnsupportedAlgorithm, WeakAlgorithm

HASH_NAMES = MappingProxyType(
    {
        "1.3.14.3.2.26": "sha1",
        "2.16.840.1.101.3.4.2.4": "sha224",
        "2.16.840.1.101.3.4.2.1": "sha256",
        "2.16.840.1.101.3.4.2.2": "sha384",
        "2.16.840.1.101.3.4.2.3": "sha512",
    }
)
"""Object identifier → name as `hashlib` has it."""

_BROKEN = frozenset({"1.2.840.113549.2.2", "1.2.840.113549.2.4", "1.2.840.113549.2.5"})  # MD2, MD4, MD5


def hash_name(algorithm: AlgorithmIdentifier) -> str:
    """The name of a hash function.

    Raises:
        WeakAlgorithm: MD5 or older.
        UnsupportedAlgorithm: not one we know.
        MalformedData: with parameters, which no hash function has.
    """
    if algorithm.oid in _BROKEN:
        raise WeakAlgorithm(f"hash algorithm {algorithm.oid}")
    name = HASH_NAMES.get(algorithm.oid)
    if name is None:
        raise UnsupportedAlgorithm(f"hash algorithm {algorithm.oid}")
    if not algorithm.has_no_parameters:
        raise MalformedData("a hash algorithm with parameters")
    return name


def digest(name: str, data: bytes) -> bytes:
    """The hash of `data` under a name that `hash_name` gave."""
    return hashlib.new(name, data, usedforsecurity=True).digest()
