"""Files that a person asked for and that hold a citizen's data: written so that nobody else on the machine reads them.

How a file is kept from others is the platform's matter (`owner_only_posix`, `owner_only_win32`).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

if sys.platform == "win32":
    from kiosk.cli import owner_only_win32 as platform
else:
    from kiosk.cli import owner_only_posix as platform


class FolderInUseError(Exception):
    """There is something in a folder that was to be filled: what is written would mix with it."""


def open_text(path: Path) -> TextIO:
    """A text file to write, emptied when it was there.

    Raises:
        OSError: it cannot be written.
    """
    return os.fdopen(platform.open_file(path, os.O_TRUNC), "w", encoding="utf-8")


def write(path: Path, content: bytes) -> None:
    """Write a whole file.

    Raises:
        OSError: it cannot be written.
    """
    with os.fdopen(platform.open_file(path, os.O_TRUNC), "wb") as file:
        file.write(content)


def require_writable(path: Path) -> None:
    """Find out before the work begins; what is there stays as it is.

    Raises:
        OSError: it cannot be written.
    """
    was_there = path.exists()
    os.close(platform.open_file(path, 0))
    if not was_there:
        path.unlink()


def make_folder(path: Path) -> None:
    """A folder to write into, made when missing.

    Raises:
        OSError: it cannot be made.
    """
    path.mkdir(parents=True, exist_ok=True)
    platform.keep_from_others(path)


def make_empty_folder(path: Path) -> None:
    """The same, for one that shall hold nothing else.

    Raises:
        FolderInUseError: it holds something; then nothing about it was changed.
        OSError: it cannot be made, or nothing can be written there.
    """
    if path.exists() and any(path.iterdir()):
        raise FolderInUseError
    make_folder(path)
    require_writable(path / ".writable")
