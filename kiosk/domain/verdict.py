"""What the proof of a chip came to, in the words a desk needs (results as BSI TR-03135-1 §3.5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.identity import Assurance


class Outcome(StrEnum):
    SUCCESSFUL = "successful"
    FAILED = "failed"
    UNDETERMINED = "undetermined"
    NOT_SUPPORTED = "not_supported"
    ABORTED = "aborted"


@dataclass(frozen=True)
class VerdictLine:
    """One check: `check_id` is `C1` … `C20`, `reason` a stable dotted key that languages translate."""

    check_id: str
    name: str
    outcome: Outcome
    reason: str
    counts: bool
    """False for checks that are only noted (evaluatory in TR-03135)."""


@dataclass(frozen=True)
class Verdict:
    overall: Outcome
    assurance: Assurance
    lines: tuple[VerdictLine, ...]
    access_protocol: str | None = None
    """`PACE` or `BAC`; None when no chip was read."""
    access_password: str | None = None
    """`CAN` or `MRZ`: which key opened the chip."""
