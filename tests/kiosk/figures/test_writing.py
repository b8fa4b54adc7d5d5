"""A day as a file for a spreadsheet: readable, complete, and never a formula."""

from __future__ import annotations

import builtins
import csv
import io
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_visits import DAY, visit
from openpyxl import load_workbook

import config
from kiosk.domain.figures import DayFigures, EndedHow
from kiosk.figures import Sheet, SpreadsheetMissing, reckon, sheets, to_csv, to_json, to_xlsx
from kiosk.runtime.language import Language

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
EVIL = '=HYPERLINK("http://invented.example")'


@pytest.fixture(scope="module")
def vietnamese() -> Language:
    return Language("vi", config.load_language("vi"))


@pytest.fixture
def busy() -> DayFigures:
    visits = [visit(1, 20), visit(2, 40, after_min=70, way="qr", failure="card_lifted")]
    visits += [visit(3, result_code=EVIL), visit(4, ended_how=EndedHow.LEFT, way=None)]
    return reckon(DAY, visits, waiting=3, refused=1)


def rows_of(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_csv_begins_with_a_byte_order_mark_and_says_everything_in_vietnamese(
    busy: DayFigures, vietnamese: Language
) -> None:
    written = to_csv(sheets(busy, vietnamese))
    assert written.startswith(b"\xef\xbb\xbf")
    rows = rows_of(written)
    assert ["Lượt đã tiếp nhận", "3"] in rows
    assert ["QR căn cước", "1"] in rows
    assert ["07:00", "2", "25.0"] in rows
    assert ["Hồ sơ đang chờ gửi (mọi ngày)", "3"] in rows


def test_a_code_that_looks_like_a_formula_is_text_in_both_files(busy: DayFigures, vietnamese: Language) -> None:
    tables = sheets(busy, vietnamese)
    assert [f"'{EVIL}", "1"] in rows_of(to_csv(tables))
    book = load_workbook(io.BytesIO(to_xlsx(tables, NOW)))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    (found,) = [cell for cell in cells if cell.value == EVIL]
    assert found.data_type == "s"
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_workbook_has_a_sheet_a_table_and_numbers_that_are_numbers(busy: DayFigures, vietnamese: Language) -> None:
    book = load_workbook(io.BytesIO(to_xlsx(sheets(busy, vietnamese), NOW)))
    assert book.sheetnames[:3] == ["Tổng hợp", "Theo giờ", "Từng bước"]
    hours = [[cell.value for cell in row] for row in book["Theo giờ"].iter_rows()]
    assert hours == [["Giờ", "Số lượt", "Trung vị (giây)"], ["07:00", 2, 25], ["08:00", 1, 40]]


@given(st.text(max_size=40))
def test_whatever_text_comes_both_files_can_be_written_and_no_cell_is_a_formula(text: str) -> None:
    table = Sheet(text, (text, "n"), ((text, 1), (text, None)))
    first = rows_of(to_csv([table]))
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in first for cell in row)
    book = load_workbook(io.BytesIO(to_xlsx([Sheet("a", (text, "n"), ((text, 1),))], NOW)))
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)


def test_two_tables_of_one_name_and_names_too_long_for_a_sheet_are_written_all_the_same() -> None:
    tables = [Sheet("a/b:" + "x" * 60, ("n",), ((1,),))] * 2
    assert len(load_workbook(io.BytesIO(to_xlsx(tables, NOW))).sheetnames) == 2


def test_json_keeps_the_words_of_the_program_and_null_for_what_is_unknown(busy: DayFigures) -> None:
    said = to_json(busy)
    assert said["ways"] == {"chip": 2, "qr": 1}
    assert said["hours"][1] == {"hour": 8, "visits": 1, "median_s": 40}
    assert to_json(reckon(DAY, ()))["median_s"] is None


def test_a_word_that_no_language_knows_stands_as_it_was_kept(vietnamese: Language) -> None:
    tables = sheets(reckon(DAY, [visit(1, way="telepathy")]), vietnamese)
    assert ("telepathy", 1) in next(one for one in tables if one.title == "Cách nhận diện").rows


def test_without_the_spreadsheet_library_it_is_said_by_our_own_error(
    busy: DayFigures, vietnamese: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("openpyxl"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "openpyxl", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SpreadsheetMissing):
        to_xlsx(sheets(busy, vietnamese), NOW)
