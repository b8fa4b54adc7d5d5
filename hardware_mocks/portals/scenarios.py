"""Scenarios by name: what a portal does on good and bad days, as data (`scenarios.toml`).

`code-NNN` (any result code) and `slow-N` (N seconds before every answer) need no row.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hardware_mocks.errors import UnknownName
from hardware_mocks.portals.contract import Call
from hardware_mocks.portals.script import Script

_FILE = Path(__file__).parent / "scenarios.toml"
_CODE = re.compile(r"code-([0-9A-Za-z]{1,8})")
_SLOW = re.compile(r"slow-([0-9]{1,3})")


def scenarios() -> Mapping[str, str]:
    """Name → what happens, in Vietnamese and English; the two families are not listed one by one."""
    return {name: row["title"] for name, row in _table().items()}


def scenario(name: str) -> Script:
    """Raises `UnknownName`."""
    if match := _CODE.fullmatch(name):
        return Script(result_code=match.group(1))
    if match := _SLOW.fullmatch(name):
        return Script(latency_s=float(match.group(1)))
    if name not in _table():
        raise UnknownName(f"no scenario {name!r}; there are: {', '.join(_table())}, code-NNN, slow-N")
    row = {key: value for key, value in _table()[name].items() if key != "title"}
    if "calls" in row:
        row["calls"] = frozenset(Call(one) for one in row["calls"])
    if "body" in row:
        row["body"] = row["body"].encode("utf-8")
    return Script(**row)


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
