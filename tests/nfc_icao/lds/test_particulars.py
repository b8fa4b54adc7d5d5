"""Text, dates and lists as cards write them, quirks included."""

from datetime import date

import pytest

from nfc_icao.encoding.tlv import encode, parse
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import particulars


def test_text_is_utf_8_composed_or_latin_1_where_it_is_none():
    assert particulars.text("Nguyễn".encode()) == "Nguyễn"
    assert particulars.text("e\u0301".encode()) == "é"
    assert particulars.text("Müller".encode("latin-1")) == "Müller"
    assert particulars.text(b"  padded \0\0") == "padded"


@pytest.mark.parametrize("value", [b"HA NOI<VNM", b"<HA NOI<<VNM<", b"HA NOI < VNM<<<"])
def test_stray_separators_leave_no_empty_parts(value):
    assert particulars.parts(value) == ("HA NOI", "VNM")


def test_a_name_is_written_for_people_whether_the_card_did_or_not():
    assert particulars.name(b"NGUYEN<<VAN<AN") == "NGUYEN VAN AN"
    assert particulars.name("Nguyễn Văn An".encode()) == "Nguyễn Văn An"


@pytest.mark.parametrize("value", [b"19990315", bytes.fromhex("19990315")])
def test_a_date_is_read_in_ascii_and_in_bcd(value):
    assert particulars.written_date(value).value == date(1999, 3, 15)


@pytest.mark.parametrize("value", [b"20260101093000", bytes.fromhex("20260101093000")])
def test_a_date_with_a_time_is_read(value):
    written = particulars.written_date(value)
    assert (written.text, written.value) == ("20260101093000", date(2026, 1, 1))


@pytest.mark.parametrize("value", [b"19990000", b"1999<<<<", b"19990231", bytes.fromhex("1999FFFF")])
def test_a_day_that_is_unknown_or_none_stays_text(value):
    assert particulars.written_date(value).value is None


@pytest.mark.parametrize("value", [b"", b"199", b"990315", b"1" * 20])
def test_a_date_of_another_length_is_malformed(value):
    with pytest.raises(MalformedData):
        particulars.written_date(value)


def test_a_tag_list_has_tags_of_one_and_two_bytes():
    assert particulars.tag_list(bytes.fromhex("5F0EA05F10")) == (0x5F0E, 0xA0, 0x5F10)
    with pytest.raises(MalformedData):
        particulars.tag_list(b"\x5f")


def test_more_text_or_items_than_anybody_has_is_refused():
    with pytest.raises(LimitExceeded):
        particulars.text(bytes(particulars.MAX_TEXT_BYTES + 1))
    with pytest.raises(LimitExceeded):
        particulars.by_tag(parse(encode(0x6B, encode(0x5F0F, b"x") * 65)))


def test_dates_do_not_show_in_the_repr():
    assert "1999" not in repr(particulars.written_date(b"19990315"))
