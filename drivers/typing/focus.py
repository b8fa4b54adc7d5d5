"""Which window would get the next key."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FocusedWindow:
    handle: int
    """Of the whole window of a program, not of a field in it: moving from field to field does not change it."""
    ours: bool
    """It belongs to this very process."""
