"""Addresses as cards have them: houses and hamlets are invented, the units are real."""

from __future__ import annotations

import unicodedata

import pytest

from kiosk.addresses import AddressBook, Conversion, Note, Status


def wards(conversion: Conversion) -> set[str]:
    return {one.ward.name for one in conversion.candidates}


def notes(conversion: Conversion) -> set[Note | None]:
    return {one.note for one in conversion.candidates}


EXACT = [
    ("Thôn 3, Hòa Thắng, Thành phố Buôn Ma Thuột, Đắk Lắk", "Thôn 3", "Phường Tân Lập", "Tỉnh Đắk Lắk"),
    ("Tổ 5, Nguyễn Trãi, Thành phố Kon Tum, Kon Tum", "Tổ 5", "Phường Đăk Bla", "Tỉnh Quảng Ngãi"),
    ("Thôn Đăk Mút, Đăk Mar, Đắk Hà, Kon Tum", "Thôn Đăk Mút", "Xã Đăk Mar", "Tỉnh Quảng Ngãi"),
    ("Số nhà 12, Ngõ 34, Phúc Xá, Ba Đình, Hà Nội", "Số nhà 12, Ngõ 34", "Phường Hồng Hà", "Thành phố Hà Nội"),
    ("Thôn Đông, Tân Dĩnh, Lạng Giang, Bắc Giang", "Thôn Đông", "Xã Tân Dĩnh", "Thành phố Bắc Ninh"),
    ("TDP Số 2, TT. Neo, Yên Dũng, Bắc Giang", "TDP Số 2", "Phường Yên Dũng", "Thành phố Bắc Ninh"),
    ("Khu phố 2, Phú Lợi, TP. Thủ Dầu Một, Bình Dương", "Khu phố 2", "Phường Phú Lợi", "Thành phố Hồ Chí Minh"),
    ("123/4 Ấp 3, Vĩnh Lộc A, Bình Chánh, TP. Hồ Chí Minh", "123/4 Ấp 3", "Xã Vĩnh Lộc", "Thành phố Hồ Chí Minh"),
    ("Ấp Bình Thạnh, An Bình, Long Hồ, Vĩnh Long", "Ấp Bình Thạnh", "Xã An Bình", "Tỉnh Vĩnh Long"),
    ("Khóm 3, Phường 1, Thành phố Bạc Liêu, Bạc Liêu", "Khóm 3", "Phường Bạc Liêu", "Tỉnh Cà Mau"),
    ("Ấp Thị Trấn A, TT. Hòa Bình, Hòa Bình, Bạc Liêu", "Ấp Thị Trấn A", "Xã Hòa Bình", "Tỉnh Cà Mau"),
    ("Tổ 4, Phường 2, Đà Lạt, Lâm Đồng", "Tổ 4", "Phường Xuân Hương - Đà Lạt", "Tỉnh Lâm Đồng"),
    ("Bon Bu N'Doh, Đắk Wer, Đắk R'Lấp, Đắk Nông", "Bon Bu N'Doh", "Xã Nhân Cơ", "Tỉnh Lâm Đồng"),
    ("Xóm 7, Diễn Thịnh, Diễn Châu, Nghệ An", "Xóm 7", "Xã An Châu", "Tỉnh Nghệ An"),
    ("Thôn An Vĩnh, Lý Sơn, Quảng Ngãi", "Thôn An Vĩnh", "Đặc khu Lý Sơn", "Tỉnh Quảng Ngãi"),
    ("KP Tân Phú, Tân Thiện, Đồng Xoài, Bình Phước", "KP Tân Phú", "Phường Bình Phước", "Thành phố Đồng Nai"),
    ("Thôn 2, Ea H'Leo, Ea H'Leo, Đắk Lắk", "Thôn 2", "Xã Ea H'Leo", "Tỉnh Đắk Lắk"),
    ("Long Bình, Quận 9, TP. Hồ Chí Minh", "", "Phường Long Bình", "Thành phố Hồ Chí Minh"),
    # U+00D0, as old character sets leave it: it looks like Đ on every screen.
    ("Tổ 1, Hòa Thắng, Buôn Ma Thuột, \u00d0ắk Lắk", "Tổ 1", "Phường Tân Lập", "Tỉnh Đắk Lắk"),
]


@pytest.mark.parametrize(("text", "detail", "ward", "province"), EXACT)
def test_an_old_address_has_one_unit_of_today(
    book: AddressBook, text: str, detail: str, ward: str, province: str
) -> None:
    found = book.convert(text)
    assert (found.status, found.detail) == (Status.EXACT, detail)
    assert [(one.ward.name, one.ward.province.name) for one in found.candidates] == [(ward, province)]


