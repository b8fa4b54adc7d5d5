"""The catalogues of sentences: one folder per language, any number of TOML files in it, nested tables become dotted
keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from config.errors import ConfigError
from config.files import HOME, display, line_of, read_table
from config.insurance_data import result_codes

LANGUAGES = HOME / "languages"


def languages() -> tuple[str, ...]:
    """The codes of all languages, Vietnamese first."""
    found = sorted(path.name for path in LANGUAGES.iterdir() if path.is_dir())
    return tuple(sorted(found, key=lambda code: code != "vi"))


@cache
def _texts(code: str) -> Mapping[str, str]:
    texts: dict[str, str] = {}
    for path in sorted((LANGUAGES / code).glob("*.toml")):
        for key, text in _flatten(read_table(path), ""):
            if not isinstance(text, str):
                raise ConfigError(display(path), key, "is not a text", "Put the sentence in quotes", line_of(path, key))
            if key in texts:
                raise ConfigError(display(path), key, "stands in two files", "Keep one of them", line_of(path, key))
            texts[key] = text
    for row in result_codes():  # What a code means stands beside the code, once.
        meaning = getattr(row.meaning, code, None)
        if meaning is not None:
            texts[f"insurance.code.{row.code}"] = meaning
    return MappingProxyType(texts)


def load_language(code: str) -> dict[str, str]:
    """Every sentence of a language by dotted key.

    Raises:
        ConfigError: there is no such language, or one of its files is broken.
    """
    if code not in languages():
        allowed = ", ".join(languages())
        raise ConfigError("languages", "language", f"there is no language {code!r}", f"Use one of: {allowed}")
    return dict(_texts(code))


def _flatten(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
