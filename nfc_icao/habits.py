"""What one conversation taught about how a chip, behind the reader in use, wants to be read.

Nothing here is personal. It outlives a lost card, so that what broke a reading is not tried again by the next one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadingHabits:
    """Learned by being refused; the defaults are what a well-behaved chip deserves."""

    short_only: bool = False
    """Extended length was refused, or broke the link: short APDUs from then on."""
    longest_read: int | None = None
    """The most bytes a READ BINARY may ask for, where the chip wanted less than the arithmetic limit."""
    probes_length: bool = False
    """It refuses reads that reach past the end, so it must be asked for the length of each file first."""
    selects_files: bool = False
    """It knows no short identifiers: each file is selected by SELECT."""


NO_HABITS = ReadingHabits()
