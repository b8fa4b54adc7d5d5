"""Keys of every kind issuers use, and the near misses an attacker would try."""

import time

import pytest
from asn1crypto import keys
from trust.imagined_issuer import Signing

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds.der import encode_object_identifier
from nfc_icao.lds.public_keys import EcPublicKey, RsaPublicKey, parse_public_key

from .samples import only_malformed_data_leaves


def rsa_spki(modulus: int, exponent: int) -> bytes:
    key = keys.RSAPublicKey({"modulus": modulus, "public_exponent": exponent})
    return keys.PublicKeyInfo({"algorithm": {"algorithm": "rsa"}, "public_key": key}).dump()


@pytest.mark.parametrize("curve", ["secp224r1", "secp256r1", "brainpoolP256r1", "brainpoolP320r1", "brainpoolP512r1"])
def test_a_curve_spelled_out_is_the_same_as_its_name(curve):
    explicit, named = (parse_public_key(Signing(curve, explicit=explicit).spki()) for explicit in (True, False))
    assert isinstance(named, EcPublicKey)
    assert explicit == named
    assert named.domain.name == curve


def test_a_curve_with_another_generator_is_refused():
    spki = Signing("brainpoolP256r1", explicit=True).spki()
    generator = bytes.fromhex("8BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453BD9ACE3262")
    other = bytes.fromhex("743CF1B8B5CD4F2EB55F8AA369593AC436EF044166699E37D51A14C2CE13EA0E")
    assert generator in spki
    with pytest.raises(MalformedData):
        parse_public_key(spki.replace(generator, other))


@pytest.mark.parametrize(("position", "what"), [(30, "prime"), (80, "coefficient"), (230, "order")])
def test_a_curve_that_only_resembles_a_known_one_is_refused(position, what):
    spki = bytearray(Signing("brainpoolP256r1", explicit=True).spki())
    spki[position] ^= 1
    with pytest.raises(MalformedData):
        parse_public_key(bytes(spki))


def test_a_point_off_its_curve_is_refused():
    spki = bytearray(Signing("secp256r1").spki())
    spki[-1] ^= 1
    with pytest.raises(MalformedData):
        parse_public_key(bytes(spki))


def test_a_curve_by_its_number_of_doc_9303_is_read():
    named = Signing("brainpoolP256r1").spki()
    algorithm = encode(0x30, encode(0x06, encode_object_identifier("0.4.0.127.0.7.1.2")), encode(0x02, b"\x0d"))
    spki = encode(0x30, algorithm, named[named.index(bytes.fromhex("034200")) :])
    assert parse_public_key(spki) == parse_public_key(named)


def test_an_rsa_key_is_read():
    key = parse_public_key(Signing("rsa").spki())
    assert isinstance(key, RsaPublicKey)
    assert (key.exponent, key.size) == (65537, 256)


@pytest.mark.parametrize(
    ("modulus", "exponent"),
    [
        ((1 << 16000) + 1, 65537),
        ((1 << 512) + 1, 65537),
        (1 << 2047, 65537),
        ((1 << 2047) + 1, 1),
        ((1 << 2047) + 1, 65536),
        ((1 << 2047) + 1, (1 << 40) + 1),
        (-((1 << 2047) + 1), 65537),
    ],
    ids=["huge", "small", "even-modulus", "exponent-1", "even-exponent", "huge-exponent", "negative"],
)
def test_an_rsa_key_no_issuer_makes_is_refused_quickly(modulus, exponent):
    before = time.perf_counter()
    with pytest.raises(LimitExceeded):
        parse_public_key(rsa_spki(modulus, exponent))
    assert time.perf_counter() - before < 0.2


def test_any_bytes_are_a_key_or_malformed():
    only_malformed_data_leaves(
        parse_public_key, Signing("brainpoolP256r1", explicit=True).spki(), Signing("secp256r1").spki(), examples=200
    )
