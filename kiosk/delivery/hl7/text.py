"""Text inside a message: separators are escaped (HL7 v2.5.1 §2.7.1), control characters never travel.

A carriage return ends a segment and 0x0B, 0x1C end a frame: a value that holds one could write segments of its own.
Values are made plain (`kiosk.delivery.plain_text`) before they get here; our fields are single lines.
"""

from __future__ import annotations

import re

_ESCAPES = {"\\": "\\E\\", "|": "\\F\\", "^": "\\S\\", "&": "\\T\\", "~": "\\R\\"}
_SEPARATORS = re.compile(r"[\\|^&~]")


def escaped(text: str) -> str:
    return _SEPARATORS.sub(lambda found: _ESCAPES[found[0]], text)
