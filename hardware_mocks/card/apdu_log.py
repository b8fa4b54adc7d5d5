"""What went over the imagined chip's contacts: headers, lengths and status words, never values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ApduRecord:
    """One command and its answer, as they went over the link."""

    header: str
    """CLA INS P1 P2 in hexadecimal; fewer bytes when the command was cut short."""
    command_bytes: int
    response_bytes: int
    status_word: int
    protected: bool
    """Whether the answer came under secure messaging."""

    def __str__(self) -> str:
        mark = "SM" if self.protected else "  "
        return f"{self.header} {mark} {self.command_bytes:5} -> {self.response_bytes:5} {self.status_word:04X}"
