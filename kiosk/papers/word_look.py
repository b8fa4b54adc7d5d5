"""How a document of an office looks: page, type, tables, foot. What stands on it is `word_document.py`.

Type and size are those of offices' own documents (NĐ 30/2020/NĐ-CP, Phụ lục I: Times New Roman).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
SIZE_PT = 12
LANGUAGE = "vi-VN"
PAGE_MM = (210, 297)
MARGINS_MM = MappingProxyType({"left_margin": 30, "right_margin": 15, "top_margin": 20, "bottom_margin": 20})
TEXT_WIDTH_MM = 165
NUMBER = "TT"
_GREY = RGBColor(0x60, 0x60, 0x60)
_NUMBER_MM = 10


@dataclass(frozen=True, repr=False)
class Form:
    """What the layout is given (`kiosk.forms.paper_data`)."""

    title: str
    code: str
    version: str
    helps_only: str
    watermark: str
    fields: Mapping[str, Any]
    tables: Mapping[str, Any]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Form:
        return cls(
            **{name: data[name] for name in ("title", "code", "version", "helps_only", "watermark")},
            fields=data["fields"],
            tables=data["tables"],
        )


@dataclass
class Writer:
    """A document on its way, one part after the other."""

    form: Form
    page: WordDocument
    width: int = TEXT_WIDTH_MM
    letterhead: tuple[str, ...] = ()
    written: list[str] = field(default_factory=list)
    """Boxes that a part before has written already."""

    def line(self, *, align: WD_ALIGN_PARAGRAPH | None = None, before: float = 0) -> Paragraph:
        made = self.page.add_paragraph()
        if align is not None:
            made.alignment = align
        made.paragraph_format.space_before = Pt(before)
        return made


def prepare(page: WordDocument) -> None:
    normal = page.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE_PT)
    normal.paragraph_format.space_after = Pt(4)
    look = normal.element.get_or_add_rPr()
    look.get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    look.append(language)
    section = page.sections[0]
    section.page_width, section.page_height = Mm(PAGE_MM[0]), Mm(PAGE_MM[1])
    for name, millimetres in MARGINS_MM.items():
        setattr(section, name, Mm(millimetres))


def note(writer: Writer, text: str) -> None:
    """What the card itself says, small, below the box."""
    if not text:
        return
    made = writer.line()
    made.paragraph_format.left_indent = Mm(5)
    run = made.add_run(text)
    run.font.size, run.font.color.rgb = Pt(10), _GREY


def centred(paragraph: Paragraph, lines: Sequence[tuple[str, bool]]) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown = [one for one in lines if one[0]]
    for number, (text, bold) in enumerate(shown):
        run = paragraph.add_run(text)
        run.bold = bold
        if number + 1 < len(shown):
            run.add_break()


def side_by_side(writer: Writer, shares: Sequence[float]) -> tuple[_Cell, ...]:
    """Cells without borders in a row that stays together."""
    made = writer.page.add_table(rows=1, cols=len(shares))
    _keep_together(made.rows[0]._tr.get_or_add_trPr())
    for cell, share in zip(made.rows[0].cells, shares, strict=True):
        cell.width = Mm(writer.width * share)
    return tuple(made.rows[0].cells)


def table(writer: Writer, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    made = writer.page.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(made.rows[0].cells, heads, strict=True):
        centred(cell.paragraphs[0], ((head, True),))
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    share = (writer.width - _NUMBER_MM) / (len(heads) - 1)
    for row_made in made.rows:
        for place, cell in enumerate(row_made.cells):
            cell.width = Mm(share if place or heads[0] != NUMBER else _NUMBER_MM)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(SIZE_PT - 2)


def write_foot(writer: Writer) -> None:
    """The form's version, what this paper is, and the page; across the head, that a trial is no form."""
    section, form = writer.page.sections[0], writer.form
    foot = section.footer.paragraphs[0]
    run = foot.add_run(" · ".join(one for one in (form.version, form.helps_only) if one) + " · ")
    run.font.size = Pt(8)
    page = OxmlElement("w:fldSimple")
    page.set(qn("w:instr"), "PAGE")
    page.append(foot.add_run("1")._r)  # Shown until a program counts the pages.
    foot._p.append(page)
    if form.watermark:
        head = section.header.paragraphs[0]
        centred(head, ((form.watermark, True),))
        head.runs[0].font.color.rgb = _GREY


def write_properties(page: WordDocument, form: Form, written_at: datetime) -> None:
    """A title and a time; no author, because the program is none."""
    said = page.core_properties
    said.title, said.language = form.title, LANGUAGE
    said.author = said.last_modified_by = said.comments = ""
    said.created = said.modified = written_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _keep_together(properties: Any) -> None:  # noqa: ANN401 - an element of lxml
    properties.append(OxmlElement("w:cantSplit"))
