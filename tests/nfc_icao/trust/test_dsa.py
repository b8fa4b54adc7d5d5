"""DSA, which Doc 9303-12 §4.4.2 allows to document signers: signed by a library, verified by numbers."""

from __future__ import annotations

from functools import cache

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from nfc_icao.encoding.tlv import encode, parse
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds.der import AlgorithmIdentifier
from nfc_icao.lds.public_keys import DsaPublicKey, RsaPublicKey, parse_public_key
from nfc_icao.trust.signatures import SignatureAlgorithm, signature_algorithm, verify_signature

MESSAGE = b"one message"
HASHES = {"sha1": hashes.SHA1(), "sha224": hashes.SHA224(), "sha256": hashes.SHA256()}
IDENTIFIERS = {
    "sha1": "1.2.840.10040.4.3",
    "sha224": "2.16.840.1.101.3.4.3.1",
    "sha256": "2.16.840.1.101.3.4.3.2",
}


@cache
def private_key() -> dsa.DSAPrivateKey:
    return dsa.generate_private_key(1024)


def spki() -> bytes:
    return (
        private_key()
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def public_key() -> DsaPublicKey:
    key = parse_public_key(spki())
    assert isinstance(key, DsaPublicKey)
    return key


def integer(value: int) -> bytes:
    return encode(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def key_of(prime: int, order: int, generator: int, value: int) -> bytes:
    algorithm, _ = parse(spki()).children()
    identifier = algorithm.children()[0].encoded()
    parameters = encode(0x30, integer(prime), integer(order), integer(generator))
    return encode(0x30, encode(0x30, identifier, parameters), encode(0x03, b"\x00", integer(value)))


@pytest.mark.parametrize("name", HASHES)
def test_a_right_signature_is_right_and_every_change_makes_it_wrong(name: str) -> None:
    algorithm = signature_algorithm(AlgorithmIdentifier(IDENTIFIERS[name], None))
    assert algorithm == SignatureAlgorithm("dsa", name)
    signature = private_key().sign(MESSAGE, HASHES[name])
    assert verify_signature(algorithm, public_key(), MESSAGE, signature)
    assert not verify_signature(algorithm, public_key(), MESSAGE + b"!", signature)
    assert not verify_signature(algorithm, public_key(), MESSAGE, signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not verify_signature(algorithm, public_key(), MESSAGE, b"")
    assert not verify_signature(SignatureAlgorithm("ecdsa", name), public_key(), MESSAGE, signature)
    assert not verify_signature(algorithm, RsaPublicKey(1 << 2047 | 1, 65537), MESSAGE, signature)


def test_numbers_outside_the_subgroup_are_no_signature() -> None:
    algorithm = SignatureAlgorithm("dsa", "sha256")
    r, s = decode_dss_signature(private_key().sign(MESSAGE, HASHES["sha256"]))
    order = public_key().order
    for pair in ((0, s), (r, 0), (r + order, s), (r, s + order)):
        assert not verify_signature(algorithm, public_key(), MESSAGE, encode_dss_signature(*pair))


def test_a_composite_order_breaks_nothing() -> None:
    key = public_key()
    even = DsaPublicKey(key.prime, key.order + 1, key.generator, key.value)
    signature = encode_dss_signature(3, 2)
    assert not verify_signature(SignatureAlgorithm("dsa", "sha256"), even, MESSAGE, signature)


def test_a_key_outside_its_group_is_malformed() -> None:
    key = public_key()
    for generator, value in ((1, key.value), (key.generator, 1), (key.generator, key.prime - 1), (key.generator, 0)):
        with pytest.raises(MalformedData):
            parse_public_key(key_of(key.prime, key.order, generator, value))


def test_groups_nobody_has_are_beyond_the_limits() -> None:
    key = public_key()
    for prime, order in (
        (key.prime << 4096 | 1, key.order),
        (key.prime >> 512 | 1, key.order),
        (key.prime + 1, key.order),
        (key.prime, key.order << 256 | 1),
        (key.prime, key.order >> 64 | 1),
        (key.prime, key.order + 1),
    ):
        with pytest.raises(LimitExceeded):
            parse_public_key(key_of(prime, order, key.generator, key.value))
