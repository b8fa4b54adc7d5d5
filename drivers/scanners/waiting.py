"""Waiting for a device that is not there, without a thread and without deafness to cancellation."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from drivers.errors import CameraGone, ScannerGone

T = TypeVar("T")
SLICE_S = 0.05


def pause(seconds: float, cancelled: Callable[[], bool]) -> None:
    """Sleep, but no longer than until `cancelled()`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not cancelled():
        time.sleep(min(SLICE_S, seconds))


def open_when_back(open_device: Callable[[], T], poll_s: float, cancelled: Callable[[], bool]) -> T | None:
    """Try to open a lost device every `poll_s` until it is there; None when cancelled first."""
    while not cancelled():
        try:
            return open_device()
        except (ScannerGone, CameraGone):
            pause(poll_s, cancelled)
    return None
