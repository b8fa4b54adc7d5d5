"""Killed between sending, answering and noting the receipt: the office has each record once, and in the end we know it.

`MOT_CHAM_KILLS` sets how often; a kill here costs more than in the store, so a tenth of it is done.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from delivered_records import SECRET, STORE_KEY, invented_record
from delivering_child import deliver_for_ever, place_for_ever

from hardware_mocks.hospital import FakeHospital
from kiosk.delivery import Folder, FolderSettings, Outbox, Webhook, WebhookSettings
from kiosk.delivery.lane import LEASE
from kiosk.delivery.payload import encode
from kiosk.domain.record import RecordFate
from kiosk.records import Store
from kiosk.runtime.clock import SystemClock

KILLS = max(3, int(os.environ.get("MOT_CHAM_KILLS", "30")) // 10)
KILLS_PER_STORE = 20
RECORDS_PER_KILL = 60
FORK_SERVER = "forkserver" in multiprocessing.get_all_start_methods()
STARTING = multiprocessing.get_context("forkserver" if FORK_SERVER else "spawn")
if FORK_SERVER:
    STARTING.set_forkserver_preload(["sqlalchemy.orm", "sqlcipher3.dbapi2", "httpx"])


class AfterTheLeases(SystemClock):
    """When nothing belongs to a killed sender any more."""

    def now(self) -> datetime:
        return super().now() + LEASE


@pytest.mark.timeout(0 if KILLS > 100 else 120)
def test_every_record_is_with_the_office_exactly_once_although_the_sender_was_killed(tmp_path):
    for first in range(0, KILLS, KILLS_PER_STORE):
        kills = min(KILLS_PER_STORE, KILLS - first)
        one_kiosk_and_one_hospital(tmp_path / f"kiosk-{first}.db", kills)


def one_kiosk_and_one_hospital(path, kills: int) -> None:
    dice, clock = random.Random(), SystemClock()
    known: set[str] = set()
    with FakeHospital(SECRET) as hospital:
        for _ in range(kills):
            with Store.open(path, STORE_KEY, clock=clock) as store:
                for _ in range(RECORDS_PER_KILL):
                    record = invented_record()
                    store.save(record)
                    known.add(record.record_id)
            hospital.script(drop=True, times=1)
            kill_a_sender(deliver_for_ever, path, hospital.url, dice.uniform(0, 0.3))
        hospital.script()
        webhook = Webhook(WebhookSettings(hospital.url, SECRET, "hospital"))
        clock = AfterTheLeases()
        with Store.open(path, STORE_KEY, clock=clock) as store:
            deadline = time.monotonic() + 30
            while store.outbox(1) and time.monotonic() < deadline:
                Outbox(store, {"office": webhook}, clock).deliver_due(lambda: False)
            assert store.counts()[RecordFate.DELIVERED] == len(known)
            assert store.verify_audit().holds
        webhook.close()
        assert sorted(one.key for one in hospital.received) == sorted(known)


@pytest.mark.timeout(0 if KILLS > 100 else 120)
def test_every_record_is_in_the_folder_whole_although_the_sender_was_killed(tmp_path):
    dice, clock = random.Random(), SystemClock()
    path, folder = tmp_path / "kiosk.db", tmp_path / "out"
    folder.mkdir()
    known: dict[str, bytes] = {}
    for _ in range(min(KILLS, KILLS_PER_STORE)):
        with Store.open(path, STORE_KEY, clock=clock) as store:
            for _ in range(RECORDS_PER_KILL):
                record = invented_record()
                store.save(record)
                known[f"{record.record_id}.json"] = encode(record)
        kill_a_sender(place_for_ever, path, folder, dice.uniform(0, 0.3))
        placed = [one for one in folder.iterdir() if not one.name.startswith(".")]
        assert all(one.read_bytes() == known[one.name] for one in placed)
    clock = AfterTheLeases()
    with Store.open(path, STORE_KEY, clock=clock) as store:
        Outbox(store, {"office": Folder(FolderSettings(folder, "folder"))}, clock).deliver_due(lambda: False)
        assert store.counts()[RecordFate.DELIVERED] == len(known)
    assert sorted(one.name for one in folder.iterdir()) == sorted(known)


def kill_a_sender(sending: Callable[..., None], path, where: object, after_s: float) -> None:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = STARTING.Process(target=sending, args=(path, where, theirs))
    child.start()
    theirs.close()
    with ours:
        assert ours.recv() == "open"
        time.sleep(after_s)
        child.kill()
    child.join()
    child.close()
