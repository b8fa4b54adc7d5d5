"""Forms as documents that an office edits."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

import config
from kiosk.bootstrap.paper_forms import paper_facts, paper_form, paper_words
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Fact, FactName, FactValue, Identity, Sex, Source
from kiosk.domain.roles import Role
from kiosk.forms import FilledPaper, OfficeFacts, fill_paper, paper_data, with_answers
from kiosk.papers import DataUnfit, LayoutUnknown, PaperLibraryMissing, render_docx

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
OFFICE = OfficeFacts(AT.date(), "Ủy ban nhân dân phường Ví Dụ", "Hà Nội")


def person(**facts: FactValue) -> Identity:
    return Identity(
        {FactName(name): Fact(value, Source.DG13, Assurance.GENUINE_CHIP) for name, value in facts.items()},
        document_kind="can_cuoc_2024",
    )


SHORT = person(
    full_name="Đỗ Thị Uyên",
    personal_number="001185012346",
    date_of_birth=PartialDate(1985, 7, 1),
    sex=Sex.FEMALE,
    ethnicity="Tày",
    residence="Thôn Một, Xã Mẫu, Ninh Bình",
    date_of_issue=PartialDate(2024, 8, 10),
)
LONGEST = person(
    full_name="Công Tằng Tôn Nữ Hoàng Nguyễn Phương Thị Quỳnh Nguyệt Hường Diễm Uyển Thường",
    personal_number="046190012348",
    date_of_birth=PartialDate(1990, 12, 31),
    sex=Sex.FEMALE,
    residence="Số 1268/39/7 Đường Nguyễn Thị Thập Nhị, Khu phố Phương Nguyễn Trường, Phường Ngũ Hành Thượng Đẳng, "
    "Quận Quảng Trường Nguyễn, Thành phố Thử Nghiệm",
    date_of_issue=PartialDate(2025, 2, 28),
)
LEAST = person(full_name="Ỷ", personal_number="001050012349", date_of_birth=PartialDate(1950))


def filled(form_id: str, who: Identity) -> FilledPaper:
    form = paper_form(form_id)
    cast = {role: (who,) * (2 if role is Role.MEMBERS and who is not LEAST else 1) for role in form.roles}
    typed = {one.name: 1 for one in form.tables if one.role is None}
    return fill_paper(form, cast, OFFICE, paper_facts(), rows=typed)


def made(paper: FilledPaper, *, trial: bool = False) -> bytes:
    return render_docx(paper.paper.layout, paper_data(paper, paper_words(trial=trial)), written_at=AT)


def opened(paper: FilledPaper, *, trial: bool = False) -> WordDocument:
    return Document(io.BytesIO(made(paper, trial=trial)))


def text_of(document: WordDocument) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def written_values(data: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    fields, tables = data["fields"], data["tables"]
    assert isinstance(fields, dict)
    assert isinstance(tables, dict)
    for name, box in fields.items():
        yield name, "" if len(box["choices"]) == 1 else box["value"]
    for name, table in tables.items():
        for row in table["rows"]:
            yield from ((f"{name}.{column}", box["value"]) for column, box in row.items())


@pytest.mark.parametrize("who", [SHORT, LONGEST], ids=["short", "longest"])
@pytest.mark.parametrize("form_id", config.paper_forms())
def test_a_document_says_what_the_boxes_of_its_form_say(form_id: str, who: Identity) -> None:
    paper = filled(form_id, who)
    text = text_of(opened(paper))
    data = paper_data(paper, paper_words(trial=False))
    day = "ngày 21 tháng 11 năm 2026"
    missing = [
        name
        for name, value in written_values(data)
        if value not in text and not (value == "21/11/2026" and day in text)
    ]
    assert missing == []
    assert paper.paper.title["vi"].upper() in text


@pytest.mark.parametrize("form_id", ["ct01", "ket-hon", "mai-tang-04", "mot-cua-01", "tk1-ts"])
def test_a_card_that_says_little_leaves_dots_up_to_the_margin(form_id: str) -> None:
    document = opened(filled(form_id, LEAST))
    assert "Ỷ" in text_of(document)
    ends = [
        one.text.endswith("\t") for one in document.paragraphs if ": " in one.text and one.paragraph_format.tab_stops
    ]
    assert ends
    assert all(ends)


def test_what_a_person_types_reaches_the_document() -> None:
    paper = with_answers(filled("tam-vang", SHORT), {"ly_do": "Đi làm ăn xa, thăm con ở tỉnh khác"})
    assert "Đi làm ăn xa, thăm con ở tỉnh khác" in text_of(opened(paper))


def test_a_ticked_box_is_crossed_and_the_others_are_open() -> None:
    paper = with_answers(filled("gplx-doi", SHORT), {"doi": "Có"})
    text = text_of(opened(paper))
    assert "☒ Đổi giấy phép lái xe" in text
    assert "☐ Cấp lại giấy phép lái xe" in text


def test_a_table_has_a_row_for_everybody_and_its_head_is_repeated_on_every_page() -> None:
    table = next(one for one in opened(filled("ct01", SHORT)).tables if one.rows[0].cells[0].text == "TT")
    assert [row.cells[1].text for row in table.rows[1:3]] == ["ĐỖ THỊ UYÊN"] * 2
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_the_register_lies_on_its_side() -> None:
    section = opened(filled("mot-cua-07", SHORT)).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height


def test_the_foot_names_the_version_and_a_trial_says_so_at_the_head() -> None:
    section = opened(filled("ct01", SHORT), trial=True).sections[0]
    assert "116/2026/TT-BCA" in section.footer.paragraphs[0].text
    assert "BẢN THỬ" in section.header.paragraphs[0].text
    assert opened(filled("ct01", SHORT)).sections[0].header.paragraphs[0].text == ""


def test_a_document_names_no_author_and_the_time_it_was_written() -> None:
    said = opened(filled("ct01", SHORT)).core_properties
    assert (said.author, said.last_modified_by, said.comments) == ("", "", "")
    assert said.created == AT


def test_letters_are_composed_and_characters_that_no_document_holds_vanish() -> None:
    paper = filled("tam-vang", SHORT)
    data = paper_data(paper, paper_words(trial=False))
    fields = data["fields"]
    assert isinstance(fields, dict)
    fields["noi_den"]["value"] = "Phu\u031bo\u031b\u0300ng\u0000\u0007\u200b Ví Dụ 𠀋"
    document = Document(io.BytesIO(render_docx("forms/tam-vang", data, written_at=AT)))
    assert "11. Nơi đến: Phường Ví Dụ 𠀋" in text_of(document)


def test_a_day_that_is_no_date_stands_as_it_was_typed() -> None:
    paper = with_answers(filled("tam-vang", SHORT), {"ngay_lap": "tháng sau"})
    assert "Hà Nội, tháng sau" in text_of(opened(paper))


def test_what_looks_like_markup_is_a_text() -> None:
    paper = with_answers(filled("tam-vang", SHORT), {"noi_den": '<w:p/>&amp;#import "x" {{ten}}'})
    assert '<w:p/>&amp;#import "x" {{ten}}' in text_of(opened(paper))
    with zipfile.ZipFile(io.BytesIO(made(paper))) as package:
        assert "&lt;w:p/&gt;" in package.read("word/document.xml").decode("utf-8")


def test_a_layout_that_is_no_form_is_no_document() -> None:
    ticket = {"title": "Số", "lang": "vi"}
    with pytest.raises(LayoutUnknown):
        render_docx("forms/none", ticket, written_at=AT)


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(DataUnfit):
        render_docx("forms/ct01", {}, written_at=datetime(2026, 11, 21))


def test_data_that_are_no_form_are_refused_by_name() -> None:
    data = paper_data(filled("tam-vang", SHORT), paper_words(trial=False))
    del data["tables"]
    with pytest.raises(DataUnfit, match="tables"):
        render_docx("forms/tam-vang", data, written_at=AT)


def test_without_the_library_the_error_names_it_and_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kiosk.papers.word_document", None)
    with pytest.raises(PaperLibraryMissing, match=r"python-docx.*scripts/run"):
        made(filled("ct01", SHORT))


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made(filled("ct01", SHORT))
    assert list(tmp_path.iterdir()) == []
