"""XLSX: the first visible sheet as rows of text.

A workbook is a zip of XML that somebody else made. It is looked at before the library sees it: how large it becomes
unpacked, and whether any part declares entities (ECMA-376 Part 2, 8.1: parts hold no DTD). Formulas are not
reckoned, and the result somebody stored with them is not believed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from kiosk.desks.errors import ListRefused
from kiosk.desks.raw_rows import MAX_COLUMNS, MAX_ROWS, RawRow, raw_row

MAX_PARTS = 500
MAX_UNPACKED = 512_000_000
MAX_RATIO = 200
"""Unpacked to packed, of a part larger than a megabyte. A sheet full of equal cells reaches about 60."""
_LARGE = 1_000_000
_OLD = b"\xd0\xcf\x11\xe0"
"""OLE2: XLS before 2007, and every workbook under a password."""
_CHUNK = 1 << 20
_EMPTY_TAIL = 1_000
"""After so many empty rows the sheet is over: a format that was drawn down to the last row makes a million of them."""


def is_workbook(content: bytes) -> bool:
    return content.startswith((b"PK\x03\x04", _OLD))


def rows_of_workbook(content: bytes) -> list[RawRow]:
    """The rows that are not empty.

    Raises:
        ListRefused: `old_workbook`, `not_a_workbook`, `hostile_workbook`, `too_many_rows`, `empty`, `library_missing`.
    """
    if content.startswith(_OLD):
        raise ListRefused("old_workbook")
    _refuse_hostile(content)
    rows: list[RawRow] = []
    for row in _read(content):
        rows.append(row)
        if len(rows) > MAX_ROWS:
            raise ListRefused("too_many_rows", str(MAX_ROWS))
    if not rows:
        raise ListRefused("empty")
    return rows


def _refuse_hostile(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MAX_PARTS or sum(one.file_size for one in parts) > MAX_UNPACKED:
                raise ListRefused("hostile_workbook", "too large unpacked")
            if "xl/workbook.xml" not in {one.filename for one in parts}:
                raise ListRefused("not_a_workbook")
            for part in parts:
                if part.file_size > _LARGE and part.file_size > MAX_RATIO * max(part.compress_size, 1):
                    raise ListRefused("hostile_workbook", "too large unpacked")
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as opened:
                        _refuse_entities(iter(lambda: opened.read(_CHUNK), b""))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError) as error:
        # RuntimeError: a part under a password, or a packing nobody uses.
        raise ListRefused("not_a_workbook", type(error).__name__) from None


def _refuse_entities(chunks: Iterable[bytes]) -> None:
    """ASCII-like parts only, without a document type: then no entity can be declared."""
    before = b""
    for chunk in chunks:
        joined = before + chunk
        if b"<!DOCTYPE" in joined or b"<!ENTITY" in joined or b"\x00" in joined:
            raise ListRefused("hostile_workbook", "declares entities")
        before = joined[-16:]


def _read(content: bytes) -> Iterator[RawRow]:
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        raise ListRefused("library_missing") from None
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
            if sheet is None:
                raise ListRefused("empty")
            sheet.reset_dimensions()
            yield from _rows(sheet)
        finally:
            book.close()
    except ListRefused:
        raise
    except Exception as error:  # noqa: BLE001 - a library that reads strangers' files raises whatever its parts raise
        raise ListRefused("not_a_workbook", type(error).__name__) from None


def _rows(sheet: Any) -> Iterator[RawRow]:  # noqa: ANN401 - openpyxl's sheet, which may not be installed
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
        texts = [_text(one.value) for one in cells]
        while texts and not texts[-1].strip():
            texts.pop()
        if not texts:
            empty += 1
            if empty > _EMPTY_TAIL:
                return
            continue
        empty = 0
        formulas = frozenset(place for place, one in enumerate(cells) if getattr(one, "data_type", "") == "f")
        yield raw_row(number, texts, formulas)


def _text(value: object) -> str:
    """A cell as a person reads it: dates dd/mm/yyyy, whole numbers without a point."""
    match value:
        case None:
            return ""
        case datetime():
            return value.strftime("%d/%m/%Y") if value.time() == time() else value.strftime("%d/%m/%Y %H:%M")
        case date():
            return value.strftime("%d/%m/%Y")
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(getattr(value, "text", value))  # What an array formula says stands in its `text`.
