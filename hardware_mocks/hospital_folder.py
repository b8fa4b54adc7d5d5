"""An imagined hospital program that fetches records from a folder: docs/deliveries/folder.md.

It looks for `*.json`, which the kiosk places last, takes the files of that record together and moves them away. The
name is the key: a name it has taken before is moved away unread.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

TAKEN = "taken"


class FolderFetcher:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.received: dict[str, Mapping[str, Any]] = {}
        """By record id, in the order they were taken."""
        self.beside: dict[str, tuple[str, ...]] = {}
        """The endings of the other files of each record."""

    def fetch(self) -> int:
        """Take what is there; returns how many records were new."""
        taken = self._folder / TAKEN
        taken.mkdir(exist_ok=True)
        new = 0
        for path in sorted(self._folder.glob("*.json")):
            others = sorted(one for one in self._folder.glob(f"{path.stem}.*") if one != path)
            if path.stem not in self.received:
                self.received[path.stem] = json.loads(path.read_text(encoding="utf-8"))
                self.beside[path.stem] = tuple(one.suffix[1:] for one in others)
                new += 1
            for one in (*others, path):
                one.replace(taken / one.name)
        return new


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m hardware_mocks.hospital_folder", description="An imagined fetcher of records from a folder"
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--once", action="store_true", help="look once and end")
    chosen = parser.parse_args(arguments)
    fetcher = FolderFetcher(chosen.folder)
    while True:
        new = fetcher.fetch()
        sys.stdout.write(f"{new}\n" if chosen.once else "." * new)
        sys.stdout.flush()
        if chosen.once:
            return 0
        time.sleep(1)


if __name__ == "__main__":
    sys.exit(main())
