"""`mot-cham subject export|erase`: a citizen asks what is kept here, or asks for it to be erased. Both go through every
table that can be led back to a person (docs/store.md).

A person is found by an exact number alone (personal, or of the insurance card), or by a record that staff looked up for
somebody who has neither; parts of a number or of a name find nobody, so that the command shows nobody else's records
(Decree 356/2025, article 5, gives two working days for the answer).
"""

from __future__ import annotations

import argparse
import json
import re
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
from kiosk.domain.record import RecordId
from kiosk.records import AboutPerson, AuditEvent, RecordUnknown, StoreError, Subject

_CARD_NUMBER = re.compile(r"[0-9A-Z]{10}|[0-9A-Z]{15}")
"""An old card's 15 characters, or the ten of the person's own number, which is the BHXH number."""


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    export = actions.add_parser("export", help="write everything kept about one citizen to a file")
    export.add_argument("--out", metavar="FILE", type=Path, required=True)
    export.set_defaults(run=run_export)
    erase = actions.add_parser("erase", help="erase everything kept about one citizen")
    erase.set_defaults(run=run_erase)
    for action in (export, erase):
        add_state_option(action)
        whom = action.add_mutually_exclusive_group(required=True)
        whom.add_argument("--id", metavar="NUMBER", type=number, help="personal number, or an insurance card's")
        whom.add_argument("--record", metavar="RECORD_ID", help="for people with neither: a record and what adds to it")
        action.add_argument("--linked", action="store_true", help="also records that share one of those numbers")


def number(text: str) -> str:
    """A number a record may be found by; blanks and small letters, as people copy from cards, are forgiven."""
    compact = "".join(text.split()).upper()
    if _CARD_NUMBER.fullmatch(compact):
        return compact
    try:
        return shape.identity_number(compact)
    except argparse.ArgumentTypeError as error:
        raise argparse.ArgumentTypeError(f"{error}; an insurance card's number has 10 or 15 characters") from None


def run_export(options: argparse.Namespace) -> ExitCode:
    try:
        with open_store(options) as store:
            about = store.about_person(_whom(options))
            store.note(AuditEvent.PERSON_EXPORTED, count=len(about.records))
    except RecordUnknown:
        return _no_record()
    except (StoreError, config.ConfigError) as error:
        return told(error)
    try:
        owner_only.write(options.out, (json.dumps(_told(about), ensure_ascii=False, indent=2) + "\n").encode())
    except OSError as error:
        tell(f"Không ghi được tệp: {error.strerror}.", "The file cannot be written.")
        return ExitCode.USAGE
    count = len(about.records)
    tell(f"Đã ghi {count} hồ sơ vào {options.out}.", f"{count} records were written.")
    if not about.further:
        return ExitCode.DONE
    tell(
        f"Còn {about.further} hồ sơ khác có chung số định danh, số thẻ BHYT hoặc mã số BHXH với các hồ sơ này; "
        "dùng --linked để ghi cả.",
        f"{about.further} further records share a personal, card or BHXH number with these; --linked writes them too.",
    )
    return ExitCode.CHECK_FAILED


def run_erase(options: argparse.Namespace) -> ExitCode:
    try:
        with open_store(options) as store:
            erased = store.erase_person(_whom(options))
    except RecordUnknown:
        return _no_record()
    except (StoreError, config.ConfigError) as error:
        return told(error)
    tell(f"Đã xóa {erased.records} hồ sơ.", f"{erased.records} records were erased.")
    if not erased.further:
        return ExitCode.DONE
    tell(
        f"Còn {erased.further} hồ sơ khác có chung số định danh, số thẻ BHYT hoặc mã số BHXH với hồ sơ vừa xóa: "
        "xóa tiếp theo số thẻ (--id SỐ_THẺ); lần sau dùng --linked để xóa cả trong một lần.",
        f"{erased.further} further records share a personal, card or BHXH number with those erased: "
        "erase them by the card's number (--id); --linked takes them at once.",
    )
    return ExitCode.CHECK_FAILED


def _whom(options: argparse.Namespace) -> Subject:
    record_id = RecordId(options.record) if options.record is not None else None
    return Subject(options.id, record_id, options.linked)


def _no_record() -> ExitCode:
    tell("Không có hồ sơ này.", "There is no such record.")
    return ExitCode.USAGE


def _told(about: AboutPerson) -> dict[str, Any]:
    """The records as they travel to an office, and the rows that belong to them."""
    return {
        "records": [json.loads(encode(record)) for record in about.records],
        "deliveries": [dict(row) for row in about.deliveries],
        "tickets": [dict(row) for row in about.tickets],
        "look_ups": [dict(row) for row in about.look_ups],
        "audit": [dict(row) for row in about.audit],
    }
