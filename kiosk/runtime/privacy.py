"""How personal values are shortened before anybody but their owner's desk sees them.

Redaction of free text is the second net, not the first: `kiosk.runtime.log` lets no free text through at all. What is
here serves sentences that people must read, and texts of which we do not know who wrote them.
"""

from __future__ import annotations

import re

_LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){8,}")
"""Nine digits or more, also when grouped: old identity numbers have 9, insurance codes 10, personal numbers 12, cards
15."""

WITHHELD_NUMBER = "[number]"
_SHOWN = 3


def mask_number(number: str) -> str:
    """`001099012345` as `001…345`; a number too short to hide anything inside becomes `…`."""
    if len(number) < 3 * _SHOWN:
        return "…"
    return f"{number[:_SHOWN]}…{number[-_SHOWN:]}"


def redact(text: str) -> str:
    """`text` with every number that could name a person taken out."""
    return _LONG_NUMBER.sub(WITHHELD_NUMBER, text)


def holds_long_number(text: str) -> bool:
    return _LONG_NUMBER.search(text) is not None
