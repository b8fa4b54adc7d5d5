"""`mot-cham call-screen`: the window of the waiting room. The demo site without `--state` shows invented calls."""

from __future__ import annotations

import argparse

import config
from kiosk.bootstrap.tickets import waiting_room
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.site_options import add_state_option, open_store, state_folder
from kiosk.records import StoreError
from kiosk.runtime.clock import SystemClock


def add(command: argparse.ArgumentParser) -> None:
    add_state_option(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> ExitCode:
    try:
        from kiosk.bootstrap import call_screen  # noqa: PLC0415 - Qt is an extra
    except ImportError as error:
        print(f"Chưa cài thư viện giao diện ({error.name}): scripts/run")
        return ExitCode.DEVICE
    clock = SystemClock()
    try:
        site = config.load_site(options.site)
        if site.demo and options.state is None:
            from ui.sample_calls import boards  # noqa: PLC0415 - Qt is an extra, and only a demonstration invents

            invented = boards()["calls"]
            return _ended(call_screen.run(site, lambda: invented, clock))
        with open_store(options) as store:
            room = waiting_room(site, state_folder(options), store, clock)
            return _ended(call_screen.run(site, room.board, clock))
    except (StoreError, config.ConfigError) as error:
        return told(error)


def _ended(code: int) -> ExitCode:
    return ExitCode.DONE if code == 0 else ExitCode.DEVICE
