"""`mot-cham audit verify`: is the chain of what was done whole?"""

from __future__ import annotations

import argparse
from dataclasses import asdict

import config
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import print_json, tell
from kiosk.cli.site_options import add_state_option, open_store
from kiosk.records import StoreError


def add(command: argparse.ArgumentParser) -> None:
    verify = command.add_subparsers(required=True, metavar="ACTION").add_parser("verify", help="verify every link")
    add_state_option(verify)
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=run_verify)


def run_verify(options: argparse.Namespace) -> ExitCode:
    try:
        with open_store(options) as store:
            verdict = store.verify_audit()
    except (StoreError, config.ConfigError) as error:
        return told(error)
    if options.json:
        print_json(asdict(verdict))
    elif verdict.holds:
        tell(f"Nhật ký nguyên vẹn: {verdict.rows} dòng.", f"The audit is whole: {verdict.rows} rows.")
    else:
        tell(f"Nhật ký bị sửa từ dòng {verdict.broken_at}.", f"The audit is broken from row {verdict.broken_at}.")
    return ExitCode.DONE if verdict.holds else ExitCode.CHECK_FAILED
