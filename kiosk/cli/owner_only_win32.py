"""Owner-only on Windows: files inherit the rights of their folder, and the folders of a user are that user's alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

assert sys.platform == "win32"


def open_file(path: Path, flags: int) -> int:
    """A descriptor to write; `flags` beside those that create."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_BINARY | flags)


def keep_from_others(folder: Path) -> None:
    """The rights of the folder above are inherited."""
