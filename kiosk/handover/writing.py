"""A hand-over as JSON, XML or CSV: the same names in all three, described in docs/handover.md.

JSON and XML carry every value exactly. CSV is for people with a spreadsheet: a text that begins like a formula would
be one there (OWASP, "CSV injection"), so it gets an apostrophe in front, and line breaks become blanks.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree as Xml

from kiosk.domain.dates import VIETNAM_TIME
from kiosk.handover.boxes import HandedBox
from kiosk.handover.document import HandedPaper, HandOver

FORMAT = "mot-cham-hand-over"
VERSION = 1
LABELS_IN = "vi"
COLUMNS = (
    "slip", "form", "procedure", "table", "row", "box", "item", "label", "kind", "value", "iso", "code", "source",
    "assurance", "corrected", "problem", "review",
)  # fmt: skip
_STARTS_FORMULA = ("=", "+", "-", "@")
_BREAKS = re.compile(r"[\r\n\t\v\f\x85\u2028\u2029]+")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 §2.2 does not allow, and control characters that no box needs."""


def to_json(hand_over: HandOver) -> bytes:
    """UTF-8, without a byte order mark (RFC 8259 §8.1)."""
    return json.dumps(_tree(hand_over), ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def to_xml(hand_over: HandOver) -> bytes:
    """UTF-8 with its declaration; docs/handover.xsd describes it."""
    tree = _tree(hand_over)
    root = Xml.Element("HandOver", version=str(VERSION))
    for name, key in (("Slip", "slip"), ("MadeAt", "made_at"), ("Office", "office"), ("OfficialCode", "official_code")):
        _child(root, name, tree[key])
    papers = Xml.SubElement(root, "Papers")
    for paper in tree["papers"]:
        _paper(papers, paper)
    Xml.indent(root)
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def to_csv(hand_over: HandOver, *, byte_order_mark: bool = True) -> bytes:
    """A line for each box, in UTF-8; spreadsheets know UTF-8 by the mark, other programs may not want it."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    for paper in hand_over.papers:
        before = (hand_over.slip, paper.form_id, paper.procedure)
        for box in paper.boxes:
            lines.writerow(tuple(map(_cell, (*before, "", "", *_of_box(box)))))
        for table in paper.tables:
            for number, row in enumerate(table.rows, 1):
                for box in row:
                    lines.writerow(tuple(map(_cell, (*before, table.name, number, *_of_box(box)))))
    encoding = "utf-8-sig" if byte_order_mark else "utf-8"
    return text.getvalue().encode(encoding, "replace")


def _tree(hand_over: HandOver) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "slip": hand_over.slip,
        "made_at": hand_over.made_at.astimezone(VIETNAM_TIME).isoformat(timespec="seconds"),
        "office": hand_over.office or None,
        "official_code": hand_over.official_code,
        "papers": [_paper_tree(hand_over, one) for one in hand_over.papers],
    }


def _paper_tree(hand_over: HandOver, paper: HandedPaper) -> dict[str, Any]:
    form = paper.filled.paper
    return {
        "form": form.form_id,
        "code": form.code or None,
        "procedure": paper.procedure or None,
        "title": form.title[LABELS_IN],
        "form_version": form.version,
        "layout_known": form.layout_known,
        "file": hand_over.file_of(paper),
        "sha256": paper.sha256,
        "boxes": [_box_tree(one) for one in paper.boxes],
        "tables": [
            {
                "name": table.name,
                "label": table.label[LABELS_IN],
                "rows": [[_box_tree(one) for one in row] for row in table.rows],
            }
            for table in paper.tables
        ],
    }


def _box_tree(box: HandedBox) -> dict[str, Any]:
    return {
        "name": box.name,
        "item": box.item or None,
        "label": box.label[LABELS_IN],
        "kind": box.kind,
        "value": box.value or None,
        "iso": box.iso,
        "code": box.code,
        "source": box.source,
        "assurance": box.assurance,
        "corrected": box.corrected,
        "problem": box.problem,
        "review": box.review,
    }


def _of_box(box: HandedBox) -> tuple[object, ...]:
    return tuple(_box_tree(box).values())


def _cell(value: object) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    text = _UNWRITABLE.sub("", _BREAKS.sub(" ", str(value)))
    return f"'{text}" if text.lstrip().startswith(_STARTS_FORMULA) else text


def _paper(papers: Xml.Element, tree: dict[str, Any]) -> None:
    paper = Xml.SubElement(papers, "Paper", form=tree["form"])
    for name, key in (
        ("Code", "code"),
        ("Procedure", "procedure"),
        ("Title", "title"),
        ("FormVersion", "form_version"),
        ("LayoutKnown", "layout_known"),
        ("File", "file"),
        ("Sha256", "sha256"),
    ):
        _child(paper, name, tree[key])
    boxes = Xml.SubElement(paper, "Boxes")
    for box in tree["boxes"]:
        _box(boxes, box)
    tables = Xml.SubElement(paper, "Tables")
    for written in tree["tables"]:
        table = Xml.SubElement(tables, "Table", name=written["name"])
        _child(table, "Label", written["label"])
        rows = Xml.SubElement(table, "Rows")
        for row in written["rows"]:
            element = Xml.SubElement(rows, "Row")
            for box in row:
                _box(element, box)


def _box(parent: Xml.Element, tree: dict[str, Any]) -> None:
    """What is known only: an element that is missing is a value that is null."""
    box = Xml.SubElement(parent, "Box", name=tree["name"], kind=tree["kind"])
    for name in ("item", "label", "value", "iso", "code", "source", "assurance", "corrected", "problem", "review"):
        _child(box, name.capitalize(), tree[name])


def _child(parent: Xml.Element, name: str, value: str | bool | None) -> None:
    if value is None:
        return
    text = ("true" if value else "false") if isinstance(value, bool) else _UNWRITABLE.sub("", value)
    Xml.SubElement(parent, name).text = text
