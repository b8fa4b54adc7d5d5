"""The slip a person takes home: what stands on it, what never does."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from offices import calendar, catalogue, procedure, special, working_days

from kiosk.bootstrap.languages import language
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.papers import render, render_bitmap
from kiosk.papers.errors import DataUnfit
from kiosk.papers.qr import qr_picture
from kiosk.procedures import (
    RECEIPT_LAYOUT,
    RECEIPT_ROLL_LAYOUT,
    Channel,
    DayKind,
    OfficialCode,
    Receipt,
    ReceiptOffice,
    SlipNumber,
    Way,
    due_dates,
    receipt_data,
)

RECEIVED = datetime(2026, 11, 20, 16, 0, tzinfo=VIETNAM_TIME)
PROCEDURE = procedure("1.000001", "Đăng ký tạm trú", portal_id="abc")
CODES = {"dossier": qr_picture("PHIEU"), "link": qr_picture("https://portal.example")}
NAME, NUMBER = "Nguyễn Thị Ứng Đặng", "001199000123"


def receipt(**changes: object) -> Receipt:
    office_days = calendar(special(date(2026, 11, 24), DayKind.DOUBTFUL, "Ngày Văn hóa"))
    dues = due_dates(PROCEDURE, RECEIVED, office_days)
    whole = Receipt(
        slip=SlipNumber(RECEIVED.date(), "Q1", 7),
        procedure=PROCEDURE,
        received=RECEIVED,
        dues=tuple(one for one in dues if one.channel is Channel.DIRECT),
        channel=Channel.DIRECT,
        table_ends=office_days.covers_to,
        office=ReceiptOffice("Bộ phận một cửa Ví Dụ", "024 0000 0000", "Quầy 3"),
        link=catalogue(PROCEDURE).links.link(PROCEDURE),
        person=NAME,
        number=NUMBER,
    )
    return replace(whole, **changes)  # type: ignore[arg-type] # a test names the fields it changes


def data(one: Receipt, code: str = "vi") -> dict[str, object]:
    return receipt_data(one, language(code), CODES)


def values(one: Receipt) -> list[str]:
    rows = data(one)["rows"]
    assert isinstance(rows, list)
    return [value for _, value in rows]


def test_a_receipt_says_the_due_time_and_what_a_doubtful_day_would_change() -> None:
    written = data(receipt())
    assert written["dues"] == [["3 ngày làm việc", "16:00 thứ Tư, 25/11/2026"]]
    assert written["notes"] == ["Nếu 24/11/2026 Ngày Văn hóa là ngày nghỉ thì hạn là 16:00 thứ Năm, 26/11/2026."]


def test_a_number_shows_three_digits_and_nothing_personal_is_in_the_repr() -> None:
    one = receipt()
    assert "…123" in values(one)
    assert NUMBER not in str(data(one))
    assert NAME not in repr(one)
    assert NUMBER not in repr(one)


def test_without_a_name_no_empty_row_is_printed() -> None:
    labels = [label for label, _ in data(receipt(person="", number=""))["rows"]]  # type: ignore[attr-defined]
    assert "Người nộp" not in labels
    assert "Số giấy tờ" not in labels


def test_an_official_code_is_printed_beside_ours_and_read_by_the_offices_scanner() -> None:
    official = OfficialCode("H15.50", date(2026, 11, 20), "0975")
    with_code = receipt(official=official)
    assert with_code.dossier == "H15.50-261120-0975"
    assert "PHIEU/20261120/Q1/007" in values(with_code)
    assert receipt().dossier == "PHIEU/20261120/Q1/007"
    assert "do phần mềm một cửa cấp" in values(receipt())


def test_papers_are_ticked_only_when_somebody_says_they_were_given() -> None:
    written = data(receipt(given=frozenset({"to-khai"}), missing=frozenset({"uy-quyen"})))
    assert written["papers"] == [
        {"text": "Tờ khai", "given": True},
        {"text": "Văn bản ủy quyền – khi làm thay", "given": False},
    ]
    assert written["missing"] == ["Văn bản ủy quyền"]
    assert written["not_needed"] == ["Sổ hộ khẩu [cần đối chiếu]"]


def test_a_procedure_whose_papers_nobody_read_sends_to_the_officer_instead_of_saying_none() -> None:
    written = data(receipt(procedure=replace(PROCEDURE, needs=None)))
    assert written["papers"] == []
    assert "xin hỏi cán bộ" in str(written["papers_unknown"])


def test_what_a_site_does_not_say_is_unknown_on_paper() -> None:
    assert data(receipt(office=ReceiptOffice("Ví Dụ")))["back"] == [
        "Mang phiếu này và thẻ căn cước.",
        "Điện thoại hỏi: chưa rõ.",
    ]


@pytest.mark.parametrize("code", ["vi", "en"])
def test_a_receipt_becomes_a_pdf_a_and_a_roll(code: str) -> None:
    written = data(receipt(), code)
    pdf = render(RECEIPT_LAYOUT, written, written_at=RECEIVED)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert render_bitmap(RECEIPT_ROLL_LAYOUT, written).startswith(b"\x89PNG")


def test_the_longest_receipt_and_the_barest_are_set_without_failing() -> None:
    long = "Nguyễn Phước Bảo Quỳnh Công Tằng Tôn Nữ " * 5
    ways = (Way(Channel.DIRECT, tuple(working_days(count) for count in range(1, 8))),)
    many = replace(PROCEDURE, ways=ways, label={"vi": long}, traps=PROCEDURE.traps * 12)
    full = receipt(procedure=many, person=long, dues=due_dates(many, RECEIVED, calendar()))
    bare = receipt(dues=(), person="", number="", procedure=replace(PROCEDURE, needs=None, not_needed=(), traps=()))
    for one in (full, bare):
        assert render(RECEIPT_LAYOUT, data(one), written_at=RECEIVED).startswith(b"%PDF")
        assert render_bitmap(RECEIPT_ROLL_LAYOUT, data(one)).startswith(b"\x89PNG")


def test_a_code_is_drawn_as_svg_and_a_text_too_long_for_a_small_slip_is_refused() -> None:
    assert ElementTree.fromstring(qr_picture("PHIEU/20261120/Q1/007")).tag.endswith("svg")
    for text in ("", "x" * 301):
        with pytest.raises(DataUnfit):
            qr_picture(text)


@pytest.mark.parametrize("code", ["vi", "en"])
def test_another_program_reads_every_letter_of_a_receipt(code: str) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed (scripts/test-packages.txt)")
    written = data(receipt(person="Đỗ Thị Ửng Quỳnh"), code)
    pdf = render(RECEIPT_LAYOUT, written, written_at=RECEIVED)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    read = subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=20).stdout.decode("utf-8")
    letters = "".join(unicodedata.normalize("NFC", read).split())
    lines = [value for row in written["rows"] for value in row]  # type: ignore[attr-defined]
    lines += [value for row in written["dues"] for value in row]  # type: ignore[attr-defined]
    lines += [one["text"] for one in written["papers"]]  # type: ignore[attr-defined]
    for key in ("notes", "not_needed", "traps", "back"):
        lines += written[key]  # type: ignore[operator]
    assert [line for line in lines if "".join(line.split()) not in letters] == []
