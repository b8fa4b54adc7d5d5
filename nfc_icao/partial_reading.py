"""What a reading had brought home when the card was lost, so that the next one can go on where it stopped.

It is worth nothing by itself: access control and the proofs of the chip are never carried over, and the next reading
goes on from it only after the card has shown to be the same. Its bytes are personal and belong to one visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nfc_icao.habits import NO_HABITS, ReadingHabits


@dataclass(frozen=True, repr=False)
class PartialReading:
    """Files, and the beginning of the one under way."""

    files: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Whole files by name, as in a `ChipReading`."""
    unfinished_file: str | None = None
    """The file whose reading was cut short; None when none was."""
    unfinished_bytes: bytes = b""
    """What had come of it, from its first byte."""
    habits: ReadingHabits = NO_HABITS

    @property
    def size(self) -> int:
        """How many bytes of files need not be read again."""
        return sum(map(len, self.files.values())) + len(self.unfinished_bytes)

    def __repr__(self) -> str:  # file contents are personal
        return f"PartialReading({', '.join(self.files)}; {len(self.unfinished_bytes)} bytes of {self.unfinished_file})"
