"""Threads, so that nothing else needs to know them.

Each device and the outbox has one worker. A worker catches everything in one place and reports it; its thread never
dies of a job. Results travel by `Mailbox` to the thread that may change state. `concurrent.futures` was rejected: an
exception in a future that nobody asks for is silent, and its threads keep a stopping program alive.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Job = Callable[[], None]
Report = Callable[[BaseException], None]

T = TypeVar("T")


class Worker:
    """One thread with a queue of jobs, done in order.

    `report` is called on the worker's thread with whatever a job raised. `stop` lets the job under way end and drops
    the rest; a job that must end early watches its own `cancelled`.
    """

    def __init__(self, name: str, report: Report) -> None:
        self.name = name
        self._report = report
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Do `job` after those that were submitted before; after `stop` nothing is taken any more."""
        if not self._stopping.is_set():
            self._jobs.put(job)

    def cancelled(self) -> bool:
        """True once `stop` was asked: long jobs look here."""
        return self._stopping.is_set()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """Ask the thread to end and wait; False when the job under way did not end in time."""
        self._stopping.set()
        self._jobs.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._stopping.is_set():
                return
            try:
                job()
            except Exception as error:  # noqa: BLE001 - the one place where a worker's surprises end
                self._report(error)


class Repeater:
    """One thread that does the same job again and again, and at once when woken: the outbox's clockwork."""

    def __init__(
        self, name: str, job: Callable[[Callable[[], bool]], object], *, every_s: float, report: Report
    ) -> None:
        """`job` is given a `cancelled` to look at."""
        self._job = job
        self._every_s = every_s
        self._report = report
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def wake(self) -> None:
        self._wake.set()

    def stop(self, timeout_s: float = 5.0) -> bool:
        self._stopping.set()
        self._wake.set()
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._job(self._stopping.is_set)
            except Exception as error:  # noqa: BLE001 - as in Worker: reported, and the next round starts
                self._report(error)
            self._wake.wait(self._every_s)
            self._wake.clear()


class Mailbox(Generic[T]):
    """Letters from any thread, opened on one."""

    def __init__(self, notify: Callable[[], None] | None = None) -> None:
        """`notify` is called on the posting thread after each letter, to wake the one who drains."""
        self._letters: queue.SimpleQueue[T] = queue.SimpleQueue()
        self._notify = notify

    def post(self, letter: T) -> None:
        self._letters.put(letter)
        if self._notify is not None:
            self._notify()

    def drain(self) -> list[T]:
        """What has arrived, oldest first; what is posted meanwhile waits for the next call."""
        letters = []
        for _ in range(self._letters.qsize()):
            try:
                letters.append(self._letters.get_nowait())
            except queue.Empty:
                break
        return letters

    def wait(self, timeout_s: float) -> T | None:
        """The next letter, or None when none came in time: for programs without an event loop of their own."""
        try:
            return self._letters.get(timeout=timeout_s)
        except queue.Empty:
            return None
