"""What a chip says it can take, in every form seen, and in forms that must not be believed."""

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds.atr_info import AtrInfo, parse_atr_info
from nfc_icao.transport import ApduLimits

from .samples import only_malformed_data_leaves

LENGTHS = bytes.fromhex("7F660802020FFF02020FFF")
CAPABILITIES = bytes.fromhex("4703B8ED60")


def test_both_lengths_and_the_capability_are_read():
    info = parse_atr_info(encode(0x43, b"\xb8") + CAPABILITIES + LENGTHS)
    assert info == AtrInfo(4095, 4095, True)
    assert info.limits == ApduLimits(4095, 4095)


def test_a_length_with_its_top_bit_set_is_positive_with_or_without_a_leading_zero():
    with_zero = encode(0x7F66, encode(0x02, b"\x00\xff\xff"), encode(0x02, b"\xff\xfe"))
    assert parse_atr_info(with_zero) == AtrInfo(0xFFFF, 0xFFFE, None)


@pytest.mark.parametrize("before", [b"", b"\x80", b"\x00"])
@pytest.mark.parametrize("after", [b"", bytes(20), b"\xff" * 20])
def test_a_category_indicator_and_padding_are_passed_over(before, after):
    assert parse_atr_info(before + LENGTHS + after).max_command_bytes == 4095


def test_a_file_without_lengths_gives_no_limits():
    info = parse_atr_info(bytes.fromhex("4703B8ED20"))
    assert (info.extended_length, info.limits) == (False, None)
    assert parse_atr_info(b"") == AtrInfo(None, None, None)


@pytest.mark.parametrize(
    "broken",
    [
        LENGTHS[:-1],
        encode(0x7F66, encode(0x02, b"\x0f")),
        encode(0x7F66, *[encode(0x02, b"\x0f\xff")] * 3),
        encode(0x7F66, encode(0x02, b"\x00"), encode(0x02, b"\x0f\xff")),
        encode(0x7F66, encode(0x02, b"\x0f\xff"), encode(0x02, b"\x7f" * 8)),
        encode(0x7F66, encode(0x02, b""), encode(0x02, b"")),
    ],
)
def test_lengths_no_apdu_has_are_malformed(broken):
    with pytest.raises(MalformedData):
        parse_atr_info(broken)


def test_a_file_longer_than_any_is_refused():
    with pytest.raises(LimitExceeded):
        parse_atr_info(encode(0x43, b"x") * 2000)


def test_any_bytes_are_an_atr_info_or_malformed():
    only_malformed_data_leaves(parse_atr_info, CAPABILITIES + LENGTHS)
