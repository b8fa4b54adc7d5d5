"""On Windows a folder cannot be opened to be synced; NTFS journals the new name itself."""

from __future__ import annotations

from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Nothing is left to do."""
