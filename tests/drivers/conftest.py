"""A PC/SC service with a virtual reader, where this machine can have one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pcscd_service import PcscService, virtual_reader_is_there


@pytest.fixture(scope="session")
def pcscd() -> Iterator[PcscService]:
    service = PcscService()
    if not virtual_reader_is_there():
        if sys.platform != "linux" or shutil.which("pcscd") is None:
            pytest.skip("pcscd is not installed")
        if not any(Path("/etc/reader.conf.d").glob("*vpcd*")):
            pytest.skip("the virtual reader driver (vsmartcard-vpcd) is not installed")
        service.start()
    yield service
    service.stop()
