"""A wall-clock limit around a conversation, whatever it hangs on.

Timeouts of an HTTP library are per read: a server that sends one byte a second never meets them, and a name look-up
has none at all. So the conversation runs in a thread of its own and is left behind when its time is over; `abandon`
closes what it talks through, which ends it at its next read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from kiosk.insurance.errors import PortalTrouble

Result = TypeVar("Result")


class _Attempt(Generic[Result]):
    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self._done = threading.Event()
        self._result: Result | None = None
        self._error: Exception | None = None

    def run(self) -> None:
        try:
            self._result = self._work()
        except Exception as error:  # noqa: BLE001 - carried over to the caller's thread, raised there
            self._error = error
        finally:
            self._done.set()

    def wait(self, limit_s: float) -> bool:
        return self._done.wait(limit_s)

    def outcome(self) -> Result:
        if self._error is not None:
            raise self._error
        assert self._result is not None
        return self._result


def within(limit_s: float, work: Callable[[], Result], abandon: Callable[[], None]) -> Result:
    """The result of `work`, or its exception.

    Raises:
        PortalTrouble: `limit_s` passed first.
    """
    attempt = _Attempt(work)
    threading.Thread(target=attempt.run, name="insurance-look-up", daemon=True).start()
    if not attempt.wait(limit_s):
        abandon()
        raise PortalTrouble("no answer in time")
    return attempt.outcome()
