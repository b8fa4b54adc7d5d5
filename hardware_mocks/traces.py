"""Conversations that `mot-cham chip read --trace` wrote down, read back to be replayed.

Only a trace taken with `--trace-personal` can be replayed: the other kind has its personal bytes cut, and does not hold
the terminal's random bytes, without which no session opens a second time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hardware_mocks.errors import HardwareMockError, ScriptDiverged
from nfc_icao.errors import CardLost, CardSilent, ReadingCancelled
from nfc_icao.transport import SHORT_APDUS, ApduLimits

FORMAT = "mot-cham-trace"
_VERSIONS = (1,)
_MAX_BYTES = 64 * 1024 * 1024
_ERRORS = {"CardLost": CardLost, "CardSilent": CardSilent, "ReadingCancelled": ReadingCancelled}


class UnusableTrace(HardwareMockError):
    """A file is no trace, or one with its personal bytes cut."""


@dataclass(frozen=True)
class Trace:
    """One recorded conversation."""

    header: Mapping[str, Any]
    """What the first line says: `link`, `keys`, `plan` …"""
    exchanges: tuple[tuple[bytes, bytes | Exception], ...] = field(repr=False)
    """Commands and answers; an error where the link had none."""
    random: tuple[bytes, ...] = field(repr=False)
    """What the terminal drew, in order."""
    limits: ApduLimits = SHORT_APDUS
    answer_to_reset: bytes = b""
    """Empty in traces of before it was written down."""


class ReplayedRandomness:
    """Draws what was drawn in a trace, in the same order."""

    def __init__(self, trace: Trace) -> None:
        self._left = list(reversed(trace.random))

    def __call__(self, size: int) -> bytes:
        """The next recorded bytes.

        Raises:
            ScriptDiverged: there are none left, or another number was drawn then.
        """
        if not self._left or len(self._left[-1]) != size:
            raise ScriptDiverged(f"{size} random bytes are wanted where the trace has none of that length")
        return self._left.pop()


def read_trace(file: Path) -> Trace:
    """The trace in `file`.

    Raises:
        OSError: it cannot be read.
        UnusableTrace: it is no trace, or personal bytes were cut from it.
    """
    if file.stat().st_size > _MAX_BYTES:
        raise UnusableTrace(f"{file.name} is larger than any trace")
    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        return _trace(lines)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnusableTrace(f"{file.name} is no trace ({type(error).__name__})") from error


def _trace(lines: list[dict[str, Any]]) -> Trace:
    if not lines or lines[0].get("format") != FORMAT or lines[0].get("version") not in _VERSIONS:
        raise UnusableTrace("the first line is not that of a trace this program reads")
    header, *rest = lines
    if header["personal"] is not True:
        raise UnusableTrace("personal bytes were cut from this trace; one taken with --trace-personal can be replayed")
    exchanges = tuple(_exchange(line) for line in rest if "command" in line)
    random = tuple(bytes.fromhex(line["random"]) for line in rest if "random" in line)
    limits = header["limits"]
    return Trace(
        header,
        exchanges,
        random,
        ApduLimits(int(limits["max_command_bytes"]), int(limits["max_response_bytes"])),
        bytes.fromhex(header.get("answer_to_reset", "")),
    )


def _exchange(line: Mapping[str, Any]) -> tuple[bytes, bytes | Exception]:
    command = bytes.fromhex(line["command"])
    if "response" in line:
        return command, bytes.fromhex(line["response"])
    return command, _ERRORS.get(line["error"], CardLost)(f"the recorded link ended in {line['error']}")
