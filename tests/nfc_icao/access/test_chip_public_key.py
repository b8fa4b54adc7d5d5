from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from nfc_icao.access.chip_public_key import ec_public_key, expected_signature_length
from nfc_icao.crypto.curves import STANDARDIZED, DomainParameters
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds.der import encode_object_identifier


def integer(number: int) -> bytes:
    return tlv.encode(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    return tlv.encode(0x06, encode_object_identifier(dotted))


def explicit(domain: DomainParameters) -> bytes:
    size = domain.field_size
    curve = tlv.encode(0x04, domain.a.to_bytes(size, "big")) + tlv.encode(0x04, domain.b.to_bytes(size, "big"))
    return tlv.encode(
        0x30,
        integer(1),
        tlv.encode(0x30, oid("1.2.840.10045.1.1"), integer(domain.p)),
        tlv.encode(0x30, curve),
        tlv.encode(0x04, domain.encode(domain.generator)),
        integer(domain.order),
        integer(1),
    )


def spki(algorithm: bytes, domain: DomainParameters) -> bytes:
    point = domain.encode(domain.multiply(domain.generator, 7))
    return tlv.encode(0x30, tlv.encode(0x30, algorithm), tlv.encode(0x03, b"\x00", point))


@pytest.mark.parametrize("domain", STANDARDIZED.values(), ids=lambda domain: domain.name)
def test_a_curve_is_recognised_by_name_by_number_and_in_full(domain: DomainParameters) -> None:
    key = (domain, domain.multiply(domain.generator, 7))

    assert ec_public_key(spki(oid("1.2.840.10045.2.1") + oid(domain.oid), domain)) == key
    assert ec_public_key(spki(oid("1.2.840.10045.2.1") + explicit(domain), domain)) == key
    assert ec_public_key(spki(oid("0.4.0.127.0.7.1.2") + integer(domain.parameter_id), domain)) == key


def test_a_curve_of_the_chips_own_is_refused() -> None:
    domain = STANDARDIZED[12]
    weak = explicit(domain).replace(domain.b.to_bytes(32, "big"), bytes(31) + b"\x01")

    with pytest.raises(MalformedData):
        ec_public_key(spki(oid("1.2.840.10045.2.1") + weak, domain))


def test_the_length_of_a_signature_follows_from_the_key() -> None:
    rsa_key = rsa.generate_private_key(65537, 2048).public_key()
    ec_key = ec.generate_private_key(ec.SECP256R1()).public_key()

    lengths = [
        expected_signature_length(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
        for key in (rsa_key, ec_key)
    ]

    assert lengths[0] == 256
    assert 72 <= lengths[1] < 128


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_a_key_or_malformed(data: bytes) -> None:
    for parser in (ec_public_key, expected_signature_length):
        with pytest.raises(MalformedData):
            parser(tlv.encode(0x30, data))
