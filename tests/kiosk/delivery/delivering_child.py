"""A child that sends whatever is due, and is killed while it does."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from delivered_records import SECRET, STORE_KEY

from kiosk.delivery import Outbox, Webhook, WebhookSettings
from kiosk.records import Store
from kiosk.runtime.clock import SystemClock


def deliver_for_ever(path: Path, url: str, told: Connection) -> None:
    clock = SystemClock()
    webhook = Webhook(WebhookSettings(url, SECRET, "hospital"))
    with Store.open(path, STORE_KEY, clock=clock) as store:
        told.send("open")
        outbox = Outbox(store, {"office": webhook}, clock)
        while True:
            outbox.deliver_due(lambda: False)
