"""Codes of identity cards. All people are invented."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from kiosk.domain.failure import FailureCode
from kiosk.identification import CodeError, CodeKind, CodeWarning, parse_code

OF_2021 = "001099012345|012345678|Nguyễn Văn An|15031999|Nam|Số 1 ngõ 2, Phường Ví Dụ, Quận Kiểm Thử, Hà Nội|10052022"
WITHOUT_CMND = "001199012345||Trần Thị Cúc|15031999|Nữ|Thôn Một, Xã Mẫu, Huyện Mẫu, Hà Nội|10052022"
OF_2024 = "001099012345||Nguyễn Văn An|15031999|Nam|Thôn Một, Xã Mẫu, Ninh Bình|06102025||||"
CHILD = "079218023456||Lý Gia Hân|20042018|Nam|Số 12 Đường Kiểm Thử, TP. HCM|12032025|||Lý Chí Cường|Đỗ Ngọc Diệp"


def with_field(code: str, index: int, value: str) -> str:
    fields = code.split("|")
    fields[index] = value
    return "|".join(fields)


def refused(text: str) -> FailureCode:
    with pytest.raises(CodeError) as caught:
        parse_code(text)
    return caught.value.failure


def test_the_seven_fields_of_2021_are_named() -> None:
    parsed = parse_code(OF_2021)
    assert parsed.kind is CodeKind.CCCD_2021
    assert parsed.fields == {
        "personal_number": "001099012345",
        "old_id_number": "012345678",
        "full_name": "Nguyễn Văn An",
        "date_of_birth": "1999-03-15",
        "sex": "male",
        "residence": "Số 1 ngõ 2, Phường Ví Dụ, Quận Kiểm Thử, Hà Nội",
        "date_of_issue": "2022-05-10",
    }
    assert parsed.warnings == ()


def test_an_empty_old_number_does_not_shift_the_fields() -> None:
    parsed = parse_code(WITHOUT_CMND)
    assert parsed.fields["old_id_number"] is None
    assert parsed.fields["full_name"] == "Trần Thị Cúc"
    assert parsed.fields["sex"] == "female"


def test_the_eleven_fields_of_2024_with_nothing_in_the_last_four() -> None:
    parsed = parse_code(OF_2024)
    assert parsed.kind is CodeKind.CAN_CUOC_2024
    assert (parsed.fields["father_name"], parsed.fields["mother_name"]) == (None, None)
    assert parsed.trailing == ("", "", "", "")
    assert parsed.cancelled_numbers == ()


def test_a_childs_code_names_father_then_mother() -> None:
    parsed = parse_code(CHILD)
    assert (parsed.fields["father_name"], parsed.fields["mother_name"]) == ("Lý Chí Cường", "Đỗ Ngọc Diệp")
    assert parsed.warnings == ()


@pytest.mark.parametrize("place", range(7, 11))
def test_digits_in_any_of_the_last_fields_are_cancelled_numbers(place: int) -> None:
    parsed = parse_code(with_field(OF_2024, place, "001299012345"))
    assert parsed.cancelled_numbers == ("001299012345",)
    assert parsed.trailing[place - 7] == "001299012345"


def test_a_cancelled_number_and_parents_may_stand_together() -> None:
    parsed = parse_code(with_field(CHILD, 7, "079218999999, 012345678"))
    assert parsed.cancelled_numbers == ("079218999999", "012345678")
    assert parsed.fields["mother_name"] == "Đỗ Ngọc Diệp"


def test_one_relative_alone_is_placed_by_position_with_a_warning() -> None:
    mother = parse_code(with_field(OF_2024, 10, "Đỗ Ngọc Diệp"))
    assert (mother.fields["father_name"], mother.fields["mother_name"]) == (None, "Đỗ Ngọc Diệp")
    assert CodeWarning.ONE_PARENT in mother.warnings
    father = parse_code(with_field(OF_2024, 9, "Lý Chí Cường"))
    assert father.fields["father_name"] == "Lý Chí Cường"


def test_the_unusual_order_is_understood_with_a_warning() -> None:
    parsed = parse_code("001099012345|Nguyễn Văn An|Nam|15031999|Hà Nội|10052025|012345678|001099999999")
    assert parsed.fields["full_name"] == "Nguyễn Văn An"
    assert parsed.fields["date_of_birth"] == "1999-03-15"
    assert parsed.fields["date_of_issue"] == "2025-05-10"
    assert parsed.fields["old_id_number"] == "012345678"
    assert parsed.cancelled_numbers == ("001099999999",)
    assert CodeWarning.REORDERED in parsed.warnings


@pytest.mark.parametrize(
    ("written", "understood"),
    [("1999", "1999"), ("00001999", "1999"), ("00031999", "1999-03"), ("29022000", "2000-02-29")],
)
def test_birth_dates_may_be_partial(written: str, understood: str) -> None:
    assert parse_code(with_field(OF_2021, 3, written)).fields["date_of_birth"] == understood


@pytest.mark.parametrize("written", ["31021999", "29022001", "15131999", "32011999", "15001999", "31/02/1999"])
def test_a_birth_date_that_does_not_exist_is_refused_and_not_rolled_over(written: str) -> None:
    assert refused(with_field(OF_2021, 3, written)) is FailureCode.CODE_MALFORMED


@pytest.mark.parametrize(("index", "value"), [(0, "00109901234"), (0, "0010990123456"), (6, "31022022")])
def test_a_code_whose_number_is_in_doubt_is_malformed(index: int, value: str) -> None:
    assert refused(with_field(OF_2021, index, value)) is FailureCode.CODE_MALFORMED


@pytest.mark.parametrize(
    ("index", "value", "name"),
    [
        (1, "1234", "old_id_number"),
        (2, "", "full_name"),
        (2, "12345", "full_name"),
        (2, "A" * 300, "full_name"),
        (3, "", "date_of_birth"),
        (3, "150399", "date_of_birth"),
        (3, "15/3/99", "date_of_birth"),
        (4, "Khác", "sex"),
        (4, "", "sex"),
        (6, "-", "date_of_issue"),
    ],
)
def test_a_field_that_cannot_be_read_is_left_out_with_a_warning_and_the_others_stay(
    index: int, value: str, name: str
) -> None:
    parsed = parse_code(with_field(OF_2021, index, value))
    assert parsed.kind is CodeKind.CCCD_2021
    assert CodeWarning.INCOMPLETE in parsed.warnings
    assert dict(parsed.fields) == {**parse_code(OF_2021).fields, name: None}


def test_dates_with_slashes_are_understood_with_a_warning() -> None:
    parsed = parse_code(with_field(with_field(OF_2021, 3, "15/03/1999"), 6, "10/05/2022"))
    assert parsed.fields == parse_code(OF_2021).fields
    assert parsed.warnings == (CodeWarning.UNUSUAL_DATES,)


@pytest.mark.parametrize("end", ["", "|"])
def test_six_fields_without_the_old_number_are_understood_with_a_warning(end: str) -> None:
    parsed = parse_code("001099012345|Nguyễn Văn An|15031999|Nam|Hà Nội|10052022" + end)
    assert parsed.kind is CodeKind.CCCD_2021
    assert (parsed.fields["full_name"], parsed.fields["date_of_birth"]) == ("Nguyễn Văn An", "1999-03-15")
    assert (parsed.fields["residence"], parsed.fields["date_of_issue"]) == ("Hà Nội", "2022-05-10")
    assert parsed.fields["old_id_number"] is None
    assert parsed.warnings == (CodeWarning.INCOMPLETE,)


def test_six_fields_without_the_date_of_issue_are_understood_with_a_warning() -> None:
    parsed = parse_code(OF_2021.rpartition("|")[0])
    assert dict(parsed.fields) == {**parse_code(OF_2021).fields, "date_of_issue": None}
    assert parsed.warnings == (CodeWarning.INCOMPLETE,)


@pytest.mark.parametrize("end", ["|", "||", "|||"])
def test_separators_at_the_end_do_not_make_a_card_of_2021_one_of_2024(end: str) -> None:
    parsed = parse_code(OF_2021 + end)
    assert parsed.kind is CodeKind.CCCD_2021
    assert parsed.fields == parse_code(OF_2021).fields


def test_a_date_of_issue_before_the_birth_is_a_warning() -> None:
    assert CodeWarning.ISSUED_BEFORE_BIRTH in parse_code(with_field(OF_2021, 6, "14031999")).warnings
    assert parse_code(with_field(with_field(OF_2021, 3, "1999"), 6, "15031999")).warnings == ()


@pytest.mark.parametrize(("index", "value"), [(3, "15032099"), (6, "10052099"), (6, "22112026")])
def test_a_date_after_today_is_a_warning_where_today_is_known(index: int, value: str) -> None:
    text = with_field(OF_2021, index, value)
    assert CodeWarning.DATE_IN_FUTURE in parse_code(text, today=date(2026, 11, 21)).warnings
    assert CodeWarning.DATE_IN_FUTURE not in parse_code(text).warnings
    assert CodeWarning.DATE_IN_FUTURE not in parse_code(OF_2021, today=date(2026, 11, 21)).warnings


@pytest.mark.parametrize("text", ["001099012345|Nguyễn Văn An", "001099012345||A|15031999|Nam", OF_2024 + "|" * 9])
def test_a_wrong_number_of_fields_is_a_malformed_code(text: str) -> None:
    assert refused(text) is FailureCode.CODE_MALFORMED


@pytest.mark.parametrize("sign", ["\x1b", "\x00", "\t\x07", "\u202e", "\ud800", "\ue000"])
def test_control_and_direction_characters_inside_a_field_are_refused(sign: str) -> None:
    assert refused(with_field(OF_2021, 2, f"Nguyễn{sign}Văn An")) is FailureCode.CODE_MALFORMED


def test_a_scanners_line_end_and_byte_order_mark_do_not_matter() -> None:
    assert parse_code(f"\ufeff{OF_2021}\r\n").fields == parse_code(OF_2021).fields


def test_decomposed_letters_become_composed_ones() -> None:
    parsed = parse_code(unicodedata.normalize("NFD", OF_2021))
    assert parsed.fields["full_name"] == unicodedata.normalize("NFC", "Nguyễn Văn An")


def test_more_than_two_kilobytes_is_no_card() -> None:
    assert refused(with_field(OF_2021, 5, "ệ" * 800)) is FailureCode.CODE_MALFORMED


def test_letters_a_scanner_damaged_are_warned_of_and_a_damaged_sex_is_unknown() -> None:
    parsed = parse_code(with_field(with_field(OF_2021, 2, "Nguy\ufffdn Văn An"), 4, "N\ufffd"))
    assert CodeWarning.DAMAGED_TEXT in parsed.warnings
    assert parsed.fields["sex"] is None


@pytest.mark.parametrize(
    ("number", "warning"),
    [
        ("001098012345", CodeWarning.NUMBER_AND_BIRTH_DIFFER),
        ("001299012345", CodeWarning.NUMBER_AND_BIRTH_DIFFER),
        ("001199012345", CodeWarning.NUMBER_AND_SEX_DIFFER),
        ("003099012345", CodeWarning.UNKNOWN_PROVINCE),
    ],
)
def test_a_number_that_does_not_fit_its_holder_is_a_warning_only(number: str, warning: CodeWarning) -> None:
    parsed = parse_code(with_field(OF_2021, 0, number), provinces={"001", "079"})
    assert warning in parsed.warnings
    assert parsed.fields["personal_number"] == number


def test_a_number_of_somebody_born_abroad_is_no_unknown_province() -> None:
    parsed = parse_code(with_field(OF_2021, 0, "101099012345"), provinces={"001"})
    assert parsed.warnings == ()


def test_the_code_does_not_show_in_a_repr_or_in_an_error() -> None:
    assert "Nguyễn" not in repr(parse_code(OF_2021))
    with pytest.raises(CodeError) as caught:
        parse_code(with_field(OF_2021, 3, "31021999"))
    assert "1999" not in f"{caught.value!r} {caught.value}"
