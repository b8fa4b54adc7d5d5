"""Owner-only on POSIX: mode 0600 for files, 0700 for folders, also for those that were there with other modes.

Some file systems (FAT on a stick) know no modes and refuse to set them: then the stick itself is what must be kept.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

assert sys.platform != "win32"


def open_file(path: Path, flags: int) -> int:
    """A descriptor to write; `flags` beside those that create."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | flags, 0o600)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):  # A terminal or a pipe keeps its mode.
        with suppress(PermissionError):
            os.fchmod(descriptor, 0o600)
    return descriptor


def keep_from_others(folder: Path) -> None:
    with suppress(PermissionError):
        folder.chmod(0o700)
