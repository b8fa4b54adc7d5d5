"""A child that saves as fast as it can and says each id once the store has acknowledged it. It is killed."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from invented_records import KEY, invented_record, receipt_for

from kiosk.records import Store
from kiosk.runtime.clock import SystemClock

OPEN = ("open", "")


def save_for_ever(path: Path, told: Connection) -> None:
    with Store.open(path, KEY, clock=SystemClock()) as store:
        told.send(OPEN)
        while True:
            record = invented_record(padding=3000)
            store.save(record)
            told.send(("saved", record.record_id))
            store.mark_delivered(receipt_for(record))
            told.send(("delivered", record.record_id))
