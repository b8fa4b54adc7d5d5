"""`mot-cham subject export|erase`: a citizen asks what is kept here, or asks for it to be erased. Both go through every
table that can be led back to a person (docs/store.md).

A person is found by the exact personal number alone; parts of it or of a name find nobody, so that the command shows
nobody else's records (Decree 356/2025, article 5, gives two working days for the answer).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import config
from kiosk.cli import arguments as shape
from kiosk.cli import owner_only
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import tell
from kiosk.cli.site_options import add_state_option, open_store
from kiosk.delivery.payload import encode
from kiosk.records import AboutPerson, AuditEvent, StoreError


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    export = actions.add_parser("export", help="write everything kept about one citizen to a file")
    export.add_argument("--out", metavar="FILE", type=Path, required=True)
    export.set_defaults(run=run_export)
    erase = actions.add_parser("erase", help="erase everything kept about one citizen")
    erase.set_defaults(run=run_erase)
    for action in (export, erase):
        add_state_option(action)
        action.add_argument("--id", metavar="NUMBER", type=shape.identity_number, required=True)


def run_export(options: argparse.Namespace) -> ExitCode:
    try:
        with open_store(options) as store:
            about = store.about_person(options.id)
            store.note(AuditEvent.PERSON_EXPORTED, count=len(about.records))
    except (StoreError, config.ConfigError) as error:
        return told(error)
    try:
        owner_only.write(options.out, (json.dumps(_told(about), ensure_ascii=False, indent=2) + "\n").encode())
    except OSError as error:
        tell(f"Không ghi được tệp: {error.strerror}.", "The file cannot be written.")
        return ExitCode.USAGE
    count = len(about.records)
    tell(f"Đã ghi {count} hồ sơ vào {options.out}.", f"{count} records were written.")
    return ExitCode.DONE


def run_erase(options: argparse.Namespace) -> ExitCode:
    try:
        with open_store(options) as store:
            erased = store.erase_person(options.id)
    except (StoreError, config.ConfigError) as error:
        return told(error)
    tell(f"Đã xóa {erased} hồ sơ.", f"{erased} records were erased.")
    return ExitCode.DONE


def _told(about: AboutPerson) -> dict[str, Any]:
    """The records as they travel to an office, and the rows that belong to them."""
    return {
        "records": [json.loads(encode(record)) for record in about.records],
        "deliveries": [dict(row) for row in about.deliveries],
        "tickets": [dict(row) for row in about.tickets],
        "look_ups": [dict(row) for row in about.look_ups],
        "audit": [dict(row) for row in about.audit],
    }
