"""Keys of every kind issuers use, and the near misses an attacker would try."""

import time

import pytest
from asn1crypto import core, keys
from trust.imagined_issuer import Signing

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds.der import encode_object_identifier
from nfc_icao.lds.public_keys import DhPublicKey, EcPublicKey, RsaPublicKey, parse_public_key

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


# RFC 5114 §2.1: group 0 of Doc 9303-11 table 6.
PRIME = int(
    "B10B8F96A080E01DDE92DE5EAE5D54EC52C99FBCFB06A3C69A6A9DCA52D23B616073E28675A23D189838EF1E2EE652C0"
    "13ECB4AEA906112324975C3CD49B83BFACCBDD7D90C4BD7098488E9C219A73724EFFD6FAE5644738FAA31A4FF55BCCC0"
    "A151AF5F0DC8B4BD45BF37DF365C1A65E68CFDA76D4DA708DF1FB2BC2E4A4371",
    16,
)
GENERATOR = int(
    "A4D1CBD5C3FD34126765A442EFB99905F8104DD258AC507FD6406CFF14266D31266FEA1E5C41564B777E690F5504F213"
    "160217B4B01B886A5E91547F9E2749F4D7FBD7D3B9A92EE1909D0D2263F80A76A6A24C087A091F531DBF0A0169B6A28A"
    "D662A4D18E73AFA32D779D5918D08BC8858F4DCEF97C2A24855E6EEB22B3B2E5",
    16,
)
ORDER = int("F518AA8781A8DF278ABA4E7D64B7CB9D49462353", 16)


def dh_spki(oid: str, parameters: tuple[int, ...], value: int) -> bytes:
    numbers = b"".join(core.Integer(number).dump() for number in parameters)
    algorithm = encode(0x30, encode(0x06, encode_object_identifier(oid)), encode(0x30, numbers))
    return encode(0x30, algorithm, encode(0x03, b"\x00" + core.Integer(value).dump()))


PKCS_3, X9_42 = "1.2.840.113549.1.3.1", "1.2.840.10046.2.1"
VALUE = pow(GENERATOR, 0xC0FFEE, PRIME)


def test_a_diffie_hellman_key_is_read_in_both_spellings():
    assert parse_public_key(dh_spki(PKCS_3, (PRIME, GENERATOR), VALUE)) == DhPublicKey(PRIME, GENERATOR, None, VALUE)
    with_length = parse_public_key(dh_spki(PKCS_3, (PRIME, GENERATOR, 160), VALUE))
    assert with_length == DhPublicKey(PRIME, GENERATOR, None, VALUE)
    x9_42 = parse_public_key(dh_spki(X9_42, (PRIME, GENERATOR, ORDER), VALUE))
    assert (x9_42, x9_42.size) == (DhPublicKey(PRIME, GENERATOR, ORDER, VALUE), 128)


def test_a_diffie_hellman_group_by_its_number_of_doc_9303_is_read():
    def spki(value: int) -> bytes:
        algorithm = encode(0x30, encode(0x06, encode_object_identifier("0.4.0.127.0.7.1.2")), encode(0x02, b"\x00"))
        return encode(0x30, algorithm, encode(0x03, b"\x00" + core.Integer(value).dump()))

    assert parse_public_key(spki(VALUE)) == DhPublicKey(PRIME, GENERATOR, ORDER, VALUE)
    with pytest.raises(MalformedData):
        parse_public_key(spki(2))


@pytest.mark.parametrize(
    ("oid", "parameters", "value"),
    [
        (PKCS_3, (PRIME, GENERATOR), 1),
        (PKCS_3, (PRIME, GENERATOR), PRIME - 1),
        (PKCS_3, (PRIME, GENERATOR), PRIME + 2),
        (PKCS_3, (PRIME, 1), VALUE),
        (PKCS_3, (PRIME + 1, GENERATOR), VALUE),
        (PKCS_3, (PRIME >> 200, GENERATOR), 5),
        (PKCS_3, (PRIME << 8000 | 1, GENERATOR), VALUE),
        (PKCS_3, (PRIME,), VALUE),
        (X9_42, (PRIME, GENERATOR), VALUE),
        (X9_42, (PRIME, GENERATOR, ORDER), 2),
        (X9_42, (PRIME, GENERATOR, 0), VALUE),
        (X9_42, (PRIME, GENERATOR, PRIME << 8), VALUE),
    ],
    ids=["one", "minus-one", "beyond", "generator-one", "even-prime", "small", "huge", "no-generator", "no-order",
         "outside-the-subgroup", "order-zero", "order-huge"],
)  # fmt: skip
def test_a_diffie_hellman_key_outside_its_group_is_refused(oid, parameters, value):
    with pytest.raises(MalformedData):
        parse_public_key(dh_spki(oid, parameters, value))


def test_any_bytes_are_a_key_or_malformed():
    only_malformed_data_leaves(
        parse_public_key,
        Signing("brainpoolP256r1", explicit=True).spki(),
        Signing("secp256r1").spki(),
        dh_spki(X9_42, (PRIME, GENERATOR, ORDER), VALUE),
        examples=200,
    )
