"""One damaged field of DG13 leaves the others readable, and is named."""

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.national.vietnam import Dg13Problem, parse_dg13

from .test_dg13 import entry, fields, utf8

VERSION = bytes.fromhex("020101")
ENCODING = bytes.fromhex("060628d316010008")
NAME, SEX = entry(2, utf8("Nguyễn Văn An")), entry(4, utf8("Nữ"))


def read(*entries: bytes):
    return parse_dg13(fields(*entries))


@pytest.mark.parametrize(
    "damaged",
    [
        encode(0x0C, b"H\xc3"),
        encode(0x16, b"\xff\xfe"),
        encode(0x13, b"\x80"),
        encode(0x1E, b"\x00A\x00"),
        encode(0x1C, b"\x00\x00A"),
        encode(0x18, b"20210520000000Z"),
    ],
    ids=["utf8", "ia5", "printable", "odd-bmp", "universal", "no-string-at-all"],
)
def test_a_string_that_is_no_text_has_no_value_and_the_other_fields_keep_theirs(damaged):
    holder = read(NAME, entry(8, damaged), SEX)
    assert (holder.full_name, holder.place_of_origin, holder.sex) == ("Nguyễn Văn An", None, "Nữ")
    assert holder.problems == {"place_of_origin": Dg13Problem.UNDECODABLE_TEXT}


@pytest.mark.parametrize("tag", [0x12, 0x13, 0x14, 0x16, 0x1A])
def test_utf_8_under_a_tag_that_promises_less_is_read_and_said(tag):
    holder = read(entry(8, encode(tag, "Hà Nội".encode())))
    assert holder.place_of_origin == "Hà Nội"
    assert holder.problems == {"place_of_origin": Dg13Problem.WRONG_STRING_TYPE}


@pytest.mark.parametrize(
    ("tag", "encoding"),
    [(0x12, "ascii"), (0x14, "latin-1"), (0x1A, "ascii"), (0x1C, "utf-32-be")],
    ids=["numeric", "teletex", "visible", "universal"],
)
def test_rarer_string_types_are_read_like_the_observed_ones(tag, encoding):
    text = "Hà" if encoding == "latin-1" else "079"
    holder = read(entry(15, encode(tag, text.encode(encoding))))
    assert (holder.old_id_number, dict(holder.problems)) == (text, {})


@pytest.mark.parametrize(
    "content",
    [
        encode(0x30, VERSION, ENCODING, encode(0x30, NAME, SEX)),
        encode(0x30, VERSION, encode(0x30, NAME, SEX)),
        encode(0x31, NAME, SEX),
        encode(0x30, NAME, SEX),
        VERSION + ENCODING + NAME + SEX,
        NAME + SEX,
        encode(0x30, VERSION, ENCODING, encode(0x31, NAME, SEX)) + bytes(3),
        encode(0x30, VERSION, ENCODING, encode(0x31, NAME, SEX)) + b"\xff" * 5,
        encode(0x30, VERSION, ENCODING, encode(0x31, NAME, SEX) + bytes(3)),
    ],
    ids=[
        "sequence-for-set",
        "sequence-without-encoding",
        "set-in-6d",
        "sequence-alone",
        "everything-in-6d",
        "fields-in-6d",
        "zeroes-after",
        "ones-after",
        "zeroes-inside",
    ],
)
def test_fields_are_found_in_whatever_holds_them(content):
    holder = parse_dg13(encode(0x6D, content))
    assert (holder.full_name, holder.sex, dict(holder.problems)) == ("Nguyễn Văn An", "Nữ", {})


def test_a_field_whose_data_objects_do_not_add_up_is_named_and_has_no_value():
    holder = read(NAME, entry(9, b"\x0c\x30Ph"), SEX)
    assert (holder.place_of_residence, holder.sex) == (None, "Nữ")
    assert holder.problems == {"place_of_residence": Dg13Problem.BROKEN_STRUCTURE}


def test_bytes_that_belong_to_no_field_are_said_and_end_what_can_be_read():
    holder = parse_dg13(encode(0x6D, encode(0x30, VERSION, ENCODING, encode(0x31, NAME, b"\x30\x50\x02"))))
    assert holder.full_name == "Nguyễn Văn An"
    assert holder.problems == {"file": Dg13Problem.BROKEN_STRUCTURE}


def test_an_undecodable_father_does_not_make_the_mother_the_father():
    holder = read(entry(13, encode(0x30, encode(0x0C, b"\xff")), encode(0x30, utf8("Mẹ"))))
    assert (holder.father_name, holder.mother_name) == (None, "Mẹ")
    assert holder.problems == {"father_name": Dg13Problem.UNDECODABLE_TEXT}


def test_a_field_that_comes_twice_has_no_value_unless_both_say_the_same():
    assert read(NAME, NAME).full_name == "Nguyễn Văn An"
    holder = read(NAME, entry(2, utf8("Trần Thị Bình")), SEX)
    assert (holder.full_name, holder.sex) == (None, "Nữ")
    assert holder.problems == {"full_name": Dg13Problem.WRITTEN_TWICE}


def test_a_damaged_field_nobody_has_explained_stands_under_its_number():
    assert read(NAME, entry(21, b"\x0c\x30")).problems == {"21": Dg13Problem.BROKEN_STRUCTURE}


def test_nesting_beyond_any_limit_damages_its_own_field_only():
    deep = utf8("x")
    for _ in range(40):
        deep = encode(0x30, deep)
    holder = read(NAME, entry(9, deep))
    assert (holder.full_name, holder.problems) == (
        "Nguyễn Văn An",
        {"place_of_residence": Dg13Problem.BROKEN_STRUCTURE},
    )
