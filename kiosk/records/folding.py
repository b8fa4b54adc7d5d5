"""Names as people type them when they search: no marks, no case, đ as d.

SQLite's own `lower()` knows ASCII only (`ĐỖ` stays `ĐỖ`), so the folded form is a column of its own, filled when the
record is saved.
"""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """`Đỗ Thị  Uyên` as `do thi uyen`; everything that is neither letter nor digit becomes one space."""
    stripped = (mark for mark in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(mark))
    letters = "".join("d" if mark == "đ" else mark if mark.isalnum() else " " for mark in stripped)
    return " ".join(letters.split())
