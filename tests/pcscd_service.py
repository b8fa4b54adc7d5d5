"""pcscd with its virtual reader, started for the tests or found running."""

from __future__ import annotations

import subprocess
import time

import pytest

from drivers.errors import DeviceError
from drivers.nfc.pcsc_reader import PcscReader

VIRTUAL_READER = "Virtual PCD 00 00"
VIRTUAL_READER_PORT = 35963


class PcscService:
    """pcscd, started by us or found running. Only what we started is ever stopped."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_ours(self) -> bool:
        return self._process is not None

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["pcscd", "--foreground"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        give_up_at = time.monotonic() + 10
        while not virtual_reader_is_there():
            if time.monotonic() > give_up_at or self._process.poll() is not None:
                self.stop()
                pytest.skip("pcscd does not start with a virtual reader on this machine")
            time.sleep(0.1)

    def stop(self, *, brutally: bool = False) -> None:
        if self._process is not None:
            self._process.kill() if brutally else self._process.terminate()
            self._process.wait(10)
            self._process = None


def virtual_reader_is_there() -> bool:
    try:
        return VIRTUAL_READER in PcscReader().readers()
    except DeviceError:
        return False
