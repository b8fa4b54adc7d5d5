"""An imagined code scanner behind a pseudo-terminal: the real pyserial opens it by its path.

Only where the system has pseudo-terminals; elsewhere `hardware_mocks.serial_scanner` does the same one layer higher.
"""

from __future__ import annotations

import os
import sys
import time
import tty
from types import TracebackType

from hardware_mocks.serial_scanner import ScannerHabits

assert sys.platform != "win32", "pseudo-terminals are a POSIX thing"


class PtySerialScanner:
    """A context: inside it, `path` is a serial port on which `scan` sends codes."""

    def __init__(self, habits: ScannerHabits | None = None) -> None:
        self._habits = habits or ScannerHabits()
        self._controller, self._device = os.openpty()
        tty.setraw(self._device)
        self.path = os.ttyname(self._device)

    def scan(self, text: str) -> None:
        """Read a code: its bytes appear on the port as the habits say."""
        for chunk in self._habits.chunks(text):
            os.write(self._controller, chunk)
            if self._habits.delay_s:
                time.sleep(self._habits.delay_s)

    def unplug(self) -> None:
        """Pull the cable; whoever has the port open gets an error."""
        for descriptor in (self._controller, self._device):
            if descriptor >= 0:
                os.close(descriptor)
        self._controller = self._device = -1

    def __enter__(self) -> PtySerialScanner:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.unplug()
