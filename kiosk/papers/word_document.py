"""A form's parts as paragraphs and tables of python-docx. Imported only by `docx.py`.

Type and size are those of offices' own documents (NĐ 30/2020/NĐ-CP, Phụ lục I: Times New Roman). An empty box is a line
of dots up to the margin, made by a tab, so that typing into it pushes no line further.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
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
CHOSEN, OPEN = "☒", "☐"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_GREY = RGBColor(0x60, 0x60, 0x60)
_NUMBER_MM = 10
_DOTS_FOR_DATES = "......"

Part = Mapping[str, Any]


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
class _Writer:
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


def document(form: Form, parts: Sequence[Part], written_at: datetime) -> WordDocument:
    page = Document()
    writer = _Writer(form, page)
    _prepare(page)
    for part in parts:
        _PARTS[part["kind"]](writer, part)
    _foot(writer)
    _properties(page, form, written_at)
    return page


def _prepare(page: WordDocument) -> None:
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


def _sheet(writer: _Writer, part: Part) -> None:
    if not part["flipped"]:
        return
    section = writer.page.sections[0]
    section.orientation = WD_ORIENTATION.LANDSCAPE
    section.page_width, section.page_height = Mm(PAGE_MM[1]), Mm(PAGE_MM[0])
    writer.width += PAGE_MM[1] - PAGE_MM[0]


def _mark(writer: _Writer, part: Part) -> None:
    writer.line(align=WD_ALIGN_PARAGRAPH.RIGHT).add_run(f"Mẫu {writer.form.code}").font.size = Pt(10)


def _letterhead(writer: _Writer, part: Part) -> None:
    """The office stands beside the state, which comes next."""
    writer.letterhead = tuple(writer.form.fields[name]["value"] for name in part["names"])


def _heading(writer: _Writer, part: Part) -> None:
    if not writer.letterhead:
        _centred(writer.line(), ((STATE, True), (MOTTO, True)))
        return
    left, right = _side_by_side(writer, (0.4, 0.6))
    above, office, unit = writer.letterhead
    _centred(left.paragraphs[0], ((above, False), (office, True), (unit, False)))
    _centred(right.paragraphs[0], ((STATE, True), (MOTTO, True)))


def _title(writer: _Writer, part: Part) -> None:
    made = writer.line(align=WD_ALIGN_PARAGRAPH.CENTER, before=10)
    run = made.add_run(writer.form.title.upper())
    run.bold, run.font.size = True, Pt(SIZE_PT + 2)
    if part["note"]:
        writer.line(align=WD_ALIGN_PARAGRAPH.CENTER).add_run(part["note"])


def _section(writer: _Writer, part: Part) -> None:
    writer.line(before=6).add_run(part["text"]).bold = True


def _said(writer: _Writer, part: Part) -> None:
    writer.line(before=4).add_run(part["text"])


def _box(writer: _Writer, part: Part) -> None:
    name = part["name"]
    if name in writer.written:
        writer.written.remove(name)
        return
    _boxes(writer, (name,), label=part["label"])


def _beside(writer: _Writer, part: Part) -> None:
    _boxes(writer, part["names"])
    writer.written.extend(part["names"])


def _to(writer: _Writer, part: Part) -> None:
    _boxes(writer, (part["name"],), before=6)


def _boxes(writer: _Writer, names: Sequence[str], *, label: str = "", before: float = 0) -> None:
    """Boxes on one line, each with its share of it, dots up to the end of the share."""
    made = writer.line(before=before)
    stops = made.paragraph_format.tab_stops
    for place, name in enumerate(names, start=1):
        box = writer.form.fields[name]
        made.add_run(_label(box, label))
        tick = len(box["choices"]) == 1
        made.add_run((CHOSEN if box["code"] else OPEN) if tick else box["value"]).bold = True
        made.add_run(" \t" if place == len(names) else " \t ")
        stops.add_tab_stop(Mm(writer.width * place / len(names)), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    for name in names:
        _note(writer, writer.form.fields[name]["beside"])


def _choices(writer: _Writer, part: Part) -> None:
    box = writer.form.fields[part["name"]]
    offered = "   ".join(f"{CHOSEN if one == box['value'] else OPEN} {one}" for one in part["offered"])
    writer.line().add_run(_label(box, "") + offered)
    writer.written.append(part["name"])


def _tick(writer: _Writer, part: Part) -> None:
    box = writer.form.fields[part["name"]]
    made = writer.line()
    made.paragraph_format.left_indent = Mm(5)
    made.add_run(f"{CHOSEN if box['code'] else OPEN} {box['label']}")


def _words(writer: _Writer, part: Part) -> None:
    made = writer.line()
    made.paragraph_format.left_indent = Mm(5)
    made.add_run("Ghi bằng chữ: ")
    made.add_run(writer.form.fields[part["name"]]["words"]).bold = True


def _rows(writer: _Writer, part: Part) -> None:
    shown = writer.form.tables[part["name"]]
    columns = tuple(shown["columns"])
    writer.line(before=4).add_run(_label(shown, ""))
    filled = [[str(number), *(row[one]["value"] for one in columns)] for number, row in enumerate(shown["rows"], 1)]
    empty = [[""] * (len(columns) + 1)] * part["empty"]
    _table(writer, (NUMBER, *shown["columns"].values()), [*filled, *empty])


def _pairs(writer: _Writer, part: Part) -> None:
    fields = writer.form.fields
    rows = [[fields[one]["label"], fields[one]["value"], fields[other]["value"]] for one, other in part["rows"]]
    _table(writer, ("Thông tin", *part["heads"]), rows)
    for pair in part["rows"]:
        for name in pair:
            _note(writer, fields[name]["beside"])


def _place_and_date(writer: _Writer, part: Part) -> None:
    fields = writer.form.fields
    place = fields[part["place"]]["value"] or _DOTS_FOR_DATES
    made = writer.line(align=WD_ALIGN_PARAGRAPH.RIGHT, before=8)
    made.paragraph_format.keep_with_next = True
    made.add_run(f"{place}, {_long_date(fields[part['day']]['value'])}").italic = True


def _signatures(writer: _Writer, part: Part) -> None:
    places = part["places"]
    cells = _side_by_side(writer, (1 / len(places),) * len(places))
    for cell, (title, note, name) in zip(cells, places, strict=True):
        _centred(cell.paragraphs[0], ((title, True), (note, False)))
        _centred(cell.add_paragraph("\n\n\n"), ((name, True),))
    writer.line()


_PARTS: Mapping[str, Callable[[_Writer, Part], None]] = MappingProxyType(
    {
        "sheet": _sheet,
        "mark": _mark,
        "letterhead": _letterhead,
        "heading": _heading,
        "title": _title,
        "part": _section,
        "said": _said,
        "box": _box,
        "beside": _beside,
        "to": _to,
        "choices": _choices,
        "tick": _tick,
        "words": _words,
        "rows": _rows,
        "pairs": _pairs,
        "place-and-date": _place_and_date,
        "signatures": _signatures,
    }
)


def _long_date(value: str) -> str:
    """`ngày 21 tháng 11 năm 2026`; what is no whole date stands as it was typed."""
    parts = value.split("/") if value else [_DOTS_FOR_DATES] * 3
    return "ngày {} tháng {} năm {}".format(*parts) if len(parts) == 3 else value


def _label(box: Mapping[str, Any], label: str) -> str:
    number = f"{box['item']}. " if box["item"] else ""
    return f"{number}{label or box['label']}: "


def _note(writer: _Writer, text: str) -> None:
    """What the card itself says, small, below the box."""
    if not text:
        return
    made = writer.line()
    made.paragraph_format.left_indent = Mm(5)
    run = made.add_run(text)
    run.font.size, run.font.color.rgb = Pt(10), _GREY


def _centred(paragraph: Paragraph, lines: Sequence[tuple[str, bool]]) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown = [one for one in lines if one[0]]
    for number, (text, bold) in enumerate(shown):
        run = paragraph.add_run(text)
        run.bold = bold
        if number + 1 < len(shown):
            run.add_break()


def _side_by_side(writer: _Writer, shares: Sequence[float]) -> tuple[_Cell, ...]:
    """Cells without borders in a row that stays together."""
    made = writer.page.add_table(rows=1, cols=len(shares))
    _keep_together(made.rows[0]._tr.get_or_add_trPr())
    for cell, share in zip(made.rows[0].cells, shares, strict=True):
        cell.width = Mm(writer.width * share)
    return tuple(made.rows[0].cells)


def _table(writer: _Writer, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    made = writer.page.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(made.rows[0].cells, heads, strict=True):
        _centred(cell.paragraphs[0], ((head, True),))
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


def _keep_together(properties: Any) -> None:  # noqa: ANN401 - an element of lxml
    properties.append(OxmlElement("w:cantSplit"))


def _foot(writer: _Writer) -> None:
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
        _centred(head, ((form.watermark, True),))
        head.runs[0].font.color.rgb = _GREY


def _properties(page: WordDocument, form: Form, written_at: datetime) -> None:
    """A title and a time; no author, because the program is none."""
    said = page.core_properties
    said.title, said.language = form.title, LANGUAGE
    said.author = said.last_modified_by = said.comments = ""
    said.created = said.modified = written_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
