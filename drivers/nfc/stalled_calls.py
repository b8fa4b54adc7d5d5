"""A wall clock for calls that cannot be interrupted.

A mute contactless card can keep SCardTransmit inside the service for a minute, and no PC/SC call cancels a transmit. So
the calls of one card session run on one helper thread, and the caller stops waiting when time is up. A helper that is
truly stuck is abandoned: it is a daemon thread, holds nothing but its own PC/SC context, and ends when the driver lets
go. A helper process was rejected: it costs 200 ms for every card, to defend against what happens once a week.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

from drivers.errors import DeviceError

T = TypeVar("T")


class CallStalled(DeviceError):
    """The driver did not come back from a call in time."""


class CallThread:
    """Runs calls one after another on a thread of their own; after one stall it refuses all further calls."""

    def __init__(self, name: str) -> None:
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._stalled = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def call(self, function: Callable[[], T], limit_s: float) -> T:
        """Run `function` and return what it returns or raise what it raises.

        Raises:
            CallStalled: it took longer than `limit_s`, or an earlier call did and is still running.
        """
        if self._stalled:
            raise CallStalled("an earlier call to the reader has not come back")
        result: Future[T] = Future()
        self._calls.put(lambda: _fulfil(result, function))
        try:
            return result.result(timeout=limit_s)
        except TimeoutError as error:
            self._stalled = True
            raise CallStalled(f"the reader did not answer within {limit_s:g} s") from error

    def end(self, limit_s: float = 1.0) -> None:
        """Let the thread finish what it does; wait for it unless it is stuck."""
        self._calls.put(None)
        if not self._stalled:
            self._thread.join(limit_s)

    def _run(self) -> None:
        while (call := self._calls.get()) is not None:
            call()


def _fulfil(result: Future[T], function: Callable[[], T]) -> None:
    try:
        value = function()
    except BaseException as error:  # noqa: BLE001 - handed to the caller's thread, which raises it.
        result.set_exception(error)
    else:
        result.set_result(value)
