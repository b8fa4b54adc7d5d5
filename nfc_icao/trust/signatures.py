"""Signatures of certificates, security objects and chips: RSA PKCS #1 v1.5, RSA-PSS, ECDSA, DSA (RFC 3279, 4055, 5758).

`cryptography` verifies wherever it knows the curve; the others (brainpool 192, 224 and 320, and whatever a hardened
OpenSSL leaves out) go through the `ecdsa` package. A signature that neither can verify is unsupported, never taken on
trust. The hash comes from the signature algorithm and, only where that names none (rsaEncryption), from the digest
algorithm beside it: issuers mix the two.
"""

from __future__ import annotations

from dataclasses import dataclass

import ecdsa
from cryptography.exceptions import InvalidSignature
from cryptography.exceptions import UnsupportedAlgorithm as NotInThisOpenSsl
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.der import AlgorithmIdentifier
from nfc_icao.lds.public_keys import (
    ID_EC_PUBLIC_KEY,
    ID_RSA_ENCRYPTION,
    ID_RSASSA_PSS,
    DsaPublicKey,
    EcPublicKey,
    PublicKey,
    RsaPublicKey,
)
from nfc_icao.trust.errors import UnsupportedAlgorithm, WeakAlgorithm
from nfc_icao.trust.hashes import digest, hash_name

_RSA_PKCS1_HASHES = {
    "1.2.840.113549.1.1.5": "sha1",
    "1.2.840.113549.1.1.14": "sha224",
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512",
}
_ECDSA_HASHES = {
    "1.2.840.10045.4.1": "sha1",
    "1.2.840.10045.4.3.1": "sha224",
    "1.2.840.10045.4.3.2": "sha256",
    "1.2.840.10045.4.3.3": "sha384",
    "1.2.840.10045.4.3.4": "sha512",
}
_ECDSA_PLAIN_HASHES = {  # BSI TR-03111 §5.2.1.1, the form active authentication declares.
    "0.4.0.127.0.7.1.1.4.1.1": "sha1",
    "0.4.0.127.0.7.1.1.4.1.2": "sha224",
    "0.4.0.127.0.7.1.1.4.1.3": "sha256",
    "0.4.0.127.0.7.1.1.4.1.4": "sha384",
    "0.4.0.127.0.7.1.1.4.1.5": "sha512",
}
_DSA_HASHES = {
    "1.2.840.10040.4.3": "sha1",
    "2.16.840.1.101.3.4.3.1": "sha224",
    "2.16.840.1.101.3.4.3.2": "sha256",
}
_WEAK_SIGNATURES = frozenset({"1.2.840.113549.1.1.2", "1.2.840.113549.1.1.3", "1.2.840.113549.1.1.4"})
_ID_MGF1 = "1.2.840.113549.1.1.8"

