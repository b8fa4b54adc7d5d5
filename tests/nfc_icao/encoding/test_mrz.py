from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nfc_icao.encoding.mrz import NON_EXPIRING_YYMMDD, build_td1, build_td3, check_digit, parse_mrz
from nfc_icao.errors import MalformedData

VIETNAMESE = "IDVNM0990123459001099012345<<0\n9903159M3903157VNM<<<<<<<<<<<0\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"
NON_EXPIRING = "IDVNM1500123455001150012345<<6\n5001013F9912315VNM<<<<<<<<<<<0\nTRAN<<THI<CUC<<<<<<<<<<<<<<<<<"
# Doc 9303-4 Appendix B, 9303-5 Appendix B, 9303-6 Appendix B: the specimens of Utopia.
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"


def test_a_vietnamese_card_is_read_with_its_personal_number() -> None:
    mrz = parse_mrz(VIETNAMESE)

    assert mrz.all_valid
    assert (mrz.format, mrz.issuing_state, mrz.nationality) == ("TD1", "VNM", "VNM")
    assert (mrz.document_number, mrz.optional_data[:12]) == ("099012345", "001099012345")
    assert (mrz.surname, mrz.given_names) == ("NGUYEN", "VAN AN")
    assert (mrz.date_of_birth, mrz.sex, mrz.date_of_expiry) == ("990315", "M", "390315")


def test_a_card_without_expiry_keeps_the_digits_that_say_so() -> None:
    mrz = parse_mrz(NON_EXPIRING)

    assert mrz.all_valid
    assert mrz.date_of_expiry == NON_EXPIRING_YYMMDD


@pytest.mark.parametrize("specimen", [TD1, TD2, TD3])
def test_the_specimens_of_doc_9303_are_valid_in_every_format(specimen: str) -> None:
    mrz = parse_mrz(specimen)

    assert mrz.all_valid
    assert (mrz.surname, mrz.given_names) == ("ERIKSSON", "ANNA MARIA")
    assert mrz.date_of_birth == "740812"


def test_the_optional_data_of_a_passport_have_a_check_digit_of_their_own() -> None:
    wrong = TD3.replace("ZE184226B<<<<<1", "ZE184226B<<<<<2")

    assert parse_mrz(wrong).check_digits_valid["optional_data"] is False


def test_empty_optional_data_may_have_a_filler_for_check_digit() -> None:
    passport = build_td3(
        document_code="P", issuing_state="VNM", document_number="C1234567", date_of_birth="900101", sex="F",
        date_of_expiry="300101", nationality="VNM", surname="LE", given_names="THI HOA",
    )  # fmt: skip
    with_filler = passport[:86] + "<" + passport[87:]

    assert parse_mrz(passport).all_valid
    assert parse_mrz(with_filler).check_digits_valid["optional_data"]


def test_a_document_number_of_more_than_nine_characters_overflows_into_the_optional_data() -> None:
    text = build_td1(
        document_code="I", issuing_state="UTO", document_number="D23145890734", date_of_birth="340712", sex="F",
        date_of_expiry="950712", nationality="UTO", surname="STEVENSON", given_names="PETER", optional_data="AB",
    )  # fmt: skip

    assert text[5:21] == "D23145890<7349<A"
    mrz = parse_mrz(text)
    assert mrz.all_valid
    assert (mrz.document_number, mrz.optional_data) == ("D23145890734", "AB")


def test_a_wrong_check_digit_is_reported_and_not_raised() -> None:
    mrz = parse_mrz(VIETNAMESE.replace("9903159M", "9903158M"))

    assert not mrz.all_valid
    assert mrz.check_digits_valid["date_of_birth"] is False
    assert mrz.check_digits_valid["document_number"] is True


def test_building_and_parsing_give_back_what_was_put_in() -> None:
    text = build_td1(
        document_code="ID", issuing_state="VNM", document_number="099012345", optional_data="001099012345<<0",
        date_of_birth="990315", sex="M", date_of_expiry="390315", nationality="VNM", surname="NGUYEN",
        given_names="VAN AN",
    )  # fmt: skip

    assert text == VIETNAMESE.replace("\n", "")


@pytest.mark.parametrize("sex", ["Z", "1"])
def test_a_sex_that_is_none_is_no_mrz(sex: str) -> None:
    text = TD3.replace("7408122F", f"7408122{sex}")
    with pytest.raises(MalformedData):
        parse_mrz(text)


def test_a_name_too_long_for_its_line_is_cut() -> None:
    text = build_td1(
        document_code="ID", issuing_state="VNM", document_number="099012345", date_of_birth="990315", sex="X",
        date_of_expiry="390315", nationality="VNM", surname="NGUYEN", given_names="THI " * 10 + "AN",
    )  # fmt: skip

    assert len(text) == 90
    assert parse_mrz(text).sex == "X"


@pytest.mark.parametrize("junk", ["", "A" * 89, "A" * 90, "é" * 90, VIETNAMESE.lower(), "<" * 88 + " " * 400])
def test_what_is_no_mrz_is_malformed(junk: str) -> None:
    with pytest.raises(MalformedData):
        parse_mrz(junk)


def test_the_check_digit_refuses_characters_an_mrz_does_not_have() -> None:
    assert check_digit("D23145890734") == "9"
    with pytest.raises(MalformedData):
        check_digit("Đ")


def test_nobody_is_named_by_its_repr() -> None:
    assert "NGUYEN" not in repr(parse_mrz(VIETNAMESE))
    assert "099012345" not in repr(parse_mrz(VIETNAMESE))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=100), st.text("<A0é\n", min_size=88, max_size=92)))
def test_any_text_gives_an_mrz_or_one_kind_of_error(text: str) -> None:
    try:
        parse_mrz(text)
    except MalformedData:
        return
