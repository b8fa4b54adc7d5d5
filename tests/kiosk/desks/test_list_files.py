"""List files as offices have them, and as somebody hostile makes them."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_lists import EXAM, EXAM_HEADING, workbook

from kiosk.bootstrap.desk_lists import list_shape
from kiosk.desks import ImportedList, ListRefused, ListShape, import_list, text_table

EXAM_SHAPE, PAY_SHAPE = list_shape("exam"), list_shape("pay")
HEADING = EXAM_HEADING.split(",")


def exam(*rows: str) -> ImportedList:
    return import_list("\n".join((EXAM_HEADING, *rows)).encode(), EXAM_SHAPE)


def said(listed: ImportedList) -> list[tuple[int, str | None, str]]:
    return [(one.line, one.column, one.key) for one in listed.problems]


def refusal(content: bytes) -> str:
    with pytest.raises(ListRefused) as caught:
        import_list(content, EXAM_SHAPE)
    return caught.value.key


def test_a_list_is_read_with_its_lines_and_columns_whatever_their_order() -> None:
    swapped = "Ngày sinh;HO VA TEN;sbd\n1950;Hồ Thị Út;A003\n"
    listed = import_list(swapped.encode(), EXAM_SHAPE)
    assert [(one.line, one.key, one.name) for one in listed.rows] == [(2, "A003", "Hồ Thị Út")]
    assert listed.missing == ("number", "room", "seat")


@pytest.mark.parametrize("shape", [EXAM_SHAPE, PAY_SHAPE])
def test_a_column_of_numbers_under_its_short_name_is_the_personal_number(shape: ListShape) -> None:
    content = "SBD,Họ và tên,Số tiền,Số định danh\nA1,Nguyễn Văn An,500000,001083012345\n"
    assert "number" not in import_list(content.encode(), shape).missing


def test_titles_above_the_headings_are_passed_over() -> None:
    content = "SỞ GIÁO DỤC VÍ DỤ,,\nDANH SÁCH THÍ SINH,,\n,,\n" + EXAM
    assert len(import_list(content.encode(), EXAM_SHAPE).rows) == 4


def test_broken_rows_are_named_by_line_and_kept_whole() -> None:
    listed = exam(
        "A1,Nguyễn Văn An,001083012345,15/03/1983,P1,1",
        "A2,,001083012346,15/03/1983,P1,2",
        "A3,Lê Thị Ví Dụ,12345,15/03/1983,P1,3",
        "A4,Lê Thị Mẫu,1.08E+10,31/02/1983,P1,4",
        'A5,"Trần Văn Hở,001083012347,15/03/1983,P1,5',
        "A6,Trần Văn Sau,001083012348,15/03/1983,P1,6",
    )
    assert [one.key for one in listed.rows] == ["A1", "A6"]
    assert said(listed) == [
        (3, "full_name", "missing"),
        (4, "number", "number_malformed"),
        (5, "birth", "date_unreadable"),
        (5, "number", "number_rounded"),
        (6, None, "quote_open"),
    ]
    assert [one.cells[0] for one in listed.set_aside] == ["A2", "A3", "A4", "A5"]


def test_a_number_in_two_rows_is_named_and_both_rows_stay() -> None:
    listed = exam("A1,Lê An,001083012345,1983,,", "A2,Lê Ân,001083012345,1983,,", "A2,Lê Ba,,1984,,")
    assert [one.line for one in listed.rows] == [2, 3, 4]
    assert [(one.line, one.column, one.other_line) for one in listed.notes] == [(3, "number", 2), (4, "candidate", 3)]


def test_the_same_row_again_is_set_aside_with_the_row_it_repeats() -> None:
    listed = exam("A1,Lê An,001083012345,1983,,", "A1,Lê An,001083012345,1983,,")
    assert len(listed.rows) == 1
    assert [(one.line, one.problems[0].key, one.problems[0].other_line) for one in listed.set_aside] == [
        (3, "same_row", 2)
    ]


def test_formulas_are_named_and_never_reckoned_in_text_and_workbooks() -> None:
    assert said(exam('A1,"=HYPERLINK(""http://vi.du"")",001083012345,1983,,')) == [(2, "full_name", "formula")]
    book = workbook([HEADING, ["A1", "Lê An", '=CONCAT("00108","3012345")', "1983"], ["A2", "Lê Ba", None, 1984]])
    listed = import_list(book, EXAM_SHAPE)
    assert said(listed) == [(2, "number", "formula")]
    assert listed.set_aside[0].cells[2].startswith("=CONCAT")
    assert [one.key for one in listed.rows] == ["A2"]


def test_what_spreadsheets_do_to_numbers_is_mended_and_said() -> None:
    from datetime import datetime

    book = workbook([HEADING, [1, "Nguyễn Văn An", 1083012345, datetime(1983, 3, 15)], [2, "Lê Ba", 12345678, 1984.0]])
    listed = import_list(book, EXAM_SHAPE)
    assert [(one.number, one.birth and one.birth.vietnamese()) for one in listed.rows] == [
        ("001083012345", "15/03/1983"),
        ("012345678", "1984"),
    ]
    assert {one.key for one in listed.notes} == {"zeros_restored"}


def test_a_name_with_lost_letters_is_used_and_said() -> None:
    listed = exam("A1,Nguy?n V?n An,001083012345,1983,,")
    assert said(listed) == [(2, "full_name", "name_damaged")]
    assert len(listed.rows) == 1


def test_amounts_are_read_as_offices_write_them_and_doubtful_ones_are_named() -> None:
    rows = ("1.500.000", "1,500,000", "500000đ", "1500000.0", "1,5", "-200000", "0", "mười")
    text = "Họ và tên;Số tiền\n" + "".join(f"Lê {number};{one}\n" for number, one in zip("ABCDEGHI", rows, strict=True))
    listed = import_list(text.encode(), PAY_SHAPE)
    assert [one.values["amount"] for one in listed.rows] == ["1500000", "1500000", "500000", "1500000"]
    assert [one.line for one in listed.set_aside] == [6, 7, 8, 9]


def test_files_that_are_no_list_are_refused_by_name() -> None:
    assert refusal(b"") == "empty"
    assert refusal(b"a,b\x00c\n" + b"x" * 40) == "not_text"
    assert refusal(b"one,two\n1,2\n") == "no_heading"
    assert refusal("SBD,Ngày sinh\nA1,1983\n".encode()) == "column_missing"
    assert refusal(b"\xd0\xcf\x11\xe0 old") == "old_workbook"
    assert refusal(b"PK\x03\x04 no zip") == "not_a_workbook"


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def test_workbooks_that_would_hurt_are_refused_before_they_are_opened() -> None:
    bomb = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"0" * 40_000_000}
    assert refusal(packed(bomb)) == "hostile_workbook"
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    assert refusal(packed({"xl/workbook.xml": laughs})) == "hostile_workbook"
    assert refusal(packed({"xl/workbook.xml": laughs.decode().encode("utf-16")})) == "hostile_workbook"
    assert refusal(packed({"word/document.xml": b"<w/>"})) == "not_a_workbook"
    assert refusal(packed({"xl/workbook.xml": b"<workbook/>"})) == "not_a_workbook"


def test_a_hundred_thousand_rows_are_read_in_seconds_and_one_bad_one_is_found() -> None:
    lines = [
        f"T{number},Nguyễn Văn Mẫu,{79200000000 + number:012d},01/01/2001,P1,{number}" for number in range(100_000)
    ]
    lines[77_777] = "T77777,,079200077777,01/01/2001,P1,1"
    began = time.process_time()
    listed = exam(*lines)
    assert time.process_time() - began < 20
    assert len(listed.rows) == 99_999
    assert said(listed) == [(77_779, "full_name", "missing")]


def test_more_rows_than_a_list_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_table, "MAX_ROWS", 100)
    assert len(exam(*["A,B,,,,"] * 99).set_aside) == 98
    assert refusal((EXAM_HEADING + "\n" + "A,B,,,,\n" * 100).encode()) == "too_many_rows"


@given(st.binary(max_size=600))
def test_any_bytes_are_a_list_or_refused(content: bytes) -> None:
    with contextlib.suppress(ListRefused):
        import_list(content, EXAM_SHAPE)


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40), max_size=8))
@settings(max_examples=200)
def test_every_line_without_quotes_that_says_something_is_used_or_set_aside(lines: list[str]) -> None:
    lines = [one.replace('"', "").replace("\x85", "") for one in lines]
    telling = [number for number, one in enumerate(lines, start=2) if one.replace(",", " ").strip()]
    content = "\n".join(("SBD,Họ và tên,CCCD,Ngày sinh,Phòng,Chỗ ngồi", *lines)).encode()
    try:
        listed = import_list(content, EXAM_SHAPE)
    except ListRefused as refused:
        assert refused.key in ("no_heading", "column_missing")  # Other signs stood there more often than commas.
        return
    assert sorted([one.line for one in (*listed.rows, *listed.set_aside)]) == telling


SMALL_BOOK = workbook([HEADING, ["A1", "Lê An", "001083012345", "1983"]])


@given(st.integers(0, len(SMALL_BOOK) - 1), st.binary(min_size=1, max_size=30))
@settings(max_examples=150)
def test_a_damaged_workbook_is_a_list_or_refused(at: int, instead: bytes) -> None:
    with contextlib.suppress(ListRefused):
        import_list(SMALL_BOOK[:at] + instead + SMALL_BOOK[at + len(instead) :], EXAM_SHAPE)


def test_no_value_of_a_list_stands_in_what_is_logged_or_raised() -> None:
    listed = exam("A1,Nguyễn Văn An,001083012345,15/03/1983,P1,1", "A2,Lê Thị Mật,98765,1990,,")
    shown = repr(listed) + repr(listed.rows) + repr(listed.set_aside) + repr(listed.notes)
    assert "Nguyễn" not in shown
    assert "98765" not in shown
    assert "001083012345" not in shown
