"""A file that is in the way on purpose.

When the disk is full it is thrown overboard, and there is room to save the visits under way while an administrator is
called.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_CHUNK = 1 << 20
_ROOM_FACTOR = 4
"""The ballast is only taken on a disk with this many times its size free: it must not be what fills the disk."""


class Ballast:
    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._size = size

    def take(self) -> bool:
        """Lay the file down if it is not there and the disk has room; True when it lies there afterwards."""
        try:
            if self._path.exists() and self._path.stat().st_size >= self._size:
                return True
            if shutil.disk_usage(self._path.parent).free < _ROOM_FACTOR * self._size:
                return False
            self._write()
        except OSError:
            self.release()
            return False
        return True

    def release(self) -> bool:
        """Throw it overboard; False when there was nothing to throw."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True

    def _write(self) -> None:
        with self._path.open("wb") as file:
            left = self._size
            while left > 0:
                # Random bytes: a file system that compresses would keep nothing of zeros.
                left -= file.write(os.urandom(min(_CHUNK, left)))
            file.flush()
            os.fsync(file.fileno())
