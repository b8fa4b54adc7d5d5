"""The scanner of a desk that has none: it waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from drivers.scanners.codes import ScannedCode, UnreadableCode, nothing

_PAUSE_S = 0.1


class NoScanner:
    """A `CodeScanner` that never sees a code."""

    def scan(
        self, cancelled: Callable[[], bool], ready: Callable[[], None] = nothing
    ) -> Iterator[ScannedCode | UnreadableCode]:
        while not cancelled():
            time.sleep(_PAUSE_S)
        yield from ()
