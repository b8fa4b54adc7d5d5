"""Which of a reader's slots could hold an identity card, judged by its name.

Dual readers show one PC/SC name per slot, in any order: "ACS ACR1252 Dual Reader [ACR1252 Dual Reader PICC] 00 00" and
"... [ACR1252 Dual Reader SAM] 01 00". The chip of an identity card is read without contact, and a SAM slot would look
like a card that never leaves. Names are all PC/SC offers before a card is there; they change with the driver, so they
are matched loosely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CONTACTLESS_WORDS = re.compile(r"PICC|contactless|NFC|RFID|(?<![A-Z])CL(?![A-Z])", re.IGNORECASE)
SAM_WORDS = re.compile(r"(?<![A-Z])SAM\d?(?![A-Z])", re.IGNORECASE)
CONTACT_WORDS = re.compile(r"(?<![A-Z])(ICC|contact)(?![A-Z])", re.IGNORECASE)


def preference(reader: str) -> int:
    """3: says it is contactless; 2: says nothing; 1: a contact slot; 0: a slot for a security module, never used."""
    if SAM_WORDS.search(reader):
        return 0
    if CONTACTLESS_WORDS.search(reader):
        return 3
    if CONTACT_WORDS.search(reader):
        return 1
    return 2


def usable_slots(readers: Sequence[str]) -> list[str]:
    """The slots worth watching: those of the best kind that is plugged in. Beside a contactless slot, a signature token
    in the same computer is no citizen's card."""
    best = max((preference(reader) for reader in readers), default=0)
    return [reader for reader in readers if best > 0 and preference(reader) == best]


def choose_slot(readers: Sequence[str], wanted: str | None = None) -> str | None:
    """The slot to read from: the first whose name contains `wanted` (any letter case), or simply the best one."""
    if wanted is None:
        return next(iter(usable_slots(readers)), None)
    matching = [reader for reader in readers if wanted.casefold() in reader.casefold()]
    return max(matching, key=preference, default=None)
