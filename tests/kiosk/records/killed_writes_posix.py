"""Kills a program at a chosen write of whatever it does to the store, and looks at what the next start finds.

The kernel does the killing: a process that writes beyond RLIMIT_FSIZE is sent SIGXFSZ, and the write that crosses the
limit is torn exactly there. The limit is set when the store is open and the operation begins, so that every write to
the write-ahead log, and every page moved to the file by a checkpoint, comes up as the place to die.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from invented_records import KEY, NUMBER, invented_record, receipt_for
from old_store import make_old_file

from kiosk.domain.record import Record, RecordFate
from kiosk.records import Retention, Store, Subject
from kiosk.records.encrypted_engine import make_engine
from kiosk.runtime.clock import FakeClock

assert sys.platform != "win32"

OFFICES = ("hospital", "folder")
Said = Callable[[str], None]
"""What the killed process told before it died: what it said, somebody believed."""


def _clock() -> FakeClock:
    clock = FakeClock()
    clock.pass_time(90 * 86400)
    return clock


@dataclass(frozen=True)
class Case:
    """One operation: what it begins with, what it does (saying what is acknowledged), and how it must end."""

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Store, Said], None]
    check: Callable[[Store, set[str]], None]
    """After the kill and a new start: what was said holds, and nothing is there by half."""
    finished: Callable[[Store], None]
    """After acting once more, to the end."""


@dataclass
class Tally:
    runs: Counter[str] = field(default_factory=Counter)
    died: int = 0
    acknowledged: int = 0


NEW = [invented_record(padding=1500) for _ in range(3)]
KEPT = [invented_record(padding=1500, number=f"00119901{place:04d}") for place in range(6)]
MINE = [invented_record(padding=1500) for _ in range(2)]


def _with(records: list[Record], delivered: bool) -> Callable[[Path], None]:
    def prepare(path: Path) -> None:
        with Store.open(path, KEY, clock=FakeClock()) as store:
            for record in records:
                store.save(record, OFFICES)
                for office in OFFICES if delivered else ():
                    store.mark_delivered(receipt_for(record), office)

    return prepare


def whole(store: Store, record: Record) -> bool:
    """The record with all that belongs to it, or nothing of it; anything between fails."""
    about = [one for one in store.find_by_number(record.values["SO_CCCD"].value) if one.record_id == record.record_id]
    rows = [row for row in store.outbox() + store.refused() if row.record_id == record.record_id]
    if not about:
        assert rows == []
        return False
    assert about == [record]
    assert set(store.fates(record.record_id)) == set(OFFICES)
    return True


def _save(store: Store, said: Said) -> None:
    for record in NEW:
        store.save(record, OFFICES)
        said(record.record_id)


def _saved(store: Store, said: set[str]) -> None:
    there = {record.record_id for record in NEW if whole(store, record)}
    assert said <= there
    assert store.verify_audit().rows == len(there)


def _all_saved(store: Store) -> None:
    assert len(store.outbox()) == len(NEW) * len(OFFICES)
    assert store.verify_audit().rows == len(NEW)


def _mark(store: Store, said: Said) -> None:
    for row in store.outbox():
        receipt = receipt_for(store.record(row.record_id))
        said(f"office {row.record_id} {row.delivery_id}")
        store.mark_delivered(receipt, row.delivery_id)
        said(f"marked {row.record_id} {row.delivery_id}")


def _marked(store: Store, said: set[str]) -> None:
    for record in KEPT:
        for office, fate in store.fates(record.record_id).items():
            name = f"{record.record_id} {office}"
            if f"marked {name}" in said:
                assert fate is RecordFate.DELIVERED
            if fate is RecordFate.DELIVERED:
                assert f"office {name}" in said
                assert store.receipt(record.record_id, office) == receipt_for(record)
    delivered = sum(len(OFFICES) for _ in KEPT) - len(store.outbox())
    assert store.verify_audit().rows == len(KEPT) + delivered


def _all_marked(store: Store) -> None:
    assert store.counts()[RecordFate.DELIVERED] == len(KEPT)
    assert store.verify_audit().rows == len(KEPT) * (1 + len(OFFICES))


def _refuse(store: Store, said: Said) -> None:
    for row in store.outbox():
        if row.delivery_id == "folder":
            store.note_attempt(row.record_id, "delivery.timeout", FakeClock().now(), "folder")
        else:
            store.mark_refused(row.record_id, "delivery.rejected", row.delivery_id)
        said(f"{row.record_id} {row.delivery_id}")


def _refused(store: Store, said: set[str]) -> None:
    for record in KEPT:
        fates = store.fates(record.record_id)
        if f"{record.record_id} hospital" in said:
            assert fates["hospital"] is RecordFate.REFUSED
        if f"{record.record_id} folder" in said:
            assert fates["folder"] is RecordFate.WAITING
    assert store.verify_audit().rows == len(KEPT) + len(store.refused())


def _all_refused(store: Store) -> None:
    assert (len(store.refused()), len(store.outbox())) == (len(KEPT), len(KEPT))


def _purge(store: Store, said: Said) -> None:
    said(f"purged {sum(store.keep_only(Retention(delivered=timedelta(days=30))).values())}")


def _purged(store: Store, said: set[str]) -> None:
    left = [record for record in KEPT if whole(store, record)]
    assert left == [] if said else len(left) in (0, len(KEPT))
    assert bool(store.find_by_name("do thi uyen")) == bool(left)


def _all_gone(store: Store) -> None:
    assert store.find_by_name("do thi uyen") == []
    assert store.outbox() == []


def _erase(store: Store, said: Said) -> None:
    said(f"erased {store.erase_person(Subject(NUMBER)).records}")


def _erased(store: Store, said: set[str]) -> None:
    left = [record for record in MINE if whole(store, record)]
    assert left == [] if said else len(left) in (0, len(MINE))
    assert all(whole(store, record) for record in KEPT)


def _all_erased(store: Store) -> None:
    assert store.find_by_number(NUMBER) == []
    assert len(store.find_by_name("do thi uyen")) == len(KEPT)


def _migrate(store: Store, said: Said) -> None:
    """Opening was the operation."""
    said("open")


def _migrated(store: Store, said: set[str]) -> None:
    assert [store.record(record.record_id) for record in KEPT] == KEPT
    assert [row.attempts for row in store.outbox()] == [1, 3, 5]
    assert store.receipt(KEPT[1].record_id) is not None
    assert len(store.find_by_name("uyen do")) == len(KEPT)


CASES = (
    Case("save", _with([], delivered=False), _save, _saved, _all_saved),
    Case("outbox mark", _with(KEPT, delivered=False), _mark, _marked, _all_marked),
    Case("refusal and attempt", _with(KEPT, delivered=False), _refuse, _refused, _all_refused),
    Case("purge", _with(KEPT, delivered=True), _purge, _purged, _all_gone),
    Case("erase", _with([*KEPT, *MINE], delivered=False), _erase, _erased, _all_erased),
    Case("migration", lambda path: make_old_file(path, KEPT), _migrate, _migrated, lambda s: _migrated(s, set())),
)


def kill_runs(runs: int, seed: int, tally: Tally) -> None:
    """That many kills, the cases in turn, counted in `tally`. AssertionError names the seed, the run and the case."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        templates = {case.name: _template(case, Path(folder)) for case in CASES}
        for run in range(runs):
            case = CASES[run % len(CASES)]
            path, reach = templates[case.name]
            try:
                _one_run(case, path, Path(folder) / f"run-{run}", dice.randrange(reach), tally)
            except Exception as error:
                raise AssertionError(f"seed {seed}, run {run}, {case.name}") from error


