"""Reading a site's files: TOML, bounded, with errors that name the line, and models that refuse unknown keys."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from config.errors import ConfigError
from config.key_lines import line_of_key

HOME = Path(__file__).parent
"""Where the data that come with the program stand."""
MAX_BYTES = 1_000_000

_AT_LINE = re.compile(r"at line (\d+)")
_REMEDIES = {"extra_forbidden": "Remove the key, or correct its spelling", "missing": "Add the key"}
Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """Frozen, and an unknown key is an error: a misspelt key must not look as if it worked."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def display(path: Path) -> str:
    """A path as people know it: relative to our data where it is one of ours."""
    return path.relative_to(HOME.parent).as_posix() if path.is_relative_to(HOME.parent) else str(path)


def read_table(path: Path) -> Mapping[str, Any]:
    """The table in a TOML file.

    Raises:
        ConfigError: there is no such file, it is too large, not UTF-8, or not TOML.
    """
    return _parse(path, _text(path))


def read_model(path: Path, kind: type[Model], without: frozenset[str] = frozenset()) -> Model:
    """The table in a file as a model; keys in `without` are left out.

    Raises:
        ConfigError: the first key that is unknown, missing or wrong, with its line.
    """
    table = {key: value for key, value in read_table(path).items() if key not in without}
    try:
        return kind.model_validate(table)
    except ValidationError as error:
        raise _error(path, error) from None


def line_of(path: Path, key: str) -> int | None:
    """The line where `key` is written, by its table; a name alone, wherever it stands first. For messages."""
    text = _text(path)
    found = line_of_key(text, key)
    if found is not None or "." in key:
        return found
    pattern = re.compile(rf"^\s*(\[+.*\b)?{re.escape(key)}\b")
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.match(line):
            return number
    return None


def _parse(path: Path, text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _AT_LINE.search(str(error))
        line = int(match.group(1)) if match else None
        raise ConfigError(display(path), "-", "not TOML", "Check quotes, brackets and commas there", line) from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ConfigError(display(path), "-", "larger than 1 MB", "A site's file is a few kilobytes")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ConfigError(display(path), "-", "not UTF-8", "Save the file as UTF-8") from None
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise ConfigError(display(path), "-", reason, "Check the name and the permissions") from None


def worst(error: ValidationError) -> tuple[str, str, str]:
    """Key, reason and remedy of one complaint. A strange key comes first: it usually is the missing one, misspelt."""
    complaints = error.errors(include_url=False, include_input=False)
    chosen = next((one for one in complaints if one["type"] == "extra_forbidden"), complaints[0])
    key = ".".join(str(part) for part in chosen["loc"]) or "-"
    reason = "unknown key" if chosen["type"] == "extra_forbidden" else chosen["msg"].removeprefix("Value error, ")
    return key, reason, _REMEDIES.get(chosen["type"], "Correct the value")


def _error(path: Path, error: ValidationError) -> ConfigError:
    key, reason, remedy = worst(error)
    return ConfigError(display(path), key, reason, remedy, line_of(path, key))
