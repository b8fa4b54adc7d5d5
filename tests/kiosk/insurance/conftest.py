from __future__ import annotations

from collections.abc import Iterator

import pytest

from hardware_mocks import personas
from hardware_mocks.portals import FakePortal


@pytest.fixture
def portal() -> Iterator[FakePortal]:
    with FakePortal([personas.load(one) for one in personas.ids()]) as running:
        yield running
