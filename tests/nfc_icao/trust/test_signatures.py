"""Signatures made by one library and verified by another."""

import pytest
from asn1crypto import algos, core
from cryptography.exceptions import UnsupportedAlgorithm as NotInThisOpenSsl
from lds.samples import only_malformed_data_leaves

from nfc_icao.crypto.curves import STANDARDIZED
from nfc_icao.encoding.tlv import Tlv, encode, parse
from nfc_icao.errors import MalformedData
from nfc_icao.lds.der import AlgorithmIdentifier, algorithm_identifier
from nfc_icao.lds.public_keys import parse_public_key
from nfc_icao.trust import UnsupportedAlgorithm, WeakAlgorithm, signatures
from nfc_icao.trust.signatures import SignatureAlgorithm, hash_of_ecdsa, signature_algorithm, verify_signature

from .imagined_issuer import Signing

MESSAGE = b"one message"
SIGNINGS = [
    Signing("rsa", "sha256"),
    Signing("rsa", "sha1"),
    Signing("pss", "sha256"),
    Signing("pss", "sha512"),
    Signing("secp256r1"),
    Signing("secp384r1", "sha384"),
    Signing("secp224r1", "sha224"),
    Signing("secp224r1", "sha256"),
    Signing("secp256r1", "sha512"),
    Signing("brainpoolP256r1", explicit=True),
    Signing("brainpoolP384r1", "sha384", explicit=True),
    Signing("brainpoolP512r1", "sha512", explicit=True),
    Signing("brainpoolP320r1", "sha256", explicit=True),
    Signing("brainpoolP320r1", "sha384"),
]


def algorithm(signing: Signing) -> SignatureAlgorithm:
    return signature_algorithm(algorithm_identifier(parse(signing.algorithm().dump())))


