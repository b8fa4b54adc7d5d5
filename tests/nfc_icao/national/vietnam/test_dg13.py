"""DG13 as observed on cards, in every variation seen or suspected."""

import json
import random
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from lds.samples import only_malformed_data_leaves

from nfc_icao.encoding.tlv import encode, parse_all, require
from nfc_icao.encoding.tlv import parse as parse_tlv
from nfc_icao.errors import MalformedData
from nfc_icao.national.vietnam import parse_dg13

SAMPLE = bytes.fromhex(json.loads((Path(__file__).parent / "dg13_synthetic.json").read_text(encoding="utf-8"))["dg13"])


def fields(*entries: bytes, tag: int = 0x31) -> bytes:
    return encode(0x6D, encode(0x30, bytes.fromhex("020101060628d316010008"), encode(tag, *entries)))


def entry(number: int, *values: bytes) -> bytes:
    return encode(0x30, encode(0x02, bytes([number])), *values)


def utf8(text: str) -> bytes:
    return encode(0x0C, text.encode("utf-8"))


def test_all_sixteen_fields_are_read():
    holder = parse_dg13(SAMPLE)
    assert holder.personal_number == "001099012345"
    assert holder.full_name == "Nguyễn Văn An"
    assert (holder.date_of_birth.text, holder.date_of_birth.value) == ("15/03/1999", date(1999, 3, 15))
    assert (holder.sex, holder.nationality, holder.ethnicity, holder.religion) == ("Nam", "Việt Nam", "Kinh", "Không")
    assert holder.place_of_origin == "Xã Mẫu, Huyện Mẫu, Hà Nội"
    assert len(holder.place_of_residence.encode("utf-8")) > 120
    assert holder.identifying_marks.startswith("Nốt ruồi")
    assert holder.date_of_issue.value == date(2022, 5, 10)
    assert holder.date_of_expiry.value == date(2039, 3, 15)
    assert (holder.father_name, holder.mother_name) == ("Nguyễn Văn Bình", "Trần Thị Cúc")
    assert holder.spouse_name is None
    assert (holder.old_id_number, holder.chip_id) == ("012345678", "0123456789ABCDEF")
    assert holder.unknown_fields == {}


def test_order_does_not_matter():
    outer = require(parse_tlv(SAMPLE), 0x30)
    entries = [one.encoded() for one in parse_all(require(outer, 0x31).value)]
    random.Random(1).shuffle(entries)
    assert parse_dg13(fields(*entries)) == parse_dg13(SAMPLE)


@pytest.mark.parametrize(
    "parents",
    [
        encode(0x30, utf8("Cha")) + encode(0x30, utf8("Mẹ")),
        encode(0x30, utf8("Cha"), utf8("Mẹ")),
        encode(0x30, encode(0x30, utf8("Cha")), encode(0x30, utf8("Mẹ"))),
        utf8("Cha") + utf8("Mẹ"),
    ],
    ids=["side-by-side", "one-sequence", "nested", "bare"],
)
def test_father_and_mother_are_read_from_every_nesting(parents):
    holder = parse_dg13(fields(entry(13, parents)))
    assert (holder.father_name, holder.mother_name) == ("Cha", "Mẹ")


def test_an_unknown_father_does_not_move_the_mother():
    holder = parse_dg13(fields(entry(13, encode(0x30, utf8("")), encode(0x30, utf8("Mẹ")))))
    assert (holder.father_name, holder.mother_name) == (None, "Mẹ")


@pytest.mark.parametrize(
    "value",
    [
        utf8("Nữ"),
        encode(0x1E, "Nữ".encode("utf-16-be")),
        encode(0x04, "Nữ".encode()),
        utf8("  Nữ "),
        utf8(unicodedata.normalize("NFD", "Nữ")),
    ],
)
def test_every_string_type_is_read_trimmed_and_composed(value):
    assert parse_dg13(fields(entry(4, value))).sex == "Nữ"


@pytest.mark.parametrize("value", [b"", utf8(""), utf8(" "), utf8("null"), utf8("NULL"), utf8("-")])
def test_words_for_nothing_are_nothing(value):
    assert parse_dg13(fields(entry(15, value))).old_id_number is None


def test_a_card_for_life_says_so_in_words():
    expiry = parse_dg13(fields(entry(12, utf8("Không thời hạn")))).date_of_expiry
    assert expiry.is_non_expiring
    assert expiry.value is None


def test_a_number_nobody_has_explained_is_kept_raw():
    assert parse_dg13(fields(entry(21, utf8("?")))).unknown_fields == {21: utf8("?")}


def test_fields_directly_inside_the_sequence_are_read_too():
    file = encode(0x6D, encode(0x30, entry(2, utf8("An")), entry(4, utf8("Nam"))))
    assert (parse_dg13(file).full_name, parse_dg13(file).sex) == ("An", "Nam")


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\x6d\x00",
        encode(0x6E, SAMPLE[4:]),
        fields(utf8("x")),
        SAMPLE[:-3],
    ],
)
def test_a_broken_file_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_dg13(broken)


def test_no_value_shows_in_the_repr():
    shown = repr(parse_dg13(SAMPLE))
    assert "Nguyễn" not in shown
    assert "001099012345" not in shown


def test_any_bytes_are_a_dg13_or_malformed():
    only_malformed_data_leaves(parse_dg13, SAMPLE, examples=300)


def test_a_father_left_out_as_an_empty_sequence_does_not_make_the_mother_the_father():
    parents = entry(13, encode(0x30), encode(0x30, utf8("Trần Thị Mẫu")))
    holder = parse_dg13(fields(parents))
    assert (holder.father_name, holder.mother_name) == (None, "Trần Thị Mẫu")
