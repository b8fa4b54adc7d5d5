"""On which line of a TOML file a key stands: `store.url` in its table, `deliveries.1.url` in the second of its kind.

`tomllib` keeps no lines, so the file is looked over once more. Best effort, for messages: a key inside an inline table
is found at the line of that table, a missing one at the header of its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAME = r"(?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)"
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"^\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"^\s*({_DOTTED})\s*=")


def line_of_key(text: str, key: str) -> int | None:
    """The line that says most of `key` (its parts joined by dots, tables of an array by their number from 0); None when
    none says its first part."""
    wanted = key.split(".")
    best, found = 0, None
    for number, path in _paths(text):
        said = _said(wanted, path)
        if said > best:
            best, found = said, number
    return found


def _paths(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each header and each assignment as a whole path, with its line."""
    table: list[str] = []
    counted: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header is not None:
            table = _table(header.group(1) == "[[", _names(header.group(2)), counted)
            yield number, table
            continue
        assignment = _ASSIGNMENT.match(line)
        if assignment is not None:
            yield number, [*table, *_names(assignment.group(1))]


def _table(is_array: bool, names: list[str], counted: dict[str, int]) -> list[str]:
    """The path of a header: arrays it stands in are numbered by the last of their tables."""
    if is_array:
        counted[".".join(names)] = counted.get(".".join(names), -1) + 1
    path: list[str] = []
    for length, name in enumerate(names, 1):
        path.append(name)
        array = ".".join(names[:length])
        if array in counted:
            path.append(str(counted[array]))
    return path


def _names(dotted: str) -> list[str]:
    return [name.strip("\"'") for name in re.findall(_NAME, dotted)]


def _said(wanted: list[str], path: list[str]) -> int:
    """How many parts of `wanted` the path says; 0 when it says something else."""
    place = 0
    for name in path:
        if place < len(wanted) and name != wanted[place] and place > 0 and wanted[place - 1].isdigit():
            place += 1  # The name of a kind, which the model puts behind the number: `deliveries.1.hl7.url`.
        if place == len(wanted) or name != wanted[place]:
            return 0
        place += 1
    return place
