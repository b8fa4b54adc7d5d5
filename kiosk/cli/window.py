"""`mot-cham` without a command: the kiosk in a window."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import config
from kiosk.cli.exit_codes import ExitCode
from kiosk.runtime.log import configure_logging


def run(options: argparse.Namespace) -> ExitCode:
    try:
        site = config.load_site(options.site)
    except config.ConfigError as error:
        print(f"Cấu hình chưa đúng: {error}")
        return ExitCode.USAGE
    if not site.demo:
        from kiosk.cli.site_options import state_folder  # noqa: PLC0415 - loads the store, which a demo opens later

        return _show(site, state_folder(options))
    with tempfile.TemporaryDirectory(prefix="mot-cham-demo-") as folder:
        try:
            return _show(site, Path(folder))
        finally:
            configure_logging(None)  # Windows removes no folder in which a log is still open.


def _show(site: config.Site, folder: Path) -> ExitCode:
    try:
        from kiosk.bootstrap import window  # noqa: PLC0415 - Qt is an extra
    except ImportError as error:
        print(f"Chưa cài thư viện giao diện ({error.name}): scripts/run")
        return ExitCode.DEVICE
    return ExitCode.DONE if window.run(site, folder) == 0 else ExitCode.DEVICE


def measure_first_paint() -> None:
    """Show the demo's window, print the time of its first paint (seconds since the epoch), end: for `scripts/bench`."""
    from kiosk.bootstrap import window  # noqa: PLC0415 - Qt is an extra

    with tempfile.TemporaryDirectory(prefix="mot-cham-bench-") as folder:
        window.run(config.load_site("demo"), Path(folder), lambda: print(time.time(), flush=True))


if __name__ == "__main__":
    measure_first_paint()