@pytest.mark.parametrize("signing", SIGNINGS, ids=lambda one: f"{one.scheme}-{one.digest}-{one.explicit}")
def test_a_right_signature_is_right_and_every_change_makes_it_wrong(signing):
    key = parse_public_key(signing.spki())
    signature = signing.sign(MESSAGE)
    assert verify_signature(algorithm(signing), key, MESSAGE, signature)
    assert not verify_signature(algorithm(signing), key, MESSAGE + b"!", signature)
    assert not verify_signature(algorithm(signing), key, MESSAGE, signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not verify_signature(algorithm(signing), key, MESSAGE, b"")
    other = parse_public_key(Signing(signing.scheme, number=9).spki())
    assert not verify_signature(algorithm(signing), other, MESSAGE, signature)


def test_every_standardized_curve_can_be_computed_on():
    assert {domain.name for domain in STANDARDIZED.values()} == set(signatures._ECDSA_CURVES)


def test_where_openssl_refuses_a_curve_pure_python_verifies(monkeypatch):
    def refuse(*_: object) -> None:
        raise NotInThisOpenSsl("hardened")

    monkeypatch.setattr(signatures.ec.EllipticCurvePublicNumbers, "public_key", refuse)
    signing = Signing("brainpoolP256r1")
    key = parse_public_key(signing.spki())
    assert verify_signature(algorithm(signing), key, MESSAGE, signing.sign(MESSAGE))
    assert not verify_signature(algorithm(signing), key, MESSAGE, Signing("brainpoolP256r1", number=9).sign(MESSAGE))


def test_where_openssl_refuses_a_padding_the_signature_is_unsupported_not_wrong(monkeypatch):
    def refuse(*_: object) -> None:
        raise NotInThisOpenSsl("hardened")

    monkeypatch.setattr(signatures.rsa.RSAPublicNumbers, "public_key", refuse)
    signing = Signing("pss")
    with pytest.raises(UnsupportedAlgorithm):
        verify_signature(algorithm(signing), parse_public_key(signing.spki()), MESSAGE, signing.sign(MESSAGE))


def test_a_key_of_another_kind_makes_a_signature_wrong():
    rsa, curve = Signing("rsa"), Signing("secp256r1")
    assert not verify_signature(algorithm(rsa), parse_public_key(curve.spki()), MESSAGE, rsa.sign(MESSAGE))
    assert not verify_signature(algorithm(curve), parse_public_key(rsa.spki()), MESSAGE, curve.sign(MESSAGE))


@pytest.mark.parametrize("pair", [(0, 0), (0, 1), (1, 0), (1 << 300, 1), (-1, 1)])
@pytest.mark.parametrize("curve", ["secp256r1", "brainpoolP320r1"])
def test_numbers_out_of_range_are_never_a_signature(pair, curve):
    forged = encode(0x30, *(core.Integer(number).dump() for number in pair))
    assert not verify_signature(
        SignatureAlgorithm("ecdsa", "sha256"), parse_public_key(Signing(curve).spki()), MESSAGE, forged
    )


@pytest.mark.parametrize("forged", [b"\x30\x00", encode(0x30, b"\x02\x01\x01" * 3), encode(0x31, b"\x02\x01\x01" * 2)])
def test_another_structure_is_never_a_signature(forged):
    key = parse_public_key(Signing("secp256r1").spki())
    assert not verify_signature(SignatureAlgorithm("ecdsa", "sha256"), key, MESSAGE, forged)


@pytest.mark.parametrize("forged", [b"", b"\x01", bytes(64), bytes(63)])
def test_a_plain_signature_of_odd_length_or_zeros_is_wrong(forged):
    key = parse_public_key(Signing("secp256r1").spki())
    assert not verify_signature(SignatureAlgorithm("ecdsa-plain", "sha256"), key, MESSAGE, forged)


@pytest.mark.parametrize("scheme", ["rsa", "secp256r1"])
def test_an_algorithm_that_names_no_hash_takes_the_one_declared_beside_it(scheme):
    signing = Signing(scheme, "sha384")
    key_algorithm = "1.2.840.113549.1.1.1" if scheme == "rsa" else "1.2.840.10045.2.1"
    sha_384 = AlgorithmIdentifier("2.16.840.1.101.3.4.2.2", None)
    found = signature_algorithm(AlgorithmIdentifier(key_algorithm, None), sha_384)
    assert verify_signature(found, parse_public_key(signing.spki()), MESSAGE, signing.sign(MESSAGE))
    with pytest.raises(UnsupportedAlgorithm):
        signature_algorithm(AlgorithmIdentifier(key_algorithm, None))


def test_pss_without_parameters_means_sha_1_and_twenty_bytes_of_salt():
    expected = SignatureAlgorithm("rsa-pss", "sha1", "sha1", 20)
    assert signature_algorithm(AlgorithmIdentifier("1.2.840.113549.1.1.10", None)) == expected
    assert signature_algorithm(AlgorithmIdentifier("1.2.840.113549.1.1.10", Tlv(0x30, b""))) == expected


def test_pss_with_parameters_no_signer_uses_is_malformed():
    for changes in ({"trailer_field": 2}, {"salt_length": 5000}):
        parameters = parse(algos.RSASSAPSSParams(changes).dump())
        with pytest.raises(MalformedData):
            signature_algorithm(AlgorithmIdentifier("1.2.840.113549.1.1.10", parameters))


def test_md5_is_weak_and_an_unknown_algorithm_unsupported():
    with pytest.raises(WeakAlgorithm):
        signature_algorithm(AlgorithmIdentifier("1.2.840.113549.1.1.4", None))
    with pytest.raises(UnsupportedAlgorithm):
        signature_algorithm(AlgorithmIdentifier("1.2.3.4", None))


def test_parameters_where_none_belong_are_malformed():
    with pytest.raises(MalformedData):
        signature_algorithm(AlgorithmIdentifier("1.2.840.113549.1.1.11", Tlv(0x05, b"x")))


def test_both_families_of_ecdsa_identifiers_name_their_hash():
    assert hash_of_ecdsa("0.4.0.127.0.7.1.1.4.1.3") == hash_of_ecdsa("1.2.840.10045.4.3.2") == "sha256"
    with pytest.raises(UnsupportedAlgorithm):
        hash_of_ecdsa("1.2.3")


def test_any_bytes_under_a_genuine_key_are_simply_wrong():
    key = parse_public_key(Signing("secp256r1").spki())
    only_malformed_data_leaves(
        lambda data: verify_signature(SignatureAlgorithm("ecdsa", "sha256"), key, MESSAGE, data),
        b"\x30\x06",
        examples=60,
    )
