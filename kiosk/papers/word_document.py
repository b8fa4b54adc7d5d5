"""A form's parts as paragraphs and tables of python-docx. Imported only by `docx.py`.

An empty box is a line of dots up to the margin, made by a tab, so that typing into it pushes no line further.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt

from kiosk.papers.word_look import (
    NUMBER,
    PAGE_MM,
    SIZE_PT,
    Form,
    Writer,
    centred,
    note,
    prepare,
    side_by_side,
    table,
    write_foot,
    write_properties,
)

__all__ = ["Form", "document"]

CHOSEN, OPEN = "☒", "☐"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_DOTS_FOR_DATES = "......"

Part = Mapping[str, Any]


def document(form: Form, parts: Sequence[Part], written_at: datetime) -> WordDocument:
    page = Document()
    writer = Writer(form, page)
    prepare(page)
    for part in parts:
        _PARTS[part["kind"]](writer, part)
    write_foot(writer)
    write_properties(page, form, written_at)
    return page


def _sheet(writer: Writer, part: Part) -> None:
    if not part["flipped"]:
        return
    section = writer.page.sections[0]
    section.orientation = WD_ORIENTATION.LANDSCAPE
    section.page_width, section.page_height = Mm(PAGE_MM[1]), Mm(PAGE_MM[0])
    writer.width += PAGE_MM[1] - PAGE_MM[0]


def _mark(writer: Writer, part: Part) -> None:
    writer.line(align=WD_ALIGN_PARAGRAPH.RIGHT).add_run(f"Mẫu {writer.form.code}").font.size = Pt(10)


def _letterhead(writer: Writer, part: Part) -> None:
    """The office stands beside the state, which comes next."""
    writer.letterhead = tuple(writer.form.fields[name]["value"] for name in part["names"])


def _heading(writer: Writer, part: Part) -> None:
    if not writer.letterhead:
        centred(writer.line(), ((STATE, True), (MOTTO, True)))
        return
    left, right = side_by_side(writer, (0.4, 0.6))
    above, office, unit = writer.letterhead
    centred(left.paragraphs[0], ((above, False), (office, True), (unit, False)))
    centred(right.paragraphs[0], ((STATE, True), (MOTTO, True)))


def _title(writer: Writer, part: Part) -> None:
    made = writer.line(align=WD_ALIGN_PARAGRAPH.CENTER, before=10)
    run = made.add_run(writer.form.title.upper())
    run.bold, run.font.size = True, Pt(SIZE_PT + 2)
    if part["note"]:
        writer.line(align=WD_ALIGN_PARAGRAPH.CENTER).add_run(part["note"])


def _section(writer: Writer, part: Part) -> None:
    writer.line(before=6).add_run(part["text"]).bold = True


def _said(writer: Writer, part: Part) -> None:
    writer.line(before=4).add_run(part["text"])


def _box(writer: Writer, part: Part) -> None:
    name = part["name"]
    if name in writer.written:
        writer.written.remove(name)
        return
    _boxes(writer, (name,), label=part["label"])


def _beside(writer: Writer, part: Part) -> None:
    _boxes(writer, part["names"])
    writer.written.extend(part["names"])


def _to(writer: Writer, part: Part) -> None:
    _boxes(writer, (part["name"],), before=6)


def _boxes(writer: Writer, names: Sequence[str], *, label: str = "", before: float = 0) -> None:
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
        note(writer, writer.form.fields[name]["beside"])


def _choices(writer: Writer, part: Part) -> None:
    box = writer.form.fields[part["name"]]
    offered = "   ".join(f"{CHOSEN if one == box['value'] else OPEN} {one}" for one in part["offered"])
    writer.line().add_run(_label(box, "") + offered)
    writer.written.append(part["name"])


def _tick(writer: Writer, part: Part) -> None:
    box = writer.form.fields[part["name"]]
    made = writer.line()
    made.paragraph_format.left_indent = Mm(5)
    made.add_run(f"{CHOSEN if box['code'] else OPEN} {box['label']}")


def _words(writer: Writer, part: Part) -> None:
    made = writer.line()
    made.paragraph_format.left_indent = Mm(5)
    made.add_run("Ghi bằng chữ: ")
    made.add_run(writer.form.fields[part["name"]]["words"]).bold = True


def _rows(writer: Writer, part: Part) -> None:
    shown = writer.form.tables[part["name"]]
    columns = tuple(shown["columns"])
    writer.line(before=4).add_run(_label(shown, ""))
    filled = [[str(number), *(row[one]["value"] for one in columns)] for number, row in enumerate(shown["rows"], 1)]
    empty = [[""] * (len(columns) + 1)] * part["empty"]
    table(writer, (NUMBER, *shown["columns"].values()), [*filled, *empty])


def _pairs(writer: Writer, part: Part) -> None:
    fields = writer.form.fields
    rows = [[fields[one]["label"], fields[one]["value"], fields[other]["value"]] for one, other in part["rows"]]
    table(writer, ("Thông tin", *part["heads"]), rows)
    for pair in part["rows"]:
        for name in pair:
            note(writer, fields[name]["beside"])


def _place_and_date(writer: Writer, part: Part) -> None:
    fields = writer.form.fields
    place = fields[part["place"]]["value"] or _DOTS_FOR_DATES
    made = writer.line(align=WD_ALIGN_PARAGRAPH.RIGHT, before=8)
    made.paragraph_format.keep_with_next = True
    made.add_run(f"{place}, {_long_date(fields[part['day']]['value'])}").italic = True


def _signatures(writer: Writer, part: Part) -> None:
    places = part["places"]
    cells = side_by_side(writer, (1 / len(places),) * len(places))
    for cell, (title, hint, name) in zip(cells, places, strict=True):
        centred(cell.paragraphs[0], ((title, True), (hint, False)))
        centred(cell.add_paragraph("\n\n\n"), ((name, True),))
    writer.line()


_PARTS: Mapping[str, Callable[[Writer, Part], None]] = MappingProxyType(
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
