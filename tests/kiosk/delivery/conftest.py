from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from delivered_records import SECRET, STORE_KEY

from hardware_mocks.hospital import FakeHospital
from kiosk.delivery import Webhook, WebhookSettings
from kiosk.records import Store
from kiosk.runtime.clock import FakeClock, SystemClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(SystemClock().now())


@pytest.fixture
def hospital(clock: FakeClock) -> Iterator[FakeHospital]:
    with FakeHospital(SECRET, now=lambda: clock.now().timestamp()) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    with Store.open(tmp_path / "kiosk.db", STORE_KEY, clock=clock) as opened:
        yield opened


@pytest.fixture
def make_webhook(clock: FakeClock) -> Iterator[Callable[..., Webhook]]:
    made: list[Webhook] = []

    def make(url: str, timeout_s: float = 5.0, secret: bytes = SECRET, **more: object) -> Webhook:
        settings = WebhookSettings(url, secret, "hospital", timeout_s, **more)
        made.append(Webhook(settings, clock=clock))
        return made[-1]

    yield make
    for webhook in made:
        webhook.close()


@pytest.fixture
def webhook(make_webhook: Callable[..., Webhook], hospital: FakeHospital) -> Webhook:
    return make_webhook(hospital.url)
