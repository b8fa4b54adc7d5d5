"""How far a blocking step has come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    phase: str
    """A text key of the step under way, e.g. `access`, `DG2`."""
    done: int
    expected: int
    """Same unit as `done` (bytes while a chip is read); 0 when unknown."""

    @property
    def fraction(self) -> float:
        return min(1.0, self.done / self.expected) if self.expected > 0 else 0.0
