"""Text on one line, as letters that people read: nothing in it moves a cursor, ends a line or hides."""

from __future__ import annotations

import re
import unicodedata

_UNWRITTEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def plain(text: str) -> str:
    """One line, composed letters (NFC); white space and control characters become one blank."""
    return unicodedata.normalize("NFC", _UNWRITTEN.sub(" ", text).strip())


def visible(text: str) -> str:
    """As `plain`, and without what nobody sees: directions, joiners, private and unassigned code points."""
    return plain("".join(one for one in plain(text) if one.isprintable()))
