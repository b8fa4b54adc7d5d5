"""Collects what a watcher or a scanner yields, on a thread of its own, and ends it with the test."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, Queue


class Watching:
    """A context around a blocking generator function that takes `cancelled`."""

    def __init__(self, watch: Callable[[Callable[[], bool]], Iterator[object]]) -> None:
        self._watch = watch
        self._stop = threading.Event()
        self._seen: Queue[object] = Queue()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            for thing in self._watch(self._stop.is_set):
                self._seen.put(thing)
        except Exception as error:  # noqa: BLE001 - the test looks at whatever came.
            self._seen.put(error)

    def next(self, within_s: float = 5.0) -> object:
        return self._seen.get(timeout=within_s)

    def until(self, wanted: object, within_s: float = 8.0) -> None:
        """Read on until an equal thing, or one of the wanted class, comes."""
        give_up_at = time.monotonic() + within_s
        seen: list[object] = []
        while (left := give_up_at - time.monotonic()) > 0:
            try:
                seen.append(self._seen.get(timeout=left))
            except Empty:
                break
            if seen[-1] == wanted or (isinstance(wanted, type) and isinstance(seen[-1], wanted)):
                return
        raise AssertionError(f"{wanted} did not come; seen: {seen}")

    def nothing_more(self, for_s: float = 0.2) -> None:
        try:
            thing = self._seen.get(timeout=for_s)
        except Empty:
            return
        raise AssertionError(f"unexpected: {thing!r}")

    def end(self) -> float:
        """Cancel; return how many seconds it took to end."""
        begun = time.monotonic()
        self._stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive()
        return time.monotonic() - begun

    def __enter__(self) -> Watching:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
