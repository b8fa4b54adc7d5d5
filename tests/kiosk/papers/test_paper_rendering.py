"""Layouts filled with anything: always a paper or one error, and never markup from data."""

from __future__ import annotations

import io
import re
import shutil
import struct
import subprocess
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from kiosk.papers import (
    ROLL_DOTS,
    TICKET_LAYOUT,
    DataUnfit,
    LayoutFailed,
    LayoutUnknown,
    PaperLibraryMissing,
    layouts,
    render,
    render_bitmap,
    rendering,
)
from kiosk.papers.glyphs import LENT, letters, printable

AT = datetime(2026, 11, 21, 1, 5, tzinfo=UTC)
TICKET = {
    "lang": "vi",
    "title": "Phiếu số thứ tự",
    "facility": "Phòng khám Ví Dụ",
    "your_number": "SỐ THỨ TỰ",
    "shown": "A012",
    "priority": "",
    "room_label": "Mời đến",
    "room": "Phòng khám Nội 1",
    "direction": "",
    "waiting": "",
    "issued": "Lấy số lúc 08:05",
    "note": "Trong ngày",
    "reprint": "",
}


needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")


def _read(pdf: bytes, *how: str) -> str:
    command = ["pdftotext", *how, "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=20).stdout.decode("utf-8")


def test_every_layout_in_the_folder_has_a_name_that_render_takes() -> None:
    assert TICKET_LAYOUT in layouts()
    assert "shared" not in layouts()


def test_a_paper_is_a_pdf_a_with_the_given_time_and_the_bundled_font() -> None:
    pdf = render(TICKET_LAYOUT, TICKET, written_at=AT)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"BeVietnamPro" in pdf
    assert b"D:20261121010500" in pdf


def test_the_same_data_at_the_same_time_give_the_same_bytes() -> None:
    assert render(TICKET_LAYOUT, TICKET, written_at=AT) == render(TICKET_LAYOUT, TICKET, written_at=AT)


def test_any_aware_time_will_do_and_one_without_a_zone_is_refused() -> None:
    in_vietnam = datetime(2026, 11, 21, 8, 5, 0, 987654, tzinfo=timezone(timedelta(hours=7)))
    assert render(TICKET_LAYOUT, TICKET, written_at=in_vietnam) == render(TICKET_LAYOUT, TICKET, written_at=AT)
    with pytest.raises(DataUnfit, match="written_at"):
        render(TICKET_LAYOUT, TICKET, written_at=AT.replace(tzinfo=None))


def test_without_pdf_a_the_paper_does_not_claim_to_be_one() -> None:
    assert b"pdfaid" not in render(TICKET_LAYOUT, TICKET, written_at=AT, pdf_a=False)


@pytest.mark.parametrize(
    ("marked", "obeyed"), [("*b*", "b"), ("= H", "H"), ("$x$", "x"), ("#lower[A]", "a"), ("\\#", "#")]
)
def test_markup_in_data_is_printed_and_not_obeyed(marked: str, obeyed: str) -> None:
    assert render_bitmap(TICKET_LAYOUT, {**TICKET, "note": marked}) != render_bitmap(
        TICKET_LAYOUT, {**TICKET, "note": obeyed}
    )


@pytest.mark.parametrize(
    "name", ["漢字", "😀", "ﬁ", "\x00\x07", "a\u202eb", "\ue000", "Đỗ Thị ́̃", "1. một", "= H", "- x", "Ƀ̂ŏ̀"]
)
def test_a_letter_the_font_lacks_does_not_cost_the_paper(name: str) -> None:
    assert render(TICKET_LAYOUT, {**TICKET, "room": name}, written_at=AT).startswith(b"%PDF")


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=200))
def test_whatever_text_stands_in_the_data_a_paper_comes_out(room: str, note: str) -> None:
    assert render(TICKET_LAYOUT, {**TICKET, "room": room, "note": note}, written_at=AT).startswith(b"%PDF")


def test_every_vietnamese_letter_has_a_glyph() -> None:
    vowels = "aăâeêioôơuưy"
    marks = ["", "̀", "́", "̉", "̃", "̣"]
    text = "".join(vowel + mark for vowel in vowels for mark in marks) + "đ"
    composed = printable(text + text.upper())
    assert "?" not in composed
    assert "̣" not in composed


def test_letters_without_a_glyph_become_their_plain_form_or_a_sign() -> None:
    assert printable("ﬁ") == "fi"
    assert printable("漢") == "?"
    assert printable("a\tb\r\nc\x00\u200e") == "a b\nc"
    assert ord("漢") not in letters()


