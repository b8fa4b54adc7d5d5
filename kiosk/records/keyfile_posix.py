"""Key files on POSIX: mode 0600, owned by whoever runs the kiosk."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from kiosk.records.errors import KeyFileError

assert sys.platform != "win32"


def protect(key: bytes) -> bytes:
    return key


def unprotect(content: bytes) -> bytes:
    return content


def create_owner_only(path: Path, content: bytes) -> None:
    """Write a new file that never was readable by others, and sync it and its directory."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def check_owner_only(path: Path) -> None:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise KeyFileError("not_a_file")
    if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFileError("readable_by_others")
    if status.st_uid not in (os.geteuid(), 0):
        raise KeyFileError("owned_by_another")
