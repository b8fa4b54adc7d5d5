"""The fields of DG13 as they are written, whatever holds them and however badly a single one is.

The file is under the issuer's signature as a whole, so a wrong byte in it is the issuer's own. Refusing sixteen fields
for it would send an honest person away; guessing at the damaged one would put words into a form that nobody signed. So
the good ones are read, and the damaged one is named.

Observed cards hold the fields in a SET inside a SEQUENCE. A SEQUENCE in its place, a SET or the fields directly in 6D,
and padding after the inner SEQUENCE are read as well: no public specification says which it must be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nfc_icao.encoding import tlv
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.files import DATA_GROUPS

MAX_CONTAINERS = 3
"""How deep fields are looked for; observed cards have them inside two: SEQUENCE, SET."""

_PADDING = (b"\x00", b"\xff")
_MAX_NUMBER_BYTES = 2
_ASCII_STRINGS = (der.NUMERIC_STRING, der.PRINTABLE_STRING, der.IA5_STRING, der.VISIBLE_STRING)


class Dg13Problem(StrEnum):
    """What is wrong with one field."""

    UNDECODABLE_TEXT = "undecodable_text"
    """Its bytes are no text in the encoding its tag promises, nor in UTF-8, or its tag promises no text. No value."""
    WRONG_STRING_TYPE = "wrong_string_type"
    """UTF-8 under a tag that promises less. The value is read; the tag is wrong."""
    BROKEN_STRUCTURE = "broken_structure"
    """Its data objects do not add up. No value."""
    WRITTEN_TWICE = "written_twice"
    """It comes twice with two contents, and nothing says which one counts. No value."""


@dataclass(frozen=True)
class WrittenString:
    """One string of a field, or why there is none."""

    text: str | None = field(repr=False)
    problem: Dg13Problem | None = None


@dataclass(frozen=True)
class WrittenField:
    """One field."""

    raw: bytes = field(repr=False)
    """What follows the field number, as it came."""
    strings: tuple[WrittenString, ...] = ()
    problem: Dg13Problem | None = None
    """Of the field as a whole; then it has no strings."""


@dataclass(frozen=True)
class WrittenFields:
    """What a file holds."""

    fields: Mapping[int, WrittenField]
    leftover: Dg13Problem | None
    """Bytes that belong to no field and are no padding."""


def read_fields(file: bytes) -> WrittenFields:
    """The fields of the file DG13 by their number; bytes after the outermost data object are padding.

    Raises:
        MalformedData: not DG13, cut short, or without a single field.
    """
    root = tlv.parse_prefix(file)
    if root.tag != DATA_GROUPS[13].tag:
        raise MalformedData(f"DG13 begins with tag {root.tag:X}")
    entries, whole = _entries(root)
    fields: dict[int, WrittenField] = {}
    for entry in entries:
        number, written = _read_entry(entry)
        if number is None:
            whole = False
        elif number in fields and fields[number].raw != written.raw:
            fields[number] = WrittenField(b"", problem=Dg13Problem.WRITTEN_TWICE)
        else:
            fields[number] = written
    if not fields:
        raise MalformedData("DG13 without a field")
    return WrittenFields(fields, None if whole else Dg13Problem.BROKEN_STRUCTURE)


def _entries(root: Tlv) -> tuple[tuple[Tlv, ...], bool]:
    """The members of what holds the fields, and whether nothing was left over on the way to them.

    The outermost SET when there is one: a field may hold anything, so nothing inside is looked at. Else whatever holds
    the most SEQUENCEs that look like a field.
    """
    best: tuple[Tlv, ...] = ()
    whole = True
    level = [root]
    for _ in range(MAX_CONTAINERS):
        below: list[Tlv] = []
        for container in level:
            members, complete = _members(container.value)
            whole = whole and complete
            if container.tag == der.SET:
                return tuple(member for member in members if member.tag != 0), whole
            fields = tuple(member for member in members if _looks_like_a_field(member))
            if len(fields) > len(best):
                best = fields
            below += [member for member in members if member.tag in (der.SEQUENCE, der.SET) and member not in fields]
        level = sorted(below, key=lambda node: node.tag != der.SET)
    return best, whole


def _looks_like_a_field(node: Tlv) -> bool:
    """SEQUENCE { INTEGER, … } without what only a container has: the identifier of the encoding, a SET, fields."""
    if node.tag != der.SEQUENCE:
        return False
    members, _ = _members(node.value)
    if not members or members[0].tag != der.INTEGER:
        return False
    inner = (_members(member.value)[0] for member in members if member.tag == der.SEQUENCE)
    holds_fields = any(one and one[0].tag in (der.INTEGER, der.SEQUENCE) for one in inner)
    only_a_container = (der.OBJECT_IDENTIFIER, der.SET)
    return not holds_fields and not any(member.tag in only_a_container for member in members)


def _members(value: bytes) -> tuple[list[Tlv], bool]:
    """The data objects of `value` up to the first broken one, and whether all the rest is padding."""
    found: list[Tlv] = []
    position = 0
    while position < len(value) and len(found) < tlv.MAX_NODES:
        rest = value[position:]
        if any(not rest.strip(pad) for pad in _PADDING):
            return found, True
        try:
            size = tlv.parse_header(rest[: tlv.MAX_TAG_BYTES + tlv.MAX_LENGTH_BYTES]).total_length
            found.append(tlv.parse(rest[:size]))
        except MalformedData:
            return found, False
        position += size
    return found, position >= len(value)


def _read_entry(entry: Tlv) -> tuple[int | None, WrittenField]:
    """Field number and field; no number where there is none to be read."""
    members, complete = _members(entry.value)
    if entry.tag != der.SEQUENCE or not members or members[0].tag != der.INTEGER:
        return None, WrittenField(b"")
    number = members[0].value
    if not 1 <= len(number) <= _MAX_NUMBER_BYTES:
        return None, WrittenField(b"")
    raw = b"".join(member.encoded() for member in members[1:])
    try:
        strings = tuple(string for value in members[1:] for string in _strings(value))
    except MalformedData:
        complete, strings = False, ()
    if not complete:
        return int.from_bytes(number, "big", signed=True), WrittenField(raw, problem=Dg13Problem.BROKEN_STRUCTURE)
    return int.from_bytes(number, "big", signed=True), WrittenField(raw, strings)


def _strings(value: Tlv) -> Iterator[WrittenString]:
    """Every string in `value`, in order, however deep. An empty SEQUENCE keeps its place: a father left out that way
    must not make the mother the father."""
    for node in tlv.walk(value):
        if der.is_text(node):
            yield _string(node)
        elif node.tag == der.SEQUENCE and not node.value:
            yield WrittenString("")
        elif not node.is_constructed and node.value:
            yield WrittenString(None, Dg13Problem.UNDECODABLE_TEXT)


def _string(node: Tlv) -> WrittenString:
    """The text of a string node. Issuers write UTF-8 under tags that promise ASCII or T.61: where it is valid UTF-8, it
    is read as such, since accented Latin-1 hardly ever is."""
    if node.tag in (*_ASCII_STRINGS, der.TELETEX_STRING) and not node.value.isascii():
        try:
            return WrittenString(der.text(Tlv(der.UTF8_STRING, node.value)), Dg13Problem.WRONG_STRING_TYPE)
        except MalformedData:
            if node.tag in _ASCII_STRINGS:
                return WrittenString(None, Dg13Problem.UNDECODABLE_TEXT)
    try:
        return WrittenString(der.text(node))
    except MalformedData:
        return WrittenString(None, Dg13Problem.UNDECODABLE_TEXT)
