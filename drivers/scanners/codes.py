"""A code that was read, and the port behind which every code scanner stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class ScannedCode:
    """The text of one code, as one scanner saw it. It is a claim by whoever printed the code."""

    text: str = field(repr=False)
    """NFC. Personal data: never logged, kept out of `repr`."""

    source: str
    """Which scanner: a serial port, a camera, a file."""

    raw_was_repaired: bool = False
    """The scanner garbled letters and we put them back: let a person look before it counts."""


@dataclass(frozen=True)
class UnreadableCode:
    """A scanner saw a code, and what it sent is no readable text."""

    source: str


def nothing() -> None:
    """For callers who do not care when a device is ready."""


class CodeScanner(Protocol):
    """Something that reads codes until told to stop."""

    def scan(
        self, cancelled: Callable[[], bool], ready: Callable[[], None] = nothing
    ) -> Iterator[ScannedCode | UnreadableCode]:
        """Yield codes, blocking in between; end soon after `cancelled()` becomes true.

        `ready` is called once the device is open: from then on no code is missed.

        A lost device raises once. Calling `scan` again then waits, quietly, until the device is back.

        Raises:
            ScannerGone, CameraGone: the device is not there.
            LibraryMissing: the driver library is not installed.
        """
        ...
