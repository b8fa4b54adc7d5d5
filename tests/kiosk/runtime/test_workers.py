"""Workers survive their jobs, stop when asked, and leave no thread behind."""

from __future__ import annotations

import threading
import time

from kiosk.runtime.workers import Mailbox, Repeater, Worker


def test_jobs_are_done_in_order_on_one_thread_that_is_not_ours():
    reports: list[BaseException] = []
    worker = Worker("device", reports.append)
    done: list[tuple[int, str]] = []
    finished = threading.Event()
    for number in range(50):
        worker.submit(lambda number=number: done.append((number, threading.current_thread().name)))
    worker.submit(finished.set)
    assert finished.wait(5)
    assert done == [(number, "device") for number in range(50)]
    assert worker.stop()
    assert reports == []


def test_a_job_that_raises_is_reported_and_the_next_is_done():
    reports: list[BaseException] = []
    worker = Worker("device", reports.append)
    finished = threading.Event()

    def fail() -> None:
        raise KeyError("x")

    worker.submit(fail)
    worker.submit(finished.set)
    assert finished.wait(5)
    assert worker.stop()
    assert [type(report) for report in reports] == [KeyError]


def test_stop_drops_what_waits_and_tells_the_job_under_way():
    worker = Worker("device", lambda _error: None)
    begun, late = threading.Event(), threading.Event()

    def patient() -> None:
        begun.set()
        while not worker.cancelled():
            time.sleep(0.001)

    worker.submit(patient)
    worker.submit(late.set)
    assert begun.wait(5)
    assert worker.stop()
    worker.submit(late.set)
    assert not late.is_set()
    assert "device" not in [thread.name for thread in threading.enumerate()]


def test_a_worker_may_stop_itself():
    worker = Worker("device", lambda _error: None)
    ended = threading.Event()
    worker.submit(lambda: (worker.stop(), ended.set()))
    assert ended.wait(5)
    assert worker.stop()


def test_a_job_that_does_not_end_is_said_so():
    worker = Worker("device", lambda _error: None)
    begun, release = threading.Event(), threading.Event()
    worker.submit(lambda: (begun.set(), release.wait(5)))
    assert begun.wait(5)
    assert worker.stop(0.05) is False
    release.set()
    assert worker.stop()


def test_a_repeater_repeats_wakes_at_once_survives_and_stops():
    rounds: list[float] = []
    reports: list[BaseException] = []
    again = threading.Semaphore(0)

    def job(_cancelled: object) -> None:
        rounds.append(time.monotonic())
        again.release()
        if len(rounds) == 1:
            raise OSError

    repeater = Repeater("outbox", job, every_s=60, report=reports.append)
    assert again.acquire(timeout=5)
    repeater.wake()
    assert again.acquire(timeout=5)
    assert repeater.stop()
    assert len(reports) == 1
    assert len(rounds) in (2, 3)
    assert "outbox" not in [thread.name for thread in threading.enumerate()]


def test_letters_come_out_in_order_once():
    woken: list[None] = []
    mailbox: Mailbox[int] = Mailbox(lambda: woken.append(None))
    threads = [threading.Thread(target=mailbox.post, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
        thread.join()
    assert mailbox.drain() == list(range(20))
    assert mailbox.drain() == []
    assert len(woken) == 20
    assert mailbox.wait(0.01) is None
    mailbox.post(7)
    assert mailbox.wait(5) == 7
