"""A damaged store is put aside whole: the kiosk goes on with a new one, and a person can try to save the old."""

from __future__ import annotations

from pathlib import Path

from kiosk.records.errors import StoreError
from kiosk.runtime.clock import Clock

_PARTS = ("-wal", "-shm", "")
"""The file itself goes last: while it is still there the store counts as not yet put aside."""


def set_aside(path: Path, clock: Clock) -> Path:
    """Rename the store and its companions to `<name>.damaged-<time>`; returns the new path. The old key still belongs
    to it."""
    aside = path.with_name(f"{path.name}.damaged-{clock.now():%Y%m%dT%H%M%S%f}")
    try:
        for part in _PARTS:
            piece = path.with_name(path.name + part)
            if piece.exists():
                piece.rename(aside.with_name(aside.name + part))
    except OSError as error:
        raise StoreError(type(error).__name__) from None
    return aside
