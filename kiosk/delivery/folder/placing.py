"""A file appears whole, on the disk, under a name that was free; or it does not appear.

Written beside its place under a name that no reader takes for a record, synced, then linked to its name: a link
never replaces what is there. Where links are not known (some network shares, FAT), the rename comes after a look, which
is as safe as one writer per name can make it: the name is the record's own key.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from kiosk.delivery.errors import DeliveryLater, DeliveryProblem, DeliveryRefused

if sys.platform == "win32":
    from kiosk.delivery.folder import syncing_win32 as platform
else:
    from kiosk.delivery.folder import syncing_posix as platform

PART = ".part"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def place(path: Path, content: bytes) -> bool:
    """Put `content` at `path`; False when exactly that stood there already.

    Raises `DeliveryRefused` when other content has the name, `DeliveryLater` when the folder is away or full.
    """
    part = path.with_name(f".{path.name}{PART}")
    try:
        try:
            placed = not path.exists() and _written_and_linked(part, path, content)
        finally:
            part.unlink(missing_ok=True)
        if not placed:
            _must_be_same(path, content)
        platform.sync_folder(path.parent)
    except OSError as error:
        full = error.errno in _FULL
        raise DeliveryLater(DeliveryProblem.FOLDER_FULL if full else DeliveryProblem.FOLDER_AWAY) from None
    return placed


def _written_and_linked(part: Path, path: Path, content: bytes) -> bool:
    _write(part, content)
    return _link(part, path)


def _write(part: Path, content: bytes) -> None:
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _link(part: Path, path: Path) -> bool:
    """False when somebody took the name meanwhile."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        return False
    except OSError:
        if path.exists():
            return False
        part.rename(path)
    return True


def _must_be_same(path: Path, content: bytes) -> None:
    with path.open("rb") as file:
        if file.read(len(content) + 1) != content:
            raise DeliveryRefused(DeliveryProblem.CONTENT_DIFFERS)
