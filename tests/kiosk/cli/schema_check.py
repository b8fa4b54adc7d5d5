"""The part of JSON Schema that docs/report.schema.json uses, checked by hand: no library is worth its weight here.

A keyword this file does not know is an error, so that nothing in the schema is silently left unchecked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

_TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
_SAYS_NOTHING = {"$schema", "$id", "$defs", "title", "description"}


def problems(value: Any, schema: dict[str, Any], root: dict[str, Any], where: str = "$") -> Iterator[str]:
    """Every way in which `value` is not as `schema` says."""
    for keyword, wanted in schema.items():
        if keyword not in _SAYS_NOTHING:
            yield from _CHECKS[keyword](value, wanted, schema, root, where)


def _reference(value: Any, wanted: str, _schema: Any, root: dict[str, Any], where: str) -> Iterator[str]:
    assert wanted.startswith("#/$defs/")
    yield from problems(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, where)


def _type(value: Any, wanted: Any, _schema: Any, _root: Any, where: str) -> Iterator[str]:
    names = wanted if isinstance(wanted, list) else [wanted]
    if not any(isinstance(value, _TYPES[one]) and not (isinstance(value, bool) and one != "boolean") for one in names):
        yield f"{where}: {type(value).__name__} where {wanted} was expected"


def _const(value: Any, wanted: Any, _schema: Any, _root: Any, where: str) -> Iterator[str]:
    if value != wanted:
        yield f"{where}: not {wanted}"


def _enum(value: Any, wanted: list[Any], _schema: Any, _root: Any, where: str) -> Iterator[str]:
    if value not in wanted:
        yield f"{where}: {value!r} is none of {wanted}"


def _pattern(value: Any, wanted: str, _schema: Any, _root: Any, where: str) -> Iterator[str]:
    if isinstance(value, str) and re.search(wanted, value) is None:
        yield f"{where}: does not match {wanted}"


def _format(value: Any, wanted: str, _schema: Any, _root: Any, where: str) -> Iterator[str]:
    assert wanted == "date-time"
    if isinstance(value, str) and datetime.fromisoformat(value).tzinfo is None:
        yield f"{where}: a time without a zone"


def _minimum(value: Any, wanted: int, _schema: Any, _root: Any, where: str) -> Iterator[str]:
    if isinstance(value, int | float) and value < wanted:
        yield f"{where}: below {wanted}"


def _required(value: Any, wanted: list[str], _schema: Any, _root: Any, where: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{where}: {name} is missing" for name in wanted if name not in value)


def _properties(value: Any, wanted: dict[str, Any], _schema: Any, root: Any, where: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name in wanted.keys() & value.keys():
            yield from problems(value[name], wanted[name], root, f"{where}.{name}")


def _additional(value: Any, wanted: Any, schema: dict[str, Any], root: Any, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    for name in value.keys() - schema.get("properties", {}).keys():
        if wanted is False:
            yield f"{where}: {name} is not known"
        else:
            yield from problems(value[name], wanted, root, f"{where}.{name}")


def _property_names(value: Any, wanted: dict[str, Any], _schema: Any, root: Any, where: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name in value:
            yield from problems(name, wanted, root, f"{where} name {name}")


def _min_properties(value: Any, wanted: int, _schema: Any, _root: Any, where: str) -> Iterator[str]:
    if isinstance(value, dict) and len(value) < wanted:
        yield f"{where}: fewer than {wanted} members"


def _items(value: Any, wanted: dict[str, Any], _schema: Any, root: Any, where: str) -> Iterator[str]:
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from problems(one, wanted, root, f"{where}[{number}]")


def _min_items(value: Any, wanted: int, _schema: Any, _root: Any, where: str) -> Iterator[str]:
    if isinstance(value, list) and len(value) < wanted:
        yield f"{where}: fewer than {wanted} items"


def _any_of(value: Any, wanted: list[dict[str, Any]], _schema: Any, root: Any, where: str) -> Iterator[str]:
    if all(list(problems(value, one, root, where)) for one in wanted):
        yield f"{where}: none of the alternatives"


_CHECKS: dict[str, Any] = {
    "$ref": _reference,
    "type": _type,
    "const": _const,
    "enum": _enum,
    "pattern": _pattern,
    "format": _format,
    "minimum": _minimum,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
    "minProperties": _min_properties,
    "items": _items,
    "minItems": _min_items,
    "anyOf": _any_of,
}
