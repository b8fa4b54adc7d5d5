"""What a person says at the desk, as a file: a JSON object of texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

MAX_BYTES = 1_000_000


class AnswersError(Exception):
    """The answers are no JSON object of texts."""


def load_answers(path: Path | None) -> Mapping[str, str]:
    """The answers of a file; none without a file.

    Raises:
        OSError: the file cannot be read.
        AnswersError: it is no JSON object of texts.
    """
    if path is None:
        return {}
    with path.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    try:
        value = json.loads(data.decode("utf-8-sig")) if len(data) <= MAX_BYTES else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise AnswersError
    return value
