from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nfc_icao.encoding import tlv
from nfc_icao.errors import ChipError, LimitExceeded, MalformedData
from nfc_icao.lds import der


def test_a_tag_of_two_bytes_and_a_length_of_three_are_read() -> None:
    found = tlv.parse(bytes.fromhex("7F49820003010203"))

    assert (found.tag, found.value) == (0x7F49, b"\x01\x02\x03")


def test_encoding_and_parsing_agree_around_every_change_of_the_length_form() -> None:
    for size in (0, 1, 127, 128, 255, 256, 65535, 65536):
        encoded = tlv.encode(0x5F1F, bytes(size))

        assert tlv.parse(encoded) == tlv.Tlv(0x5F1F, bytes(size))


@pytest.mark.parametrize(
    "broken",
    ["", "30", "3005 0102", "30 80 0000", "3081", "30 82 01", "1F", "1F81", "3001 00 FF"],
)
def test_what_is_not_one_whole_data_object_is_malformed(broken: str) -> None:
    with pytest.raises(MalformedData):
        tlv.parse(bytes.fromhex(broken))


def test_a_tag_or_length_longer_than_any_document_needs_is_beyond_the_limit() -> None:
    for announced in ("1F818181 00", "30 84 7FFFFFFF", "30 84 01000000", "30 85 0000000001"):
        with pytest.raises(LimitExceeded):
            tlv.parse_header(bytes.fromhex(announced))


@pytest.mark.parametrize("form", ["03", "8103", "820003", "83000003", "8400000003"])
def test_every_length_form_of_iso_7816_4_is_read(form: str) -> None:
    encoded = bytes.fromhex(f"61 {form} 0101FF")

    assert tlv.parse(encoded) == tlv.Tlv(0x61, b"\x01\x01\xff")
    assert tlv.parse_all(encoded * 3) == (tlv.Tlv(0x61, b"\x01\x01\xff"),) * 3


def test_the_longest_length_form_is_none_of_der() -> None:
    for outside, inside in (("3003", "84000000"), ("308400000003", "0101"), ("3007", "048400000001")):
        with pytest.raises(MalformedData):
            der.decode(bytes.fromhex(outside + inside + "FF"), 100)


def test_data_objects_side_by_side_cost_as_much_as_their_bytes() -> None:
    class Copied(bytes):
        count = 0

        def __getitem__(self, key: Any) -> Any:
            part = super().__getitem__(key)
            if isinstance(part, int):
                return part
            Copied.count += len(part)
            return Copied(part)

    data = tlv.encode(0x04, bytes(250)) * 2000

    assert len(tlv.parse_all(Copied(data))) == 2000
    assert Copied.count < 2 * len(data)


def test_padding_after_a_file_is_ignored_only_where_it_is_allowed() -> None:
    padded = bytes.fromhex("0401AA 0000")

    assert tlv.parse_prefix(padded).value == b"\xaa"
    with pytest.raises(MalformedData):
        tlv.parse(padded)


def test_deep_nesting_is_refused_without_recursion() -> None:
    nested = b""
    for _ in range(1000):
        nested = tlv.encode(0x30, nested)

    with pytest.raises(LimitExceeded):
        list(tlv.walk(tlv.parse(nested)))


def test_more_children_than_any_file_has_are_refused() -> None:
    with pytest.raises(LimitExceeded):
        tlv.parse_all(b"\x04\x00" * (tlv.MAX_NODES + 1))


def test_values_are_not_shown() -> None:
    assert "secret" not in repr(tlv.Tlv(0x04, b"secret"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_tree_or_one_kind_of_error(data: bytes) -> None:
    try:
        for _ in tlv.walk(tlv.parse(data)):
            pass
    except ChipError:
        return
