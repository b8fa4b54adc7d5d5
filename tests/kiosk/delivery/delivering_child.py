"""Children that send whatever is due, and are killed while they do."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from delivered_records import SECRET, STORE_KEY

from kiosk.delivery import Folder, FolderSettings, Outbox, Sender, Webhook, WebhookSettings
from kiosk.records import Store
from kiosk.runtime.clock import SystemClock


def deliver_for_ever(path: Path, url: str, told: Connection) -> None:
    _deliver(path, Webhook(WebhookSettings(url, SECRET, "hospital")), told)


def place_for_ever(path: Path, folder: Path, told: Connection) -> None:
    _deliver(path, Folder(FolderSettings(folder, "folder")), told)


def _deliver(path: Path, sender: Sender, told: Connection) -> None:
    clock = SystemClock()
    with Store.open(path, STORE_KEY, clock=clock) as store:
        told.send("open")
        outbox = Outbox(store, {"office": sender}, clock)
        while True:
            outbox.deliver_due(lambda: False)
