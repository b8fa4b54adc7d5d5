"""Persons to notify."""

from datetime import date

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.dg16 import parse_dg16

from .samples import only_malformed_data_leaves

PERSON = (
    encode(0x5F50, b"20210504"),
    encode(0x5F51, b"TRAN<<THI<BA"),
    encode(0x5F52, b"0900000000"),
    encode(0x5F53, "Hà Nội<Việt Nam".encode()),
)
WHOLE = encode(0x70, encode(0x02, b"\x02"), encode(0xA1, *PERSON), encode(0xA2, encode(0x5F51, b"BA")))


def test_every_person_is_read():
    first, second = parse_dg16(WHOLE)
    assert (first.full_name, first.telephone, first.address) == ("TRAN THI BA", "0900000000", ("Hà Nội", "Việt Nam"))
    assert first.recorded_on.value == date(2021, 5, 4)
    assert (second.full_name, second.recorded_on, second.address) == ("BA", None, ())


@pytest.mark.parametrize("broken", [b"", encode(0x6F), encode(0x70, encode(0xA1) * 17), WHOLE[:-1]])
def test_a_broken_file_or_a_crowd_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_dg16(broken)


def test_any_bytes_are_a_dg16_or_malformed():
    only_malformed_data_leaves(parse_dg16, WHOLE)
