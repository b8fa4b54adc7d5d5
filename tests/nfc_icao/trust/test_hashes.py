"""Hash functions by their identifiers."""

import hashlib

import pytest

from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds.der import AlgorithmIdentifier
from nfc_icao.trust import UnsupportedAlgorithm, WeakAlgorithm
from nfc_icao.trust.hashes import HASH_NAMES, digest, hash_name


@pytest.mark.parametrize("oid", HASH_NAMES)
def test_every_hash_of_doc_9303_is_computed(oid):
    name = hash_name(AlgorithmIdentifier(oid, None))
    assert digest(name, b"abc") == hashlib.new(name, b"abc").digest()


def test_md5_is_weak_and_others_are_unsupported():
    with pytest.raises(WeakAlgorithm):
        hash_name(AlgorithmIdentifier("1.2.840.113549.2.5", None))
    with pytest.raises(UnsupportedAlgorithm):
        hash_name(AlgorithmIdentifier("1.2.3", None))


def test_a_hash_with_parameters_is_malformed():
    with pytest.raises(MalformedData):
        hash_name(AlgorithmIdentifier("2.16.840.1.101.3.4.2.1", Tlv(0x02, b"\x01")))
