"""A form drawn and read back: the letters of its PDF, as another program finds them."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime

from kiosk.bootstrap.paper_forms import paper_words
from kiosk.domain.form import FieldKind
from kiosk.forms import FilledPaper, paper_data, with_answers
from kiosk.forms.definition import FieldDefinition
from kiosk.papers import render

WRITTEN_AT = datetime(2026, 11, 21, 3, tzinfo=UTC)
A_LONG_STORY = (
    "Đề nghị giải quyết theo đúng nguyện vọng đã trình bày, kèm giấy tờ chứng minh quyền sở hữu, quyền sử dụng hợp "
    "pháp chỗ ở tại Khu phố Phương Nguyễn Trường, Phường Ngũ Hành Thượng Đẳng"
)
_ANSWERS = {
    "form.problem.telephone": "0912345678",
    "form.problem.twelve_digits": "001083012345",
    "form.problem.ten_digits": "0123456789",
    "form.problem.dossier_code": "H15.50.05.13-261120-0975",
    "form.problem.clock": "08:30",
    "form.problem.email": "nguoi.dan.o.rat.xa@thu-nghiem.example",
}


def drawn(paper: FilledPaper) -> bytes:
    return render(paper.paper.layout, paper_data(paper, paper_words(trial=False)), written_at=WRITTEN_AT)


def letters_of(text: str) -> str:
    """Without spaces and line ends, which say nothing about letters."""
    return "".join(unicodedata.normalize("NFC", text).split())


def letters_in(pdf: bytes) -> str:
    read = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True, timeout=20
    )
    return letters_of(read.stdout.decode("utf-8"))


def printed_values(paper: FilledPaper) -> Iterator[tuple[str, str]]:
    """Box → value as it has to stand on paper."""
    data = paper_data(paper, paper_words(trial=False))
    fields, tables = data["fields"], data["tables"]
    assert isinstance(fields, dict)
    assert isinstance(tables, dict)
    for name, box in fields.items():
        yield name, box["value"]
    for name, table in tables.items():
        for number, row in enumerate(table["rows"], start=1):
            yield from ((f"{name}.{number}.{column}", box["value"]) for column, box in row.items())


def answered(paper: FilledPaper, story: str) -> FilledPaper:
    """Every box that the cards left empty, with an answer that its rules accept."""
    empty = [box for box in paper.definition.fields if not _value(paper, box.name)]
    return with_answers(paper, {box.name: _answer(box, story) for box in empty})


def _value(paper: FilledPaper, name: str) -> str:
    found = paper.form.field_named(name)
    return "" if found is None else found.value


def _answer(box: FieldDefinition, story: str) -> str:
    if box.kind is FieldKind.CHOICE:
        return box.choices[0][0]
    if box.kind is FieldKind.DATE:
        return "21/11/2026"
    if box.pattern is not None:
        return _ANSWERS[box.pattern_problem]
    return "2" if box.kind is FieldKind.DIGITS else story[: box.max_length].strip()