@needs_pdftotext
def test_letters_of_highland_names_are_drawn_and_read_back_as_themselves() -> None:
    assert printable("Y Ƀlô Êƀan, H'Mŏ") == "Y Ƀlô Êƀan, H'Mŏ"
    lent = "".join(map(chr, sorted(LENT)))
    paper = render(TICKET_LAYOUT, {**TICKET, "room": f"[{lent}]"}, written_at=AT)
    assert f"[{lent}]" in "".join(_read(paper).split())


@needs_pdftotext
@pytest.mark.parametrize("run", ["W" * 500, "nguyenthithuyduong.phongtochuchanhchinh@ubnd.xaeahleo.example"])
def test_a_long_run_without_a_blank_bends_at_the_edge_of_the_paper_and_loses_nothing(run: str) -> None:
    paper = render(TICKET_LAYOUT, {**TICKET, "room": run}, written_at=AT)
    assert run in "".join(_read(paper).split())
    boxes = _read(paper, "-bbox")
    page = re.search(r'<page width="([\d.]+)"', boxes)
    assert page is not None
    assert max(map(float, re.findall(r'xMax="([\d.]+)"', boxes))) <= float(page.group(1))


def test_letters_are_those_of_the_fonts_own_tables() -> None:
    face = (rendering.FONTS / "BeVietnamPro-Regular.ttf").read_bytes()
    assert struct.unpack_from(">I", face)[0] == 0x00010000
    assert {ord("A"), ord("ộ"), ord("Ị"), ord("–"), 0x20AB} <= letters()


def test_a_bitmap_is_black_and_white_and_as_wide_as_the_printer() -> None:
    for width in (576, 512, 384):
        picture = render_bitmap(TICKET_LAYOUT, TICKET, width_dots=width)
        assert _size(picture)[0] == width
        with Image.open(io.BytesIO(picture)) as opened:
            assert opened.mode == "1"
            histogram = opened.histogram()
            assert 0.01 < histogram[0] / (histogram[0] + histogram[255]) < 0.3


@pytest.mark.parametrize("shown", ["A001", "UA012", "UA1012", "CTM1204", "WWW99999"])
def test_a_number_of_any_length_fits_across_the_paper(shown: str) -> None:
    with Image.open(io.BytesIO(render_bitmap(TICKET_LAYOUT, {**TICKET, "shown": shown}))) as opened:
        black = ImageChops.invert(opened.convert("L")).getbbox()
    assert black is not None
    assert black[0] >= 6 and black[2] <= ROLL_DOTS - 6


def test_a_layout_nobody_wrote_is_unknown_whatever_its_name_tries() -> None:
    for name in ("no-such", "../shared", "shared", "ticket-80mm.typ", ""):
        with pytest.raises(LayoutUnknown):
            render(name, TICKET, written_at=AT)


def test_a_missing_key_is_told_with_its_line_and_without_values() -> None:
    without = {key: value for key, value in TICKET.items() if key != "shown"}
    with pytest.raises(LayoutFailed) as caught:
        render(TICKET_LAYOUT, without, written_at=AT)
    assert re.search(r"ticket-80mm\.typ:\d+$", str(caught.value))
    assert "Phòng khám" not in str(caught.value)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__


def test_what_is_missing_and_has_a_place_is_printed_as_unknown() -> None:
    assert render_bitmap(TICKET_LAYOUT, {**TICKET, "room": None}) == render_bitmap(
        TICKET_LAYOUT, {**TICKET, "room": "chưa rõ"}
    )


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (date(2026, 11, 21), "room"),
        (float("nan"), "room"),
        ({"a": {1: "x"}}, "room.a"),
        ([[[[[[[[[[[[[["deep"]]]]]]]]]]]]]], "room[0]"),
        (["x" * 9_000_000], "room[0]"),
        ([b"x" * 3_000_000] * 2, "data"),
    ],
)
def test_data_that_are_no_plain_tree_are_refused_with_their_place(value: object, where: str) -> None:
    with pytest.raises(DataUnfit) as caught:
        render(TICKET_LAYOUT, {**TICKET, "room": value}, written_at=AT)
    assert str(caught.value).startswith(where)


def test_without_typst_the_error_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(rendering.importlib, "import_module", absent)
    with pytest.raises(PaperLibraryMissing) as caught:
        render(TICKET_LAYOUT, TICKET, written_at=AT)
    assert caught.value.remedy == "scripts/run"


def _size(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png)) as opened:
        return opened.size
