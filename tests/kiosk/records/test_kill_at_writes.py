"""Kill -9 at every write of save, outbox mark, purge, erasure and migration: 0 acknowledged lost, 0 half, 0 doubled.

What is killed and looked at is in `killed_writes_posix`; `scripts/kill_runs.py` runs it outside the suite, and
`MOT_CHAM_KILLS` makes it longer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from invented_records import KEY, invented_record, receipt_for
from sqlalchemy import delete

from kiosk.records import Store
from kiosk.records.models import OutboxRow
from kiosk.runtime.clock import FakeClock

RUNS = max(500, int(os.environ.get("MOT_CHAM_KILLS", "0")))
SCRIPT = Path(__file__).parents[3] / "scripts" / "kill_runs.py"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the kernel's limit on file sizes is POSIX")


@POSIX
@pytest.mark.timeout(0 if RUNS > 500 else 300)
def test_five_hundred_programs_killed_at_a_write_lose_nothing_half_do_nothing_and_double_nothing():
    done = subprocess.run([sys.executable, SCRIPT, "--runs", str(RUNS)], capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    result = json.loads(done.stdout)
    assert result["wrong"] == []
    assert done.returncode == 0
    assert result["runs"] == RUNS
    assert len(result["by_operation"]) == 6
    # The limits are thrown below what the operation writes, so most runs die, each at its own write.
    assert result["died_at_a_write"] > RUNS * 0.9
    assert result["acknowledged"] > RUNS


@POSIX
def test_the_look_after_a_kill_notices_a_record_that_was_acknowledged_and_is_gone(tmp_path):
    from killed_writes_posix import CASES, NEW, OFFICES

    case = next(one for one in CASES if one.name == "save")
    with Store.open(tmp_path / "kiosk.db", KEY, clock=FakeClock()) as store:
        store.save(NEW[0], OFFICES)
        case.check(store, {NEW[0].record_id})
        with pytest.raises(AssertionError):
            case.check(store, {NEW[0].record_id, NEW[1].record_id})


@POSIX
def test_the_look_after_a_kill_notices_half_a_record_and_a_receipt_nobody_gave(tmp_path):
    from killed_writes_posix import CASES, KEPT, OFFICES, whole

    case = next(one for one in CASES if one.name == "outbox mark")
    with Store.open(tmp_path / "kiosk.db", KEY, clock=FakeClock()) as store:
        for record in KEPT:
            store.save(record, OFFICES)
        store.mark_delivered(receipt_for(KEPT[0]), "folder")
        with pytest.raises(AssertionError):
            case.check(store, set())
        half = invented_record()
        store.save(half, OFFICES)
        with store.database.writing() as session:
            session.execute(
                delete(OutboxRow).where(OutboxRow.record_id == half.record_id, OutboxRow.delivery_id == "folder")
            )
        with pytest.raises(AssertionError):
            whole(store, half)
