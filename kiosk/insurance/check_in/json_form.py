"""The check-in table as JSON: the same names, the same nesting, every column a text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.insurance.check_in.envelope import MAX_ROWS, ROOT, ROW, ROWS, SIGNATURE, decoded
from kiosk.insurance.check_in.errors import CheckInError, MalformedCheckIn
from kiosk.insurance.check_in.row import COLUMNS, CheckInRow
from kiosk.insurance.errors import PortalTrouble
from kiosk.insurance.strict_json import parse_object


def to_json(rows: Sequence[CheckInRow]) -> bytes:
    """UTF-8 JSON; the same rows always give the same bytes.

    Raises:
        CheckInError: there is no row, or a text that cannot be written as UTF-8.
    """
    if not rows:
        raise CheckInError("a check-in table has at least one row")
    body = {ROOT: {ROWS: {ROW: [dict(row.values) for row in rows]}, SIGNATURE: ""}}
    try:
        return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()
    except UnicodeEncodeError:
        raise CheckInError("a column holds half of a character") from None


def from_json(data: bytes) -> tuple[CheckInRow, ...]:
    """The rows of a file somebody wrote. What a signature says is not looked at.

    Raises:
        MalformedCheckIn: it is no check-in table.
    """
    text = decoded(data)
    try:
        whole = parse_object(text.encode())
    except PortalTrouble:
        raise MalformedCheckIn("not one JSON object, nested too deeply, or a name that comes twice") from None
    inside = _object(whole, ROOT, frozenset({ROOT}))
    listed = _object(inside, ROWS, frozenset({ROWS, SIGNATURE})).get(ROW)
    if not isinstance(listed, list) or not listed:
        raise MalformedCheckIn(f"{ROW} is not a list with rows")
    if len(listed) > MAX_ROWS:
        raise MalformedCheckIn(f"more than {MAX_ROWS} rows")
    return tuple(_row(one, number) for number, one in enumerate(listed, 1))


def _object(around: Mapping[str, Any], name: str, allowed: frozenset[str]) -> Mapping[str, Any]:
    inside = around.get(name)
    if not isinstance(inside, dict) or not around.keys() <= allowed:
        raise MalformedCheckIn(f"{name} is missing, or something else stands beside it")
    return inside


def _row(raw: object, number: int) -> CheckInRow:
    if not isinstance(raw, dict):
        raise MalformedCheckIn(f"row {number} is not an object")
    if not raw.keys() <= set(COLUMNS):
        raise MalformedCheckIn(f"row {number} has a column that the table does not have")
    for name, value in raw.items():
        if not isinstance(value, str):
            raise MalformedCheckIn(f"row {number}: {name} is not text")
    return CheckInRow(raw, frozenset(COLUMNS) - raw.keys())
