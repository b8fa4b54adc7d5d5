"""Signatures by the name of their scheme: those a conformity plan wants accepted, and those it wants refused.

A scheme is written `FAMILY-HASH`: `rsa-pkcs1-sha256`, `rsa-key-sha256` (the same signature under the identifier of the
key), `rsa-pss-sha384`, `ecdsa-sha224`, `ecdsa-plain-sha256` (BSI TR-03111 §5.2.1.1), `dsa-sha1`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from hardware_mocks.errors import HardwareMockError, UnknownName
from hardware_mocks.issuing.keys import PUBLISHED_SEED, derive_scalar, stored_rsa_key
from hardware_mocks.negative_plan.der import NULL, integer, object_identifier, octet_string
from nfc_icao.encoding import tlv

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | dsa.DSAPrivateKey

HASH_IDENTIFIERS = {
    "md5": "1.2.840.113549.2.5",
    "sha1": "1.3.14.3.2.26",
    "sha224": "2.16.840.1.101.3.4.2.4",
    "sha256": "2.16.840.1.101.3.4.2.1",
    "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3",
}
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_IDENTIFIERS = {
    "rsa-pkcs1": {
        "md5": "1.2.840.113549.1.1.4",
        "sha1": "1.2.840.113549.1.1.5",
        "sha224": "1.2.840.113549.1.1.14",
        "sha256": "1.2.840.113549.1.1.11",
        "sha384": "1.2.840.113549.1.1.12",
        "sha512": "1.2.840.113549.1.1.13",
    },
    "ecdsa": {
        "sha1": "1.2.840.10045.4.1",
        "sha224": "1.2.840.10045.4.3.1",
        "sha256": "1.2.840.10045.4.3.2",
        "sha384": "1.2.840.10045.4.3.3",
        "sha512": "1.2.840.10045.4.3.4",
    },
    "ecdsa-plain": {
        name: f"0.4.0.127.0.7.1.1.4.1.{arc}"
        for arc, name in enumerate(("sha1", "sha224", "sha256", "sha384", "sha512"), 1)
    },
    "dsa": {"sha1": "1.2.840.10040.4.3", "sha224": "2.16.840.1.101.3.4.3.1", "sha256": "2.16.840.1.101.3.4.3.2"},
}
_ID_RSA_ENCRYPTION = "1.2.840.113549.1.1.1"
_ID_RSASSA_PSS = "1.2.840.113549.1.1.10"
_ID_MGF1 = "1.2.840.113549.1.1.8"
_CURVES: dict[int, type[ec.EllipticCurve]] = {
    10: ec.SECP224R1,
    12: ec.SECP256R1,
    13: ec.BrainpoolP256R1,
    15: ec.SECP384R1,
    16: ec.BrainpoolP384R1,
    17: ec.BrainpoolP512R1,
}
_TEST_KEYS = Path(__file__).parent / "test_keys"


def hash_algorithm(name: str) -> bytes:
    """DER AlgorithmIdentifier of a hash function, without parameters."""
    return tlv.encode(0x30, object_identifier(HASH_IDENTIFIERS[name]))


@dataclass(frozen=True)
class Scheme:
    """How a signature is made."""

    family: str
    hash_name: str

    @classmethod
    def named(cls, name: str) -> Scheme:
        """The scheme written as `name`.

        Raises:
            UnknownName: there is none.
        """
        family, _, hash_name = name.rpartition("-")
        if family not in {*_IDENTIFIERS, "rsa-key", "rsa-pss"} or hash_name not in HASH_IDENTIFIERS:
            raise UnknownName(f"no signature scheme {name!r}")
        return cls(family, hash_name)

    @property
    def key_family(self) -> str:
        """`rsa`, `ecdsa` or `dsa`."""
        return self.family.partition("-")[0]

    def algorithm(self) -> bytes:
        """DER AlgorithmIdentifier."""
        if self.family == "rsa-key":
            return tlv.encode(0x30, object_identifier(_ID_RSA_ENCRYPTION), NULL)
        if self.family == "rsa-pss":
            return tlv.encode(0x30, object_identifier(_ID_RSASSA_PSS), self._pss_parameters())
        parameters = NULL if self.key_family == "rsa" else b""
        return tlv.encode(0x30, object_identifier(_IDENTIFIERS[self.family][self.hash_name]), parameters)

    def _pss_parameters(self) -> bytes:
        """RFC 4055 §3.1, every member written out; the salt is as long as the hash."""
        hash_name = hash_algorithm(self.hash_name)
        mask = tlv.encode(0x30, object_identifier(_ID_MGF1), hash_name)
        salt_bytes = integer(hashlib.new(self.hash_name).digest_size)
        return tlv.encode(0x30, tlv.encode(0xA0, hash_name), tlv.encode(0xA1, mask), tlv.encode(0xA2, salt_bytes))

    def sign(self, key: PrivateKey, data: bytes) -> bytes:
        """The signature over `data`."""
        if isinstance(key, rsa.RSAPrivateKey):
            return self._sign_with_rsa(key, data)
        hashing = _HASHES[self.hash_name]()
        if isinstance(key, dsa.DSAPrivateKey):
            return key.sign(data, hashing)
        signature = key.sign(data, ec.ECDSA(hashing, deterministic_signing=True))
        if self.family != "ecdsa-plain":
            return signature
        size = (key.key_size + 7) // 8
        return b"".join(number.to_bytes(size, "big") for number in decode_dss_signature(signature))

    def _sign_with_rsa(self, key: rsa.RSAPrivateKey, data: bytes) -> bytes:
        if self.hash_name == "md5":
            return _pkcs1_by_hand(key, self.hash_name, data)
        hashing = _HASHES[self.hash_name]()
        if self.family == "rsa-pss":
            return key.sign(data, padding.PSS(padding.MGF1(hashing), hashing.digest_size), hashing)
        return key.sign(data, padding.PKCS1v15(), hashing)


def _pkcs1_by_hand(key: rsa.RSAPrivateKey, hash_name: str, data: bytes) -> bytes:
    """RFC 8017 §8.2.1, for the hash that libraries rightly no longer sign with."""
    size = (key.key_size + 7) // 8
    digest = hashlib.new(hash_name, data, usedforsecurity=False).digest()
    algorithm = tlv.encode(0x30, object_identifier(HASH_IDENTIFIERS[hash_name]), NULL)
    info = tlv.encode(0x30, algorithm, octet_string(digest))
    message = b"\x00\x01" + b"\xff" * (size - 3 - len(info)) + b"\x00" + info
    numbers = key.private_numbers()
    return pow(int.from_bytes(message, "big"), numbers.d, numbers.public_numbers.n).to_bytes(size, "big")


@cache
def private_key(role: str, family: str, parameter_id: int) -> PrivateKey:
    """The key of `role` (`csca` or `signer`) in this family; an EC key lies on the curve of `parameter_id`."""
    if family == "rsa":
        return stored_rsa_key("csca_3072" if role == "csca" else "document_signer_2048")
    if family == "dsa":
        return _stored_dsa_key(role)
    curve = _CURVES[parameter_id]()
    return ec.derive_private_key(derive_scalar(PUBLISHED_SEED, f"plan/{role}/{parameter_id}", curve.group_order), curve)


def _stored_dsa_key(role: str) -> dsa.DSAPrivateKey:
    key = serialization.load_pem_private_key((_TEST_KEYS / f"dsa_{role}.pem").read_bytes(), password=None)
    if not isinstance(key, dsa.DSAPrivateKey):
        raise HardwareMockError(f"dsa_{role} is not a DSA key")
    return key


def public_key_info(key: PrivateKey) -> bytes:
    """DER SubjectPublicKeyInfo, curves by name."""
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
