"""How the command line speaks: one JSON object, or lines for people; failures in Vietnamese and English."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from kiosk.bootstrap.failures import failure_of
from kiosk.bootstrap.languages import language
from kiosk.domain.failure import FailureCode


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever json.dumps takes
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_fields(values: Mapping[str, Any], indent: str = "") -> None:
    """Print a tree of names and values, one a line; None as "chưa rõ"."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            print(f"{indent}{name}:")
            print_fields(value, indent + "  ")
        elif isinstance(value, list):
            print(f"{indent}{name}: {', '.join(map(str, value)) or '–'}")
        else:
            print(f"{indent}{name}: {'chưa rõ' if value is None else value}")


def tell_failure(
    error: Exception, *, as_json: bool, code: FailureCode | None = None, sentence: str | None = None
) -> None:
    """Say what went wrong in the user's words, and in the standard's words for whoever helps.

    `code` and `sentence` (its key) are given where a command knows more, or says it better, than a desk.
    """
    code = code or failure_of(error)
    detail = str(error) if code is not FailureCode.UNEXPECTED else type(error).__name__
    sentences = {name: language(name).say(sentence or f"failure.{code.key}") for name in ("vi", "en")}
    if as_json:
        print_json({"error": {"code": code.key, "detail": detail, **sentences}})
    for said in sentences.values():
        print(said, file=sys.stderr)
    print(f"({detail})", file=sys.stderr)


def tell(vietnamese: str, english: str) -> None:
    """One sentence in both languages, to the side of the data."""
    print(vietnamese, file=sys.stderr)
    print(english, file=sys.stderr)
