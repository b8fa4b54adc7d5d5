from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invented_records import KEY
from postgres_server import PostgresServer

from kiosk.records import Store
from kiosk.runtime.clock import Clock, FakeClock

OpenStore = Callable[..., Store]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.db"


@pytest.fixture(scope="session")
def migrated(postgres: PostgresServer) -> str:
    """A database with our tables and nothing in them, to be copied: migrating one for each test takes too long."""
    url = postgres.new_database()
    Store.connect(url, None, KEY, clock=FakeClock()).close()
    return url.partition("@/")[2].partition("?")[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def open_store(request: pytest.FixtureRequest, clock: FakeClock, tmp_path: Path) -> OpenStore:
    """Opens the same store each time it is called: a file of its own, or a database on a real server."""
    if request.param == "sqlite":
        return lambda *, clock=clock, key=KEY, **more: Store.open(tmp_path / "kiosk.db", key, clock=clock, **more)
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.new_database(like=request.getfixturevalue("migrated"))
    return lambda *, clock=clock, key=KEY, **more: Store.connect(url, None, key, clock=clock, **more)


@pytest.fixture
def store(open_store: OpenStore) -> Iterator[Store]:
    """Every test of it runs twice: on SQLite and on PostgreSQL."""
    with open_store() as opened:
        yield opened


@pytest.fixture
def sqlite_store(path: Path, clock: Clock) -> Iterator[Store]:
    with Store.open(path, KEY, clock=clock) as opened:
        yield opened
