"""The key of active authentication, handed on untouched."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.dg15 import parse_dg15

from .samples import only_malformed_data_leaves

SPKI = (
    ec.derive_private_key(0xC0FFEE, ec.SECP256R1())
    .public_key()
    .public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
)


def test_the_key_is_handed_on_as_it_is():
    assert parse_dg15(encode(0x6F, SPKI) + bytes(3)) == SPKI


@pytest.mark.parametrize(
    "broken", [b"", SPKI, encode(0x6F), encode(0x6F, b"\x30\x00"), encode(0x6F, SPKI, b"\x00\x00")]
)
def test_a_file_without_a_key_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_dg15(broken)


def test_any_bytes_are_a_dg15_or_malformed():
    only_malformed_data_leaves(parse_dg15, encode(0x6F, SPKI))
