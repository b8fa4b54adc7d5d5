"""Kill -9 at any moment: what was acknowledged is there, nothing is there by half, and the next start is quick.

`MOT_CHAM_KILLS` sets how often; the short form keeps the whole suite quick. A kill does not prove what a power cut
does: that rests on synchronous=FULL, which the last test looks at.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import time
from pathlib import Path

import pytest
from invented_records import KEY
from saving_child import OPEN, save_for_ever

from kiosk.domain.record import RecordFate, RecordId
from kiosk.records import Store
from kiosk.runtime.clock import SystemClock

KILLS = int(os.environ.get("MOT_CHAM_KILLS", "10"))
KILLS_PER_STORE = 50
FORK_SERVER = "forkserver" in multiprocessing.get_all_start_methods()
STARTING = multiprocessing.get_context("forkserver" if FORK_SERVER else "spawn")
"""A fork server has the slow libraries loaded already; its children start quickly."""
if FORK_SERVER:
    STARTING.set_forkserver_preload(["sqlalchemy.orm", "sqlcipher3.dbapi2"])


def acknowledged_until_killed(path: Path, after_s: float) -> list[tuple[str, str]]:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = STARTING.Process(target=save_for_ever, args=(path, theirs))
    child.start()
    theirs.close()
    with ours:
        assert ours.recv() == OPEN
        time.sleep(after_s)
        child.kill()
        news = []
        # The pipe ends with the child. What it was saying at that moment was acknowledged, but nobody was told.
        with contextlib.suppress(EOFError, OSError):
            while True:
                news.append(ours.recv())
    child.join()
    child.close()
    return news


@pytest.mark.timeout(0 if KILLS > 100 else 120)
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there_when_the_program_is_killed(tmp_path):
    dice = random.Random()
    told: dict[str, set[str]] = {}
    path = tmp_path
    for kill in range(KILLS):
        if kill % KILLS_PER_STORE == 0:
            path, told = tmp_path / f"kiosk-{kill}.db", {"saved": set(), "delivered": set()}
        news = acknowledged_until_killed(path, dice.uniform(0, 0.2))
        for what, record_id in news:
            told[what].add(record_id)
        look_over(
            path, told["saved"], told["delivered"], {record_id for what, record_id in news if what == "delivered"}
        )
    assert told["saved"]


def look_over(path: Path, saved: set[str], delivered: set[str], just_delivered: set[str]) -> None:
    started = time.monotonic()
    with Store.open(path, KEY, clock=SystemClock()) as store:
        assert time.monotonic() - started < 5
        assert store.problems() == []
        kept = {record.record_id: record for record in store.find_by_name("do thi uyen", limit=1_000_000)}
        assert saved <= kept.keys()
        assert all(len(record.values["GHI_CHU"].value) == 3000 for record in kept.values())
        assert not {row.record_id for row in store.outbox()} & delivered
        assert all(store.receipt(RecordId(record_id)) is not None for record_id in just_delivered)
        counts, verdict = store.counts(), store.verify_audit()
        assert verdict.holds
        # One audit row for each record and each receipt: record, outbox and audit went together or not at all.
        assert sum(counts.values()) == len(kept)
        assert verdict.rows == len(kept) + counts[RecordFate.DELIVERED]
        # Each kill may leave one record that was committed and not yet announced.
        assert len(kept) <= len(saved) + KILLS_PER_STORE


def test_the_store_waits_for_the_disk_at_every_commit(path, clock):
    with Store.open(path, KEY, clock=clock) as store, store._database._reader.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema")
        }
    full = 2
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }
