"""The chip's own keys: for chip authentication, for PACE with that mapping, and for active authentication."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from ecdsa import SigningKey as EcdsaKey
from ecdsa import util

from hardware_mocks.curves import StandardCurve, standard_curve
from hardware_mocks.domains import Domain, standard_domain
from hardware_mocks.errors import UnknownName
from hardware_mocks.issuing.keys import derive_scalar, stored_rsa_key
from hardware_mocks.issuing.public_key_infos import public_key_info
from hardware_mocks.profiles import ChipKeyOffer, Profile

_HASHES = ("sha1", "sha224", "sha256", "sha384", "sha512")
RSA_TRAILERS = {
    "rsa-sha1": b"\xbc",
    "rsa-sha1-explicit": b"\x33\xcc",
    "rsa-sha224": b"\x38\xcc",
    "rsa-sha256": b"\x34\xcc",
    "rsa-sha384": b"\x36\xcc",
    "rsa-sha512": b"\x35\xcc",
}
"""ISO/IEC 9796-2 §8.1.3: BC alone means SHA-1; else the hash identifier of ISO/IEC 10118-3 comes before CC."""
RSA_PSS = "rsa-pss-sha256"
"""Outside Doc 9303, which knows ISO/IEC 9796-2 alone; BSI TR-03105-5.1 tests it."""
AA_ALGORITHMS = (*RSA_TRAILERS, RSA_PSS, *(f"ecdsa-{name}" for name in _HASHES))


@dataclass(frozen=True, repr=False)
class ChipKey:
    """A static Diffie-Hellman key."""

    offer: ChipKeyOffer
    private: int

    @cached_property
    def domain(self) -> Domain:
        return standard_domain(self.offer.parameter_id)

    @cached_property
    def public(self) -> bytes:
        """The public key as it travels."""
        return self.domain.encode(self.domain.multiply(self.private))


@dataclass(frozen=True, repr=False)
class RsaActiveKey:
    """An RSA key for active authentication."""

    private: rsa.RSAPrivateKey
    algorithm: str

    @property
    def hash_name(self) -> str:
        return self.algorithm.removeprefix("rsa-").removeprefix("pss-").removesuffix("-explicit")

    @property
    def public_key_info(self) -> bytes:
        return self.private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )


@dataclass(frozen=True, repr=False)
class EcActiveKey:
    """An ECDSA key for active authentication, on any standardized curve."""

    curve: StandardCurve
    private: int
    hash_name: str
    encoding: str = "named"
    """How the curve is written, as `ChipKeyOffer.encoding`."""
    der: bool = False
    """Signatures come as DER instead of r ‖ s."""

    @property
    def public_key_info(self) -> bytes:
        return public_key_info(self.curve, self.curve.encode(self.curve.multiply(self.private)), self.encoding)

    def sign(self, message: bytes) -> bytes:
        """r ‖ s (TR-03111 §5.2.1), or DER; the same every time (RFC 6979)."""
        key = EcdsaKey.from_secret_exponent(self.private, self.curve.library_curve)
        encode = util.sigencode_der if self.der else util.sigencode_string
        digest = hashlib.new(self.hash_name, message).digest()
        return bytes(
            key.sign_digest_deterministic(
                digest, hashfunc=getattr(hashlib, self.hash_name), sigencode=encode, allow_truncate=True
            )
        )


ActiveKey = RsaActiveKey | EcActiveKey


def chip_key(seed: str, owner: str, offer: ChipKeyOffer) -> ChipKey:
    """The key of this owner for this offer; the first key of a chip has no number in its label."""
    label = f"chip/{owner}" if offer.key_id is None else f"chip/{owner}/{offer.key_id}"
    return ChipKey(offer, derive_scalar(seed, label, standard_domain(offer.parameter_id).order))


def cam_key(seed: str, owner: str, parameter_id: int) -> ChipKey:
    """The static key behind chip authentication mapping on this curve, written by the curve's number."""
    scalar = derive_scalar(seed, f"cam/{owner}/{parameter_id}", standard_domain(parameter_id).order)
    return ChipKey(ChipKeyOffer((), parameter_id, "standardized"), scalar)


def active_key(seed: str, owner: str, algorithm: str, profile: Profile, *, foreign: bool = False) -> ActiveKey:
    """The active authentication key of this owner.

    Raises:
        UnknownName: `algorithm` is none of `AA_ALGORITHMS`.
    """
    if algorithm not in AA_ALGORITHMS:
        raise UnknownName(f"no algorithm {algorithm!r}; there are: {', '.join(AA_ALGORITHMS)}")
    if algorithm.startswith("rsa"):
        return RsaActiveKey(stored_rsa_key(f"active_authentication_{'other_' if foreign else ''}1536"), algorithm)
    curve = standard_curve(profile.active_authentication_parameter_id)
    return EcActiveKey(
        curve,
        derive_scalar(seed, f"active/{owner}", curve.order),
        algorithm.removeprefix("ecdsa-"),
        profile.active_authentication_domain,
        profile.active_authentication_der,
    )
