"""Keys of imagined authorities and chips, derived from a published seed: they protect nothing and never may.

Derivation makes every machine issue the same demo card, so that a reader started elsewhere trusts it. RSA primes cannot
be derived quickly; those keys are test data in `test_keys/`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from asn1crypto import algos, keys
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from hardware_mocks.curves import StandardCurve, standard_curve
from hardware_mocks.errors import HardwareMockError

PUBLISHED_SEED = "Một Chạm, thẻ tưởng tượng"
_TEST_KEYS = Path(__file__).parent / "test_keys"
_CRYPTOGRAPHY_CURVES: dict[int, type[ec.EllipticCurve]] = {
    12: ec.SECP256R1,
    13: ec.BrainpoolP256R1,
    15: ec.SECP384R1,
    16: ec.BrainpoolP384R1,
    17: ec.BrainpoolP512R1,
    18: ec.SECP521R1,
}
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


def derive_bytes(seed: str, label: str, length: int) -> bytes:
    """`length` bytes that depend on nothing but seed and label."""
    return hashlib.shake_256(f"{seed}\x00{label}".encode()).digest(length)


def derive_scalar(seed: str, label: str, order: int) -> int:
    """A private scalar in [1, order - 1]."""
    return int.from_bytes(derive_bytes(seed, label, 80), "big") % (order - 1) + 1


@cache
def stored_rsa_key(name: str) -> rsa.RSAPrivateKey:
    """One of the RSA keys kept as test data."""
    key = serialization.load_pem_private_key((_TEST_KEYS / f"{name}.pem").read_bytes(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise HardwareMockError(f"{name} is not an RSA key")
    return key


def derived_ec_key(seed: str, label: str, parameter_id: int) -> ec.EllipticCurvePrivateKey:
    """An EC key that `cryptography` can sign with."""
    curve = _CRYPTOGRAPHY_CURVES[parameter_id]()
    return ec.derive_private_key(derive_scalar(seed, label, curve.group_order), curve)


def explicit_parameters(curve: StandardCurve) -> keys.ECDomainParameters:
    """The curve spelt out (RFC 3279 §2.3.5), as nearly all passport CSCAs write it."""
    a, b = (value.to_bytes(curve.field_bytes, "big") for value in curve.coefficients)
    return keys.ECDomainParameters(
        name="specified",
        value=keys.SpecifiedECDomain(
            {
                "version": "ecdpVer1",
                "field_id": {"field_type": "prime_field", "parameters": curve.prime},
                "curve": {"a": a, "b": b},
                "base": curve.encode(curve.generator),
                "order": curve.order,
                "cofactor": 1,
            }
        ),
    )


def explicit_public_key_info(curve: StandardCurve, point: bytes) -> bytes:
    """SubjectPublicKeyInfo of an EC key with explicit parameters."""
    algorithm = keys.PublicKeyAlgorithm({"algorithm": "ec", "parameters": explicit_parameters(curve)})
    return bytes(keys.PublicKeyInfo({"algorithm": algorithm, "public_key": keys.ECPointBitString(point)}).dump())


@dataclass(frozen=True, repr=False)
class SigningKey:
    """A key that signs certificates or security objects, with the algorithm it always uses."""

    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    hash_name: str
    pss: bool = False
    explicit_parameter_id: int | None = None
    """When set, certificates spell out this curve instead of naming it."""

    def public_key_info(self) -> bytes:
        named = self.private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        if self.explicit_parameter_id is None:
            return named
        point = self.private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return explicit_public_key_info(standard_curve(self.explicit_parameter_id), point)

    def signature_algorithm(self) -> algos.SignedDigestAlgorithm:
        if isinstance(self.private, ec.EllipticCurvePrivateKey):
            return algos.SignedDigestAlgorithm({"algorithm": f"{self.hash_name}_ecdsa"})
        if not self.pss:
            return algos.SignedDigestAlgorithm({"algorithm": f"{self.hash_name}_rsa", "parameters": None})
        digest = {"algorithm": self.hash_name}
        parameters = algos.RSASSAPSSParams(
            {
                "hash_algorithm": digest,
                "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": digest},
                "salt_length": self._hash().digest_size,
            }
        )
        return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})

    def _hash(self) -> hashes.HashAlgorithm:
        return _HASHES[self.hash_name]()

    def sign(self, data: bytes) -> bytes:
        """The same signature every time (RFC 6979), except for RSA-PSS, whose salt is random."""
        if isinstance(self.private, ec.EllipticCurvePrivateKey):
            return self.private.sign(data, ec.ECDSA(self._hash(), deterministic_signing=True))
        if self.pss:
            pss = padding.PSS(padding.MGF1(self._hash()), self._hash().digest_size)
            return self.private.sign(data, pss, self._hash())
        return self.private.sign(data, padding.PKCS1v15(), self._hash())
