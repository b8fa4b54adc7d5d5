"""Commands that work on a site: where its state lies, and its store."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import config
from kiosk.bootstrap.records import open_store_of
from kiosk.records import Store
from kiosk.runtime.clock import SystemClock


def add_state_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--site", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.add_argument("--state", metavar="DIR", type=Path, default=argparse.SUPPRESS, help="as above")


def state_folder(options: argparse.Namespace) -> Path:
    """`--state`, else a folder of this user named after the program."""
    if options.state is not None:
        chosen: Path = options.state
        return chosen
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local" / "state"))
    return base / "mot-cham"


@contextmanager
def open_store(options: argparse.Namespace, *, desk_id: str | None = None) -> Iterator[Store]:
    """The store of the chosen site; it is never made here, so that a mistyped folder is not taken for an empty store.
    With `desk_id` only that desk's records are due in a shared one.

    Raises:
        config.ConfigError, StoreError: settings or store do not allow it.
    """
    site, folder = config.load_site(options.site), state_folder(options)
    wanted = folder / (site.store.path if site.store.url is None else site.store.key_file)
    if not wanted.exists():
        raise config.ConfigError(str(wanted), "state", "there is no store", "Name the site's folder with --state")
    with open_store_of(site, folder, SystemClock(), desk_id=desk_id) as store:
        yield store
