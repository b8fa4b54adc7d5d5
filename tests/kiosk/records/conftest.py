from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented_records import KEY

from kiosk.records import Store
from kiosk.runtime.clock import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.db"


@pytest.fixture
def store(path: Path, clock: FakeClock) -> Iterator[Store]:
    with Store.open(path, KEY, clock=clock) as opened:
        yield opened