@pytest.mark.parametrize(
    "text",
    [
        "Tổ 8, Ngọc Thụy, Long Biên, Hà Nội",
        "Tổ 8, Phường Ngọc Thụy, Quận Long Biên, Thành phố Hà Nội",
        "Tổ 8, P. Ngọc Thụy, Q. Long Biên, TP. Hà Nội",
        "Tổ 8, P.Ngọc Thụy, Q.Long Biên, T.Hà Nội",
        "Tổ 8, NGỌC THỤY, LONG BIÊN, HÀ NỘI",
        "Tổ 8, ngoc thuy, long bien, ha noi",
        "Tổ 8, Ngọc Thuỵ, Long Biên, Hà Nội",
        "Tổ 8; Ngọc Thụy; Long Biên; Hà Nội; Việt Nam",
        "Tổ 8 - Ngọc Thụy - Long Biên - Hà Nội",
        "Tổ 8 phường Ngọc Thụy quận Long Biên thành phố Hà Nội",
        "Tổ 8,Ngọc Thụy ,  Long\u00a0Biên,HN.",
    ],
)
def test_a_divided_ward_is_asked_about_however_it_is_written(book: AddressBook, text: str) -> None:
    found = book.convert(text)
    assert (found.status, found.detail) == (Status.CHOOSE, "Tổ 8")
    assert wards(found) == {"Phường Hồng Hà", "Phường Bồ Đề"}
    assert notes(found) == {Note.SPLIT}


def test_combining_marks_are_read_and_the_hamlet_keeps_them(book: AddressBook) -> None:
    text = unicodedata.normalize("NFD", "Thôn Đăk Mút, Đăk Mar, Đắk Hà, Kon Tum")
    found = book.convert(text)
    assert (found.status, wards(found)) == (Status.EXACT, {"Xã Đăk Mar"})
    assert found.detail == unicodedata.normalize("NFD", "Thôn Đăk Mút")


@pytest.mark.parametrize("ward", ["Phường 15", "P.15", "P15", "P. 15", "Phường 015", "F.15", "15"])
def test_a_numbered_ward_is_recognised_by_every_spelling_of_its_number(book: AddressBook, ward: str) -> None:
    found = book.convert(f"12 Nguyễn Sỹ Sách, {ward}, Tân Bình, TP.HCM")
    assert (found.status, found.detail) == (Status.CHOOSE, "12 Nguyễn Sỹ Sách")
    assert wards(found) == {"Phường Tân Bình", "Phường Tân Sơn"}


def test_a_roman_number_is_a_number(book: AddressBook) -> None:
    assert wards(book.convert("Phường IV, Thành phố Tây Ninh, Tây Ninh")) == {"Phường Tân Ninh"}


def test_a_township_and_a_commune_of_one_name_are_two_candidates_until_the_unit_word_is_there(
    book: AddressBook,
) -> None:
    both = book.convert("Bản Ví Dụ, Mường Tè, Mường Tè, Lai Châu")
    assert (both.status, wards(both)) == (Status.CHOOSE, {"Xã Bum Tở", "Xã Mường Tè"})
    assert notes(both) == {Note.SAME_NAME}
    township = book.convert("Bản Ví Dụ, TT Mường Tè, Mường Tè, Lai Châu")
    assert (township.status, wards(township)) == (Status.EXACT, {"Xã Bum Tở"})
    commune = book.convert("Bản Ví Dụ, Xã Mường Tè, Huyện Mường Tè, Lai Châu")
    assert (commune.status, wards(commune)) == (Status.EXACT, {"Xã Mường Tè"})


def test_namesakes_that_became_one_unit_need_no_choice(book: AddressBook) -> None:
    found = book.convert("Nông Cống, Nông Cống, Thanh Hóa")
    assert (found.status, wards(found), notes(found)) == (Status.EXACT, {"Xã Nông Cống"}, {None})


def test_a_name_from_before_earlier_mergers_leads_to_the_unit_it_went_into(book: AddressBook) -> None:
    found = book.convert("12 Hàng Ví Dụ, Nguyễn Trung Trực, Ba Đình, Hà Nội")
    assert (found.status, wards(found), notes(found)) == (Status.EXACT, {"Phường Ba Đình"}, {Note.FORMER_NAME})
    assert found.candidates[0].old_unit == "Phường Trúc Bạch, Quận Ba Đình, Thành phố Hà Nội"


@pytest.mark.parametrize(
    ("text", "ward"),
    [
        ("Tổ 2, Phường An Cựu, Thành phố Huế, Thừa Thiên Huế", "Phường An Cựu"),
        ("Tổ 2, Phường An Cựu, TP Huế, Tỉnh Thừa Thiên - Huế", "Phường An Cựu"),
        ("KP 1, Long Điền, Đất Đỏ, Bà Rịa - Vũng Tàu", "Xã Long Điền"),
    ],
)
def test_a_former_district_or_province_is_still_known(book: AddressBook, text: str, ward: str) -> None:
    found = book.convert(text)
    assert (found.status, wards(found)) == (Status.EXACT, {ward})


def test_old_names_of_the_highlands_with_c_are_the_ones_with_k(book: AddressBook) -> None:
    found = book.convert("Buôn Ví Dụ, Ea H Leo, Ea HLeo, Đắc Lắc")
    assert (found.status, wards(found)) == (Status.EXACT, {"Xã Ea H'Leo"})


