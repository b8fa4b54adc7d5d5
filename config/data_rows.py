"""Tables of facts: each row knows its source, written once for the whole file or on the row itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from config.errors import ConfigError
from config.files import Strict, display, line_of, read_table, worst
from config.provenance import Row

ORIGIN_KEYS = frozenset(Row.model_fields)
RowModel = TypeVar("RowModel", bound=Strict)


def read_rows(path: Path, key: str, kind: type[RowModel], unique: str) -> tuple[RowModel, ...]:
    """The rows under `key`, each with the file's origin where it names none of its own.

    Raises:
        ConfigError: an unknown key, a broken row, a value of `unique` that comes twice, no rows at all.
    """
    table = dict(read_table(path))
    raw = table.pop(key, None)
    origin = {name: table.pop(name) for name in tuple(table) if name in ORIGIN_KEYS}
    if table:
        strange = next(iter(table))
        raise ConfigError(
            display(path), strange, "unknown key", "Remove it or correct its spelling", line_of(path, strange)
        )
    if not isinstance(raw, list) or not raw:
        raise ConfigError(display(path), key, "has no rows", f"Add [[{key}]]")
    rows = tuple(row_of(path, key, index, {**origin, **row}, kind) for index, row in enumerate(raw))
    seen: set[object] = set()
    for row in rows:
        value = getattr(row, unique)
        if value in seen:
            raise ConfigError(display(path), f"{key}.{unique}", f"{value!r} stands there twice", "Keep one of them")
        seen.add(value)
    return rows


def row_of(path: Path, key: str, index: int, values: Mapping[str, Any], kind: type[RowModel]) -> RowModel:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        at, reason, remedy = worst(error)
        raise ConfigError(display(path), f"{key}.{index}.{at}", reason, remedy) from None


def outdated(rows: tuple[Row, ...], today: date) -> tuple[Row, ...]:
    """Rows whose own validity is over."""
    return tuple(row for row in rows if row.valid_until is not None and row.valid_until < today)
