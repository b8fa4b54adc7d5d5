"""The correction slip: both sides in full, every number masked. All people are invented."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from kiosk.bootstrap.languages import language
from kiosk.domain.dates import PartialDate
from kiosk.domain.differences import Difference
from kiosk.domain.identity import Assurance, Fact, FactName, FactValue, Sex, Source
from kiosk.papers import (
    ROLL_DOTS,
    SLIP_LAYOUT,
    CorrectionSlip,
    correction_slip_data,
    correction_slip_lines,
    render,
    render_bitmap,
)
from kiosk.papers.correction_slip import masked

AT = datetime(2026, 11, 21, 1, 5, tzinfo=UTC)
LANGUAGES = (language("vi"), language("en"))


def said(value: FactValue, source: Source) -> Fact:
    return Fact(value, source, Assurance.CLAIMED)


ROWS = (
    Difference(
        FactName.DATE_OF_BIRTH,
        said(PartialDate(1950), Source.QR),
        said(PartialDate(1950, 6, 1), Source.DG13),
        said(PartialDate(1951, 6), Source.PORTAL),
        weighty=True,
    ),
    Difference(FactName.SEX, said(Sex.FEMALE, Source.QR), None, said(Sex.MALE, Source.PORTAL), weighty=True),
    Difference(
        FactName.INSURANCE_NUMBER,
        said("GD4010112345678", Source.QR),
        None,
        said("GD4010112345679", Source.PORTAL),
        weighty=True,
    ),
    Difference(
        FactName.FULL_NAME, said("Đỗ Thị Uyên", Source.QR), None, said("Đỗ Thị Uyển", Source.PORTAL), weighty=False
    ),
)
SLIP = CorrectionSlip("Phòng khám Ví Dụ", "01999", "Đỗ Thị Uyên", "001199012345", ROWS, at=AT)


def test_each_row_says_what_each_place_says_and_an_empty_place_is_told_as_such() -> None:
    rows = correction_slip_data(SLIP, LANGUAGES)["rows"]
    assert isinstance(rows, list)
    assert [row["values"] for row in rows] == [
        ["1950", "01/06/1950", "06/1951"],
        ["Nữ", "", "Nam"],
        ["••••••••••••678", "", "••••••••••••679"],
        ["Đỗ Thị Uyên", "", "Đỗ Thị Uyển"],
    ]
    assert [row["weighty"] for row in rows] == [True, True, True, False]


def test_the_vietnamese_text_stands_first_and_the_english_below_it() -> None:
    assert correction_slip_data(SLIP, LANGUAGES)["heading"] == [
        "Phiếu đề nghị đính chính thông tin",
        "Request for correction of personal details",
    ]


@pytest.mark.parametrize(
    ("number", "shown"), [("001199012345", "•••••••••345"), ("123456", "••••••"), ("1234567", "••••567"), ("", "")]
)
def test_a_number_keeps_its_last_three_characters_and_a_short_one_keeps_none(number: str, shown: str) -> None:
    assert masked(number) == shown


def test_no_whole_number_reaches_paper_in_any_form() -> None:
    everything = repr(correction_slip_data(SLIP, LANGUAGES)) + repr(correction_slip_lines(SLIP, LANGUAGES[0]))
    assert not [one for one in ("001199012345", "GD4010112345678", "GD4010112345679") if one in everything]
    assert "Uyên" not in repr(SLIP)


def test_the_slip_is_a_pdf_a_for_offices_and_a_strip_for_a_ticket_printer() -> None:
    data = correction_slip_data(SLIP, LANGUAGES)
    pdf = render(SLIP_LAYOUT, data, written_at=AT)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    with Image.open(io.BytesIO(render_bitmap(SLIP_LAYOUT, data))) as strip:
        assert strip.width == ROLL_DOTS
        assert strip.height > strip.width


def test_a_slip_in_one_language_with_nothing_known_of_the_person_is_printed_too() -> None:
    bare = CorrectionSlip("Phòng khám Ví Dụ", "01999", None, None, ROWS[:1], at=AT)
    assert render(SLIP_LAYOUT, correction_slip_data(bare, LANGUAGES[:1]), written_at=AT).startswith(b"%PDF")


def test_plain_lines_say_the_same_without_the_layout() -> None:
    lines = correction_slip_lines(SLIP, LANGUAGES[0])
    assert "  Cổng BHYT: 06/1951" in lines
    assert "  Cổng BHYT: ••••••••••••679" in lines
