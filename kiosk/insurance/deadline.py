"""A wall-clock limit around a conversation, whatever it hangs on.

Timeouts of an HTTP library are per read: a server that sends one byte a second never meets them, and a name look-up
has none at all. So the conversation runs in a thread of its own and is left behind when its time is over; whoever
waited closes what it talks through, which ends it at its next read.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from kiosk.domain.insurance import Happened
from kiosk.insurance.errors import PortalTrouble

Result = TypeVar("Result")


class Attempt(Generic[Result]):
    """Work under way in a thread of its own."""

    def __init__(self, work: Callable[[], Result], name: str = "insurance-look-up") -> None:
        self._work = work
        self._done = threading.Event()
        self._result: Result | None = None
        self._error: Exception | None = None
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def result(self, limit_s: float) -> Result:
        """What the work gave, or its exception.

        Raises:
            PortalTrouble: `limit_s` passed first; the work goes on until what it talks through is closed.
        """
        if not self._done.wait(max(0.0, limit_s)):
            raise PortalTrouble("no answer in time", Happened.NO_ANSWER_IN_TIME)
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]  # It is done and there is no error: this is the result.

    def _run(self) -> None:
        try:
            self._result = self._work()
        except Exception as error:  # noqa: BLE001 - carried over to the caller's thread, raised there
            self._error = error
        finally:
            self._done.set()


class Deadline:
    """A moment by the monotonic clock of the machine, whatever the wall clock does."""

    def __init__(self, limit_s: float) -> None:
        self._at = time.monotonic() + limit_s

    def left_s(self) -> float:
        return max(0.0, self._at - time.monotonic())