def test_an_address_of_today_is_already_new(book: AddressBook) -> None:
    found = book.convert("Xóm 5, Giao Minh, Ninh Bình")
    assert (found.status, found.detail, wards(found)) == (Status.ALREADY_NEW, "Xóm 5", {"Xã Giao Minh"})
    assert notes(found) == {None}


def test_a_unit_renamed_since_then_is_shown_by_its_name_of_today(book: AddressBook) -> None:
    found = book.convert("Ấp 1, Xã Long Thành, Tỉnh Đồng Nai")
    assert (found.status, wards(found), notes(found)) == (
        Status.ALREADY_NEW,
        {"Phường Long Thành"},
        {Note.RENAMED},
    )
    assert found.candidates[0].ward.province.name == "Thành phố Đồng Nai"


def test_the_name_of_a_ward_that_is_also_an_old_district_is_confirmed_by_a_person(book: AddressBook) -> None:
    bare = book.convert("Ba Đình, Hà Nội")
    assert (bare.status, wards(bare), notes(bare)) == (Status.CHOOSE, {"Phường Ba Đình"}, {Note.DISTRICT_NAME})
    assert book.convert("Phường Ba Đình, Hà Nội").status is Status.ALREADY_NEW
    assert book.convert("Số 5 ngõ 2, Ba Đình, Hà Nội").status is Status.ALREADY_NEW
    assert book.convert("Quận Ba Đình, Hà Nội").status is Status.NOT_FOUND


def test_a_ward_run_together_with_the_hamlet_is_confirmed_by_a_person(book: AddressBook) -> None:
    found = book.convert("Thôn 3 Hòa Thắng, Buôn Ma Thuột, Đắk Lắk")
    assert found.status is Status.CHOOSE
    assert {"Phường Tân Lập", "Phường Buôn Ma Thuột"} == wards(found)


def test_a_hamlet_with_the_name_of_a_ward_is_no_ward(book: AddressBook) -> None:
    found = book.convert("Thôn Hòa Thắng, Tân Lập, Buôn Ma Thuột, Đắk Lắk")
    assert (found.status, found.detail, wards(found)) == (Status.EXACT, "Thôn Hòa Thắng", {"Phường Tân Lập"})


def test_a_ward_without_its_district_is_found_where_the_province_has_it_once(book: AddressBook) -> None:
    found = book.convert("Thôn Đăk Mút, Xã Đăk Mar, Kon Tum")
    assert (found.status, wards(found)) == (Status.EXACT, {"Xã Đăk Mar"})


def test_an_old_district_under_a_province_of_today_is_confirmed_by_a_person(book: AddressBook) -> None:
    found = book.convert("Thôn Đăk Mút, Đăk Mar, Đắk Hà, Quảng Ngãi")
    assert found.status is Status.CHOOSE
    assert {one.ward.name: one.note for one in found.candidates} == {
        "Xã Đăk Mar": Note.OTHER_PROVINCE,
        "Xã Đăk Hà": Note.DISTRICT_NAME,
    }


def test_an_old_ward_without_district_does_not_win_over_a_unit_of_today_with_a_districts_name(
    book: AddressBook,
) -> None:
    found = book.convert("Lương Sơn, Phú Thọ")
    assert found.status is Status.CHOOSE
    assert {one.ward.name: one.note for one in found.candidates} == {
        "Xã Lương Sơn": Note.DISTRICT_NAME,
        "Xã Sơn Lương": Note.SAME_NAME,
    }


def test_marks_that_contradict_the_name_are_confirmed_by_a_person(book: AddressBook) -> None:
    found = book.convert("Xóm 5, Giáo Mình, Ninh Bình")
    assert (found.status, wards(found), notes(found)) == (Status.CHOOSE, {"Xã Giao Minh"}, {Note.OTHER_SPELLING})
    assert book.convert("Xóm 5, GIAO MINH, NINH BINH").status is Status.ALREADY_NEW


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ,, ;",
        "Ví Dụ",
        "Thôn 3, Xã Ví Dụ, Huyện Kiểm Thử, Đắk Lắk",
        "Thôn 3, Xã Ví Dụ, Thành phố Buôn Ma Thuột, Đắk Lắk",
        "Xã Ví Dụ, Huyện Mường Tè, Tỉnh Lai Châu",
        "12 Hàng Ví Dụ, Hà Nội",
        "Số 1, Phường 99, Quận 1, TP. Hồ Chí Minh",
        "Hòa Thắng, Buôn Ma Thuột",
    ],
)
def test_what_the_table_does_not_have_is_not_found_and_nothing_is_guessed(book: AddressBook, text: str) -> None:
    found = book.convert(text)
    assert (found.text, found.status, found.detail, found.candidates) == (text, Status.NOT_FOUND, None, ())


def test_a_ward_that_is_not_in_the_table_is_never_taken_for_a_hamlet_in_silence(book: AddressBook) -> None:
    assert book.convert("Ví Dụ, Mường Tè, Lai Châu").status is Status.CHOOSE