def _template(case: Case, folder: Path) -> tuple[Path, int]:
    """The store the case begins with, and how far into a file its writes reach when nobody kills it."""
    path = folder / f"{case.name}.db"
    case.prepare(path)
    _, copy, reach = _in_child(case, path, folder / f"{case.name}-whole", resource.RLIM_INFINITY)
    shutil.rmtree(copy.parent)
    return path, reach


def _one_run(case: Case, template: Path, folder: Path, limit: int, tally: Tally) -> None:
    said, path, _ = _in_child(case, template, folder, limit)
    tally.runs[case.name] += 1
    tally.died += "end" not in said
    tally.acknowledged += len(said - {"end"})
    with Store.open(path, KEY, clock=_clock()) as store:
        assert store.problems() == []
        assert store.verify_audit().holds
        case.check(store, said - {"end"})
        case.act(store, lambda _: None)
        case.finished(store)
        assert store.verify_audit().holds
    shutil.rmtree(folder)


def _in_child(case: Case, template: Path, folder: Path, limit: int) -> tuple[set[str], Path, int]:
    """What a process said before it died of its first write beyond `limit`; where its store lies; the largest file."""
    folder.mkdir()
    path = folder / "kiosk.db"
    shutil.copy(template, path)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _act_and_die(case, path, writing, limit)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = set(pipe.read().decode().splitlines())
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"the child ended by itself: {status}"
    assert os.WTERMSIG(status) in (signal.SIGXFSZ, signal.SIGKILL)
    return said, path, max(file.stat().st_size for file in folder.iterdir())


def _act_and_die(case: Case, path: Path, pipe: int, limit: int) -> None:
    def said(text: str) -> None:
        os.write(pipe, f"{text}\n".encode())

    try:
        with _open_before_the_limit(case, path, limit) as store:
            case.act(store, said)
            said("end")
            os.kill(os.getpid(), signal.SIGKILL)
    finally:
        os._exit(3)


@contextmanager
def _open_before_the_limit(case: Case, path: Path, limit: int) -> Iterator[Store]:
    """The shared-memory file is made first: it would be what every small limit is hit by."""
    holder = make_engine(path, KEY, 5)
    with holder.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        connection.rollback()
        store = Store.open(path, KEY, clock=_clock()) if case.name != "migration" else None
        _limit_file_size(limit)
        yield store or Store.open(path, KEY, clock=_clock())


def _limit_file_size(limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
