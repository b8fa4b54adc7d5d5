"""Kill -9 at any moment: what was acknowledged is there, nothing is there by half, and the next start is quick.

`MOT_CHAM_KILLS` sets how often; the short form keeps the whole suite quick. A kill does not prove what a power cut
does: that rests on synchronous=FULL, which the last test looks at.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from invented_records import KEY

from kiosk.domain.record import RecordFate, RecordId
from kiosk.records import Store
from kiosk.runtime.clock import SystemClock

KILLS = int(os.environ.get("MOT_CHAM_KILLS", "8"))
KILLS_PER_STORE = 50
HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def start_child() -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)]), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(HERE / "saving_child.py")]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, text=True, encoding="utf-8")


def acknowledged_until_killed(child: subprocess.Popen[str], path: Path, after_s: float) -> list[tuple[str, str]]:
    assert child.stdout is not None
    assert child.stdin is not None
    with child.stdout, child.stdin:
        child.stdin.write(f"{path}\n")
        child.stdin.flush()
        assert child.stdout.readline() == "open\n"
        time.sleep(after_s)
        child.kill()
        lines = child.stdout.read().splitlines(keepends=True)
    child.wait()
    # A line without its end was being written: the store had acknowledged, but nobody was told.
    return [(words[0], words[1]) for line in lines if line.endswith("\n") and (words := line.split())]


@pytest.mark.timeout(0 if KILLS > 100 else 120)
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there_when_the_program_is_killed(tmp_path):
    dice = random.Random()
    told: dict[str, set[str]] = {"saved": set(), "delivered": set()}
    path = tmp_path / "kiosk-0.db"
    spare = start_child()
    for kill in range(KILLS):
        if kill % KILLS_PER_STORE == 0:
            path, told = tmp_path / f"kiosk-{kill}.db", {"saved": set(), "delivered": set()}
        child, spare = spare, start_child()
        news = acknowledged_until_killed(child, path, dice.uniform(0, 0.3))
        for what, record_id in news:
            told[what].add(record_id)
        look_over(
            path, told["saved"], told["delivered"], {record_id for what, record_id in news if what == "delivered"}
        )
    spare.communicate("")
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
    with Store.open(path, KEY, clock=clock) as store, store._database._engine.connect() as connection:
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
