"""The desk under test, opened and closed around each walk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import config
from hardware_mocks import personas
from kiosk.bootstrap.demo import Demo
from kiosk.bootstrap.site import open_desk
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.runtime.workers import Mailbox
from kiosk.visit import events as happened
from walks.counter import Counter


@pytest.fixture
def demo() -> Iterator[Demo]:
    with Demo(prefer_pcsc=False) as running:
        yield running


@pytest.fixture
def counter(demo: Demo, tmp_path: Path) -> Iterator[Counter]:
    mailbox: Mailbox[happened.Event] = Mailbox()
    board: dict[Device, FailureCode | None] = {}
    site = config.load_site("demo")
    with open_desk(site, demo.surroundings(), tmp_path, mailbox.post, board=board.__setitem__) as desk:
        desk.start()
        made = Counter(demo, desk, mailbox)
        made.board = board
        yield made


@pytest.fixture(params=[one for one in personas.ids() if one != "passport"])
def persona_id(request: pytest.FixtureRequest) -> str:
    """Everybody whose document carries a code; a passport has none to start from."""
    return str(request.param)
