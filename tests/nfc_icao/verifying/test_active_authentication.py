"""Answers to INTERNAL AUTHENTICATE, signed here with the private key's own arithmetic."""

from __future__ import annotations

import hashlib

import ecdsa
import pytest
from trust.imagined_issuer import Signing

from nfc_icao.lds.public_keys import parse_public_key
from nfc_icao.lds.security_infos import ActiveAuthenticationInfo
from nfc_icao.trust import UnsupportedAlgorithm
from nfc_icao.verifying.active_authentication import is_genuine_answer

CHALLENGE = bytes.fromhex("1122334455667788")
RSA = Signing("rsa")
TRAILERS = {"sha1": "BC", "sha224": "38CC", "sha256": "34CC", "sha384": "36CC", "sha512": "35CC"}
PLAIN = {"sha1": 1, "sha224": 2, "sha256": 3, "sha384": 4, "sha512": 5}


def rsa_answer(
    hash_name: str,
    *,
    trailer: str | None = None,
    header: int = 0x6A,
    challenge: bytes = CHALLENGE,
    smaller: bool = False,
) -> bytes:
    """ISO/IEC 9796-2 scheme 1: M1 fills what header, hash and trailer leave."""
    numbers = RSA.private.private_numbers()
    modulus = numbers.public_numbers.n
    end = bytes.fromhex(trailer or TRAILERS[hash_name])
    size = (modulus.bit_length() + 7) // 8
    recovered = bytes(range(1, size - 1 - hashlib.new(hash_name).digest_size - len(end) + 1))
    hashed = hashlib.new(hash_name, recovered + challenge).digest()
    message = int.from_bytes(bytes([header]) + recovered + hashed + end, "big")
    signature = pow(message, numbers.d, modulus)
    if smaller:
        signature = min(signature, modulus - signature)
    return signature.to_bytes(size, "big")


@pytest.fixture(scope="module")
def rsa_key():
    return parse_public_key(RSA.spki())


@pytest.mark.parametrize("hash_name", TRAILERS)
@pytest.mark.parametrize("smaller", [False, True])
def test_rsa_answers_with_every_hash_are_genuine(rsa_key, hash_name, smaller):
    assert is_genuine_answer(rsa_key, CHALLENGE, rsa_answer(hash_name, smaller=smaller), None)


def test_sha_1_may_be_spelled_out(rsa_key):
    assert is_genuine_answer(rsa_key, CHALLENGE, rsa_answer("sha1", trailer="33CC"), None)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        bytes(256),
        b"\xff" * 256,
        rsa_answer("sha256")[:-1],
        rsa_answer("sha256") + b"\x00",
        rsa_answer("sha256", challenge=bytes(8)),
        rsa_answer("sha256", header=0x4A),
        rsa_answer("sha256", trailer="35CC"),
        rsa_answer("sha256", trailer="BC"),
        rsa_answer("sha1", trailer="DC"),
    ],
    ids=["empty", "zeros", "too-big", "short", "long", "other-challenge", "header", "other-hash", "no-hash", "trailer"],
)
def test_rsa_answers_that_are_not_quite_right_are_not_genuine(rsa_key, answer):
    assert not is_genuine_answer(rsa_key, CHALLENGE, answer, None)


def test_a_trailer_nobody_knows_is_unsupported(rsa_key):
    with pytest.raises(UnsupportedAlgorithm):
        is_genuine_answer(rsa_key, CHALLENGE, rsa_answer("sha256", trailer="31CC"), None)


@pytest.mark.parametrize("challenge", [b"", bytes(7), bytes(9)])
def test_another_challenge_than_eight_bytes_proves_nothing(rsa_key, challenge):
    assert not is_genuine_answer(rsa_key, challenge, rsa_answer("sha256", challenge=challenge), None)


def ecdsa_answer(signing: Signing, sigencode) -> bytes:
    return signing.private.sign_digest_deterministic(
        hashlib.new(signing.digest, CHALLENGE).digest(),
        hashfunc=hashlib.sha256,
        sigencode=sigencode,
        allow_truncate=True,
    )


CURVES = [
    Signing("secp224r1", "sha224"),
    Signing("brainpoolP192r1", "sha1"),
    Signing("brainpoolP224r1", "sha224"),
    Signing("secp521r1", "sha512"),
    Signing("secp256r1", "sha256"),
    Signing("secp384r1", "sha256"),
    Signing("brainpoolP256r1", "sha1", explicit=True),
    Signing("brainpoolP320r1", "sha256"),
    Signing("brainpoolP512r1", "sha512"),
]


@pytest.mark.parametrize("encoding", [ecdsa.util.sigencode_string, ecdsa.util.sigencode_der], ids=["plain", "der"])
@pytest.mark.parametrize("signing", CURVES, ids=lambda one: f"{one.scheme}-{one.digest}")
def test_ecdsa_answers_are_genuine_in_both_forms_with_and_without_a_declared_hash(signing, encoding):
    key = parse_public_key(signing.spki())
    answer = ecdsa_answer(signing, encoding)
    declared = ActiveAuthenticationInfo(1, f"0.4.0.127.0.7.1.1.4.1.{PLAIN[signing.digest]}")
    assert is_genuine_answer(key, CHALLENGE, answer, declared)
    assert is_genuine_answer(key, CHALLENGE, answer, None)
    assert not is_genuine_answer(key, bytes(8), answer, None)
    assert not is_genuine_answer(parse_public_key(Signing(signing.scheme, number=9).spki()), CHALLENGE, answer, None)


def test_a_declared_hash_is_the_only_one_tried():
    signing = Signing("secp256r1", "sha256")
    answer = ecdsa_answer(signing, ecdsa.util.sigencode_string)
    other = ActiveAuthenticationInfo(1, "0.4.0.127.0.7.1.1.4.1.1")
    assert not is_genuine_answer(parse_public_key(signing.spki()), CHALLENGE, answer, other)


def test_a_declared_hash_nobody_knows_is_unsupported():
    with pytest.raises(UnsupportedAlgorithm):
        is_genuine_answer(
            parse_public_key(Signing("secp256r1").spki()), CHALLENGE, bytes(64), ActiveAuthenticationInfo(1, "1.2.3")
        )


@pytest.mark.parametrize("answer", [b"", b"\x30", bytes(64), b"\xff" * 64, bytes(65)])
def test_junk_is_never_genuine(answer):
    assert not is_genuine_answer(parse_public_key(Signing("secp256r1").spki()), CHALLENGE, answer, None)
