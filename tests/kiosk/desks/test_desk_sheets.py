"""Small sheets and tables on paper: what stands on them is what is known, letter for letter."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from invented_lists import EXAM, identity

import config
from config.desk_sheets_data import sheet_files
from kiosk.bootstrap.desk_lists import list_shape
from kiosk.bootstrap.desk_reports import REPORTS, as_pdf, as_xlsx, report_of
from kiosk.bootstrap.desk_sheets import checklist, milestone_rules, procedure_names, sheet_pdf
from kiosk.bootstrap.languages import language
from kiosk.desks import DeskVisit, SheetMissing, import_list
from kiosk.desks.comparing import Quality, compare_said
from kiosk.desks.milestones import card_check
from kiosk.desks.reports import ExportColumn, ExportShape, attendance, export, set_aside, sign_sheet
from kiosk.desks.sheets import Sheet, card_sheet, checklist_sheet, disagreement_sheet, relation_sheet
from kiosk.desks.table_paper import TablePaper, table_data
from kiosk.desks.tables import Table, to_csv
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Source

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
VI = language("vi")
HAS_PDFTOTEXT = shutil.which("pdftotext") is not None


def text_of(pdf: bytes, folder: Path) -> str:
    """The words of a PDF, with single blanks."""
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def printed(sheet: Sheet, folder: Path) -> str:
    pdf = sheet_pdf(sheet, VI, office="UBND phường Ví Dụ", at=NOW, demo=True)
    assert pdf.startswith(b"%PDF")
    return text_of(pdf, folder)


def visit(key: str, **values: str) -> DeskVisit:
    listed = import_list(EXAM.encode(), list_shape("exam"))
    return DeskVisit(NOW, key, {"QUAY_DANH_SACH": listed.scope, **values}, "genuine_chip", "successful")


@pytest.mark.skipif(not HAS_PDFTOTEXT, reason="needs pdftotext")
def test_the_relation_sheet_has_both_numbers_and_says_where_they_were_read(tmp_path: Path) -> None:
    by_chip = printed(relation_sheet(identity(old_number="012345678"), VI), tmp_path)
    assert "012345678" in by_chip
    assert "001083012345" in by_chip
    assert "Nguyễn Văn An" in by_chip
    assert "Chip của thẻ" in by_chip
    unjudged = identity(old_number="012345678", assurance=Assurance.READ)
    assert "chưa kiểm tra được" in printed(relation_sheet(unjudged, VI), tmp_path)
    old = Fact("012345678", Source.QR, Assurance.CLAIMED)
    by_code = Identity({**identity().facts, FactName.OLD_ID_NUMBER: old})
    assert "không có chữ ký" in printed(relation_sheet(by_code, VI), tmp_path)
    without = printed(relation_sheet(identity(), VI), tmp_path)
    assert "1.012566" in without
    assert "không phải giấy xác nhận" in without


@pytest.mark.skipif(not HAS_PDFTOTEXT, reason="needs pdftotext")
def test_the_card_sheet_names_the_end_and_the_procedure(tmp_path: Path) -> None:
    born, issued = PartialDate(2001, 9, 9), NOW.date().replace(year=2021)
    check = card_check(born, issued, NOW.date(), milestone_rules())
    words = printed(card_sheet(identity(birth=born), check, procedure_names(VI), VI, issued), tmp_path)
    assert "09/09/2026" in words
    assert "1.014063" in words
    assert "Cấp đổi thẻ căn cước" in words


@pytest.mark.skipif(not HAS_PDFTOTEXT, reason="needs pdftotext")
@pytest.mark.parametrize("sheet_id", sheet_files())
@pytest.mark.parametrize("code", config.languages())
def test_every_checklist_is_printed_whole_and_never_asks_for_a_password(
    sheet_id: str, code: str, tmp_path: Path
) -> None:
    words = language(code)
    sheet = checklist_sheet(checklist(sheet_id), identity(), words)
    pdf = sheet_pdf(sheet, words, office="UBND", at=NOW, demo=False)
    text = text_of(pdf, tmp_path)
    for step in sheet.steps:
        assert all(word in text for word in step.text.split()), step.text
    assert not any("mật khẩu" in label or "password" in label for label, _ in sheet.facts)


def test_what_the_person_says_is_put_beside_code_and_chip_with_what_is_in_doubt() -> None:
    claim = identity("NGUYEN VAN AN", assurance=Assurance.CLAIMED)
    chip = identity("Nguyễn Văn An")
    said = {
        FactName.FULL_NAME: "Nguyễn Văn Ân",
        FactName.RESIDENCE: "Thôn Hai",
        FactName.DATE_OF_BIRTH: "15/3/1983",
    }
    rows = {one.name: one.quality for one in compare_said(claim, chip, said)}
    assert rows == {FactName.FULL_NAME: Quality.CORRECT, FactName.RESIDENCE: Quality.COMPLETE}
    assert [one.quality for one in compare_said(claim, chip, {})] == [Quality.CLEAN]
    only_chip = {one.name: one.quality for one in compare_said(None, chip, said)}
    assert only_chip[FactName.FULL_NAME] is Quality.CORRECT  # An is not Ân.
    born = {one.name: one.quality for one in compare_said(None, chip, {FactName.DATE_OF_BIRTH: "1983"})}
    assert born == {FactName.DATE_OF_BIRTH: Quality.CLEAN}
    assert compare_said(chip, chip, {}) == ()


@pytest.mark.skipif(not HAS_PDFTOTEXT, reason="needs pdftotext")
def test_the_disagreement_sheet_says_every_side_and_decides_nothing(tmp_path: Path) -> None:
    rows = compare_said(None, identity(), {FactName.FULL_NAME: "Nguyễn Văn Ân"})
    words = printed(disagreement_sheet(identity(), rows, VI), tmp_path)
    assert "Nguyễn Văn Ân" in words
    assert "quầy không kết luận bên nào đúng" in words


def test_attendance_has_everybody_on_the_list_once_with_what_was_marked() -> None:
    listed = import_list(EXAM.encode(), list_shape("exam"))
    table = attendance(listed, [visit("A001"), visit("a001"), visit("A003")], VI)
    assert [row[6] for row in table.rows] == ["Có mặt", "Vắng", "Có mặt", "Vắng"]
    assert [value for _, value in table.summary] == [4, 2, 2, 0]
    other_session = DeskVisit(NOW, "A002", {"QUAY_DANH_SACH": "buổi khác"}, "claimed", None)
    assert attendance(listed, [other_session], VI).summary[1][1] == 0


def test_the_sign_sheet_has_cash_only_and_counts_the_rest() -> None:
    text = "STT;Họ và tên;Số tiền;STK\n1;Lê A;100000;\n2;Lê B;200000;123456\n3;Lê C;300000;\nx;Lê D;mười;\n"
    listed = import_list(text.encode(), list_shape("pay"))
    scope = {"QUAY_DANH_SACH": listed.scope}
    visits = [
        DeskVisit(
            NOW, "1", {**scope, "HO_TEN": "Lê A", "QUAY_SO_TIEN": "100000", "QUAY_HINH_THUC": "open_account"}, "", None
        ),
        DeskVisit(
            NOW, "2", {**scope, "HO_TEN": "Lê B", "QUAY_SO_TIEN": "200000", "QUAY_HINH_THUC": "account"}, "", None
        ),
    ]
    table = sign_sheet(listed, visits, VI)
    assert [(row[1], row[4], row[5]) for row in table.rows] == [("Lê A", "100.000", "")]
    assert [value for _, value in table.summary] == ["1 người, 100.000 đồng", "1 người, 200.000 đồng", 1, 1, 2, 1]


def test_rows_that_were_set_aside_are_handed_back_with_their_cells_and_reasons() -> None:
    listed = import_list((EXAM + "A9,,12,1990,P1,9\n").encode(), list_shape("exam"))
    table = set_aside(listed, VI)
    assert table.heading[2:] == listed.heading
    line, reason, *cells = table.rows[0]
    assert (line, cells) == (6, ["A9", "", "12", "1990", "P1", "9"])
    assert "Họ và tên: Thiếu" in str(reason)


def test_exports_are_written_in_the_other_sides_words_and_cannot_reckon() -> None:
    columns = (ExportColumn("STT", "#"), ExportColumn("Tên", "HO_TEN"), ExportColumn("Giới", "GIOI_TINH", {"1": "Nam"}))
    shape = ExportShape({"vi": "Khách"}, columns)
    visits = [visit("", HO_TEN='=HYPERLINK("http://vi.du")', GIOI_TINH="1"), visit("", HO_TEN="+84\x00", GIOI_TINH="2")]
    table = export(visits, shape, VI)
    assert table.rows == ((1, '=HYPERLINK("http://vi.du")', "Nam"), (2, "+84\x00", "2"))
    written = to_csv(table).decode("utf-8-sig").splitlines()
    assert written == ["STT,Tên,Giới", '1,"\'=HYPERLINK(""http://vi.du"")",Nam', "2,'+84,2"]


def test_a_workbook_keeps_leading_zeros_and_takes_no_text_for_a_formula() -> None:
    import io

    from openpyxl import load_workbook

    table = Table("Thử", ("Số", "Tên"), (("001083012345", "=1+1"),), (("Số dòng", 1),))
    sheet = load_workbook(io.BytesIO(as_xlsx(table, NOW))).worksheets[0]
    assert [(one.value, one.data_type) for one in sheet[2]] == [("001083012345", "s"), ("=1+1", "s")]


@pytest.mark.skipif(not HAS_PDFTOTEXT, reason="needs pdftotext")
def test_a_table_on_paper_has_every_name_of_the_list(tmp_path: Path) -> None:
    listed = import_list(EXAM.encode(), list_shape("exam"))
    table = attendance(listed, [visit("A001")], VI)
    report = report_of("exam-room", None)
    pdf = as_pdf(table, report, "Trường Ví Dụ", VI, NOW, session="Toán, sáng 27/6", demo=True)
    words = text_of(pdf, tmp_path)
    for name in ("Nguyễn Văn An", "Phạm Thị Minh Châu", "Hồ Thị Út", "TRÌNH DIỄN", "Toán, sáng 27/6", "Cán bộ coi thi"):
        assert name in words


def test_a_table_too_long_for_paper_and_a_report_that_is_not_there_are_refused() -> None:
    long = Table("Dài", ("TT",), tuple((number,) for number in range(3001)))
    with pytest.raises(SheetMissing):
        table_data(long, TablePaper("UBND"), VI, NOW)
    for service in REPORTS:
        with pytest.raises(SheetMissing):
            report_of(service, "haircuts")
