"""What tests of several rooms share: the PC/SC service, real hardware by name, and tests that leave nothing behind."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from pcscd_service import PcscService, virtual_reader_is_there
from postgres_server import PostgresServer, programs

settings.register_profile("suite", deadline=None, print_blob=True)
settings.register_profile("nightly", deadline=None, print_blob=True, max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--reader", help="PC/SC name of a real reader, for tests marked hardware")
    parser.addoption("--card-qr", help="text of the QR code of the card that lies on it")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--reader") is None:
        needs_reader = pytest.mark.skip(reason="needs a real reader: --reader NAME --card-qr TEXT")
        for item in items:
            if item.get_closest_marker("hardware"):
                item.add_marker(needs_reader)


@pytest.fixture(scope="session")
def pcscd() -> Iterator[PcscService]:
    """The PC/SC service with its virtual reader, where this machine can have one."""
    service = PcscService()
    if not virtual_reader_is_there():
        if sys.platform != "linux" or shutil.which("pcscd") is None:
            pytest.skip("pcscd is not installed")
        if not any(Path("/etc/reader.conf.d").glob("*vpcd*")):
            pytest.skip("the virtual reader driver (vsmartcard-vpcd) is not installed")
        service.start()
    yield service
    service.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL, where its packages are installed."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("PostgreSQL is not installed (scripts/test-packages.txt)")
    server = PostgresServer(bin_folder)
    yield server
    server.remove()


@pytest.fixture(autouse=True)
def no_thread_is_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """A thread that a test started must be over soon after it, unless it is a daemon that belongs to a longer
    fixture."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        left = [one for one in set(threading.enumerate()) - before if not one.daemon]
        if not left:
            return
        time.sleep(0.02)
    pytest.fail(f"threads left behind: {', '.join(one.name for one in left)}")
