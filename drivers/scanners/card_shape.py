"""Whether a code's text begins as the codes of cards do, to tell the card's code from others in the same picture.

A poster, a telephone or a parcel near the card shows codes as well, often larger ones. Only the beginning is looked
at: twelve digits and a bar (identity cards), or a card number, a bar and hexadecimal (health-insurance cards). What the
text says, and whether it is whole, is for others to judge.
"""

from __future__ import annotations

import re

_CARD = re.compile(r"\s*(?:[0-9]{12}\||(?:[A-Z]{2}[0-9A-Z]{13}|[0-9]{10})\|(?:[0-9A-Fa-f]{2})+(?:\||\Z))")


def begins_like_a_card(text: str) -> bool:
    return _CARD.match(text) is not None
