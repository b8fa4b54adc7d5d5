"""The check-in table as XML, in the standard's envelope.

A file that comes in was written by a stranger. It is held to a size and to UTF-8 before lxml sees it; a document type
is refused by its letters (no entity is ever declared, so none is ever expanded); the parser loads nothing, resolves
nothing and repairs nothing; and every element stands where the envelope has it or the file is no check-in table. What
stands inside the signature is not looked at: it is the portal's to verify.

lxml comes with the extra `office` and is loaded on first use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING

from kiosk.insurance.check_in.envelope import MAX_ROWS, ROOT, ROW, ROWS, SIGNATURE, decoded
from kiosk.insurance.check_in.errors import CheckInError, LibraryMissing, MalformedCheckIn
from kiosk.insurance.check_in.row import COLUMNS, CheckInRow
from kiosk.insurance.check_in.rule_kinds import fits_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARED_ENCODING = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{0,40})[\"'][^>]{0,200}?\?>")
_DOCUMENT_TYPE = "<!DOCTYPE"
_SCHEMA_HINT = "{http://www.w3.org/2001/XMLSchema-instance}"
"""Attributes that say where a schema lies: they belong to no content, and nothing is fetched for them."""


def to_xml(rows: Sequence[CheckInRow]) -> bytes:
    """UTF-8 with its declaration; the same rows always give the same bytes. The place of the signature is empty.

    Raises:
        CheckInError: there is no row, or a text that XML cannot hold.
        LibraryMissing: lxml is not installed.
    """
    etree = _etree()
    if not rows:
        raise CheckInError("a check-in table has at least one row")
    root = etree.Element(ROOT)
    listed = etree.SubElement(root, ROWS)
    for number, row in enumerate(rows, 1):
        written = etree.SubElement(listed, ROW)
        for name in COLUMNS:
            if not fits_xml(row[name]):
                raise CheckInError(f"row {number}: {name} holds what XML cannot")
            etree.SubElement(written, name).text = row[name]
    etree.SubElement(root, SIGNATURE)
    etree.indent(root, space=" ")
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def from_xml(data: bytes) -> tuple[CheckInRow, ...]:
    """The rows of a file somebody wrote.

    Raises:
        MalformedCheckIn: it is no check-in table.
        LibraryMissing: lxml is not installed.
    """
    root = _parsed(data)
    if root.tag != ROOT:
        raise MalformedCheckIn(f"the root is not {ROOT}")
    parts = list(root)
    if [part.tag for part in parts] not in ([ROWS], [ROWS, SIGNATURE]):
        raise MalformedCheckIn(f"{ROOT} holds {ROWS}, then {SIGNATURE}, and nothing else")
    rows = list(parts[0])
    if not rows:
        raise MalformedCheckIn(f"{ROWS} has no rows")
    if len(rows) > MAX_ROWS:
        raise MalformedCheckIn(f"more than {MAX_ROWS} rows")
    for around in (root, parts[0], *rows):
        _refuse_loose_text(around)
    if parts[0].attrib or any(not str(name).startswith(_SCHEMA_HINT) for name in root.attrib):
        raise MalformedCheckIn("an element around the rows has attributes")
    return tuple(_row(element, number) for number, element in enumerate(rows, 1))


def _parsed(data: bytes) -> _Element:
    etree = _etree()
    text = decoded(data)
    if _DOCUMENT_TYPE in text.upper():
        raise MalformedCheckIn("it declares a document type")
    declared = _DECLARED_ENCODING.match(text)
    if declared is not None and declared.group(1).upper() not in ("UTF-8", "UTF8"):
        raise MalformedCheckIn("it says that it is not UTF-8")
    parser = etree.XMLParser(
        encoding="UTF-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: _Element = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise MalformedCheckIn("not well-formed XML, or nested too deeply") from None
    return root


def _row(element: _Element, number: int) -> CheckInRow:
    if element.tag != ROW:
        raise MalformedCheckIn(f"row {number} is not a {ROW}")
    values: dict[str, str] = {}
    late: set[str] = set()
    attributed = {COLUMNS[0]} if element.attrib else set()
    furthest = -1
    for one in element:
        name = one.tag
        if not isinstance(name, str) or name not in COLUMNS:
            raise MalformedCheckIn(f"row {number} has a column that the table does not have")
        if name in values:
            raise MalformedCheckIn(f"row {number}: {name} stands there twice")
        if len(one):
            raise MalformedCheckIn(f"row {number}: {name} holds more than text")
        values[name] = one.text or ""
        if one.attrib:
            attributed.add(name)
        place = COLUMNS.index(name)
        if place < furthest:
            late.add(name)
        furthest = max(place, furthest)
    return CheckInRow(values, frozenset(COLUMNS) - values.keys(), frozenset(late), frozenset(attributed))


def _refuse_loose_text(element: _Element) -> None:
    """Text between elements would be lost in silence."""
    loose = [element.text, *(one.tail for one in element)]
    if any(text is not None and text.strip() for text in loose):
        raise MalformedCheckIn("text stands between the elements")


def _etree() -> ModuleType:
    try:
        from lxml import etree  # noqa: PLC0415 - an extra; a kiosk without it still checks in
    except ImportError:
        raise LibraryMissing("lxml is not installed (extra office)") from None
    return etree