_HASH_OBJECTS: dict[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),  # noqa: S303 - first-generation documents are signed so; the verdict names the algorithm.
    "sha224": hashes.SHA224(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_CRYPTOGRAPHY_CURVES: dict[str, ec.EllipticCurve] = {
    "secp256r1": ec.SECP256R1(),
    "secp384r1": ec.SECP384R1(),
    "secp521r1": ec.SECP521R1(),
    "brainpoolP256r1": ec.BrainpoolP256R1(),
    "brainpoolP384r1": ec.BrainpoolP384R1(),
    "brainpoolP512r1": ec.BrainpoolP512R1(),
}
_ECDSA_CURVES = {
    "secp192r1": ecdsa.NIST192p,
    "secp224r1": ecdsa.NIST224p,
    "secp256r1": ecdsa.NIST256p,
    "secp384r1": ecdsa.NIST384p,
    "secp521r1": ecdsa.NIST521p,
    "brainpoolP192r1": ecdsa.BRAINPOOLP192r1,
    "brainpoolP224r1": ecdsa.BRAINPOOLP224r1,
    "brainpoolP256r1": ecdsa.BRAINPOOLP256r1,
    "brainpoolP320r1": ecdsa.BRAINPOOLP320r1,
    "brainpoolP384r1": ecdsa.BRAINPOOLP384r1,
    "brainpoolP512r1": ecdsa.BRAINPOOLP512r1,
}


@dataclass(frozen=True)
class SignatureAlgorithm:
    """How a signature was made."""

    kind: str
    """`rsa-pkcs1`, `rsa-pss`, `ecdsa` (DER r, s), `ecdsa-plain` (r and s side by side) or `dsa`."""
    hash_name: str
    mgf_hash_name: str = ""
    """RSA-PSS only."""
    salt_length: int = 0
    """RSA-PSS only, bytes."""


def signature_algorithm(
    identifier: AlgorithmIdentifier, digest_algorithm: AlgorithmIdentifier | None = None
) -> SignatureAlgorithm:
    """What an AlgorithmIdentifier stands for; `digest_algorithm` is the hash declared beside it.

    Raises:
        WeakAlgorithm, UnsupportedAlgorithm: nothing we verify.
        MalformedData: its parameters are broken.
    """
    oid = identifier.oid
    if oid == ID_RSASSA_PSS:
        return _pss(identifier.parameters)
    for kind, table in (
        ("rsa-pkcs1", _RSA_PKCS1_HASHES),
        ("ecdsa", _ECDSA_HASHES),
        ("ecdsa-plain", _ECDSA_PLAIN_HASHES),
        ("dsa", _DSA_HASHES),
    ):
        if oid in table:
            if not identifier.has_no_parameters:
                raise MalformedData("a signature algorithm with parameters it does not have")
            return SignatureAlgorithm(kind, table[oid])
    if oid in (ID_RSA_ENCRYPTION, ID_EC_PUBLIC_KEY) and digest_algorithm is not None and identifier.has_no_parameters:
        # A SignerInfo may name the key's algorithm and leave the hash to digestAlgorithm (RFC 3370 §3.2).
        return SignatureAlgorithm("rsa-pkcs1" if oid == ID_RSA_ENCRYPTION else "ecdsa", hash_name(digest_algorithm))
    if oid in _WEAK_SIGNATURES:
        raise WeakAlgorithm(f"signature algorithm {oid}")
    raise UnsupportedAlgorithm(f"signature algorithm {oid}")


def hash_of_ecdsa(oid: str) -> str:
    """The hash an ECDSA algorithm identifier names, in the plain or the DER family; card makers declare either.

    Raises:
        UnsupportedAlgorithm: it is in neither.
    """
    name = _ECDSA_PLAIN_HASHES.get(oid) or _ECDSA_HASHES.get(oid)
    if name is None:
        raise UnsupportedAlgorithm(f"ECDSA algorithm {oid}")
    return name


def _pss(parameters: Tlv | None) -> SignatureAlgorithm:
    """RSASSA-PSS-params (RFC 4055 §3.1): every member has a default, SHA-1 and a salt of 20 bytes."""
    hash_oid_name, mgf_hash_name, salt_length, trailer = "sha1", "sha1", 20, 1
    members = der.members(parameters, der.SEQUENCE) if parameters is not None else ()
    for member in members:
        inner = member.children()
        if len(inner) != 1:
            raise MalformedData("RSASSA-PSS parameters are broken")
        if member.tag == 0xA0:
            hash_oid_name = hash_name(der.algorithm_identifier(inner[0]))
        elif member.tag == 0xA1:
            mgf = der.algorithm_identifier(inner[0])
            if mgf.oid != _ID_MGF1 or mgf.parameters is None:
                raise UnsupportedAlgorithm(f"mask generation function {mgf.oid}")
            mgf_hash_name = hash_name(der.algorithm_identifier(mgf.parameters))
        elif member.tag == 0xA2:
            salt_length = der.integer(inner[0])
        elif member.tag == 0xA3:
            trailer = der.integer(inner[0])
        else:
            raise MalformedData("RSASSA-PSS parameters are broken")
    if trailer != 1 or not 0 <= salt_length <= 512:
        raise MalformedData("RSASSA-PSS parameters no signer uses")
    return SignatureAlgorithm("rsa-pss", hash_oid_name, mgf_hash_name, salt_length)


def verify_signature(algorithm: SignatureAlgorithm, key: PublicKey, message: bytes, signature: bytes) -> bool:
    """Whether `signature` over `message` is right. A key of the wrong kind makes it wrong.

    Raises:
        UnsupportedAlgorithm: the OpenSSL of this machine refuses this padding or hash.
    """
    hashed = digest(algorithm.hash_name, message)
    if isinstance(key, RsaPublicKey):
        return algorithm.kind.startswith("rsa") and _verify_rsa(algorithm, key, hashed, signature)
    if isinstance(key, DsaPublicKey):
        return algorithm.kind == "dsa" and _verify_dsa(key, hashed, signature)
    if not isinstance(key, EcPublicKey) or not algorithm.kind.startswith("ecdsa"):
        return False
    try:
        r, s = _plain_pair(signature) if algorithm.kind == "ecdsa-plain" else _der_pair(signature)
    except MalformedData:
        return False
    return _verify_ecdsa(key, algorithm.hash_name, hashed, r, s)


def _verify_rsa(algorithm: SignatureAlgorithm, key: RsaPublicKey, hashed: bytes, signature: bytes) -> bool:
    hash_object = _HASH_OBJECTS[algorithm.hash_name]
    pad: padding.AsymmetricPadding = padding.PKCS1v15()
    if algorithm.kind == "rsa-pss":
        pad = padding.PSS(padding.MGF1(_HASH_OBJECTS[algorithm.mgf_hash_name]), algorithm.salt_length)
    try:
        public_key = rsa.RSAPublicNumbers(key.exponent, key.modulus).public_key()
        public_key.verify(signature, hashed, pad, utils.Prehashed(hash_object))
    except (InvalidSignature, ValueError):
        return False
    except NotInThisOpenSsl as error:
        raise UnsupportedAlgorithm(f"{algorithm.kind} with {algorithm.hash_name}") from error
    return True


def _verify_dsa(key: DsaPublicKey, hashed: bytes, signature: bytes) -> bool:
    """FIPS 186-4 §4.7. Numbers alone: libraries are taking DSA out, and verifying keeps no secret."""
    try:
        r, s = _der_pair(signature)
    except MalformedData:
        return False
    if not (0 < r < key.order and 0 < s < key.order):
        return False
    excess_bits = max(0, 8 * len(hashed) - key.order.bit_length())
    try:
        inverse = pow(s, -1, key.order)
    except ValueError:  # An order that is no prime, and s shares a factor with it.
        return False
    u1 = (int.from_bytes(hashed, "big") >> excess_bits) * inverse % key.order
    u2 = r * inverse % key.order
    return pow(key.generator, u1, key.prime) * pow(key.value, u2, key.prime) % key.prime % key.order == r


def _verify_ecdsa(key: EcPublicKey, hash_oid_name: str, hashed: bytes, r: int, s: int) -> bool:
    if not (0 < r < key.domain.order and 0 < s < key.domain.order):
        return False
    curve = _CRYPTOGRAPHY_CURVES.get(key.domain.name)
    if curve is None:
        return _verify_ecdsa_slowly(key, hashed, r, s)
    try:
        public_key = ec.EllipticCurvePublicNumbers(key.point.x, key.point.y, curve).public_key()
        prehashed = utils.Prehashed(_HASH_OBJECTS[hash_oid_name])
        public_key.verify(utils.encode_dss_signature(r, s), hashed, ec.ECDSA(prehashed))
    except (InvalidSignature, ValueError):
        return False
    except NotInThisOpenSsl:
        return _verify_ecdsa_slowly(key, hashed, r, s)
    return True


def _verify_ecdsa_slowly(key: EcPublicKey, hashed: bytes, r: int, s: int) -> bool:
    """In pure Python: some ten milliseconds, on any curve of Doc 9303-11 table 6."""
    curve = _ECDSA_CURVES[key.domain.name]
    size = key.domain.field_size
    encoded = key.point.x.to_bytes(size, "big") + key.point.y.to_bytes(size, "big")
    try:
        verifying_key = ecdsa.VerifyingKey.from_string(encoded, curve=curve)
        verifying_key.verify_digest((r, s), hashed, sigdecode=lambda pair, _order: pair, allow_truncate=True)
    except (ecdsa.BadSignatureError, ecdsa.errors.MalformedPointError):
        return False
    return True


def _der_pair(signature: bytes) -> tuple[int, int]:
    """ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }"""
    pair = der.members(der.decode(signature, 512), der.SEQUENCE, at_least=2)
    if len(pair) != 2:
        raise MalformedData("an ECDSA signature of more than two numbers")
    return der.integer(pair[0]), der.integer(pair[1])


def _plain_pair(signature: bytes) -> tuple[int, int]:
    """r and s, each half of the bytes (BSI TR-03111 §5.2.1)."""
    half, odd = divmod(len(signature), 2)
    if odd or not half:
        raise MalformedData("a plain ECDSA signature of odd length")
    return int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
