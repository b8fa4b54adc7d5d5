"""`mot-cham audit verify|anchor`: is the chain of what was done whole, and where does it end today?

Whoever has the store's key could build the whole chain anew. Against that helps an anchor, the end of the chain at some
moment, printed and kept elsewhere: `verify --anchor` then asks whether the chain still runs through it.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import asdict
from textwrap import wrap

import config
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import print_json, tell
from kiosk.cli.site_options import add_state_option, open_store
from kiosk.records import AuditHead, StoreError
from kiosk.runtime.clock import SystemClock

_ANCHOR = re.compile(r"(\d{1,12}):([0-9a-f]{64})")


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="verify every link")
    verify.add_argument("--anchor", metavar="ROW:HASH", type=anchor, help="as printed by `audit anchor`")
    verify.set_defaults(run=run_verify)
    now = actions.add_parser("anchor", help="the end of the chain, to print and keep elsewhere")
    now.set_defaults(run=run_anchor)
    for action in (verify, now):
        add_state_option(action)
        action.add_argument("--json", action="store_true")


def anchor(text: str) -> AuditHead:
    """`ROW:HASH`; blanks and capitals, as people copy from paper, are forgiven."""
    found = _ANCHOR.fullmatch(re.sub(r"\s", "", text).lower())
    if found is None:
        raise argparse.ArgumentTypeError("an anchor is ROW:HASH, the hash with 64 of 0-9 a-f")
    return AuditHead(int(found[1]), found[2])


def run_verify(options: argparse.Namespace) -> ExitCode:
    try:
        with open_store(options) as store:
            verdict = store.verify_audit(options.anchor)
    except (StoreError, config.ConfigError) as error:
        return told(error)
    if options.json:
        print_json(asdict(verdict) | ({"anchor_met": None} if options.anchor is None else {}))
    elif not verdict.holds:
        tell(f"Nhật ký bị sửa từ dòng {verdict.broken_at}.", f"The audit is broken from row {verdict.broken_at}.")
    elif options.anchor is not None and not verdict.anchor_met:
        tell(
            f"Nhật ký nguyên vẹn: {verdict.rows} dòng, nhưng dòng của điểm neo đã hết hạn lưu.",
            f"The audit is whole: {verdict.rows} rows; the anchor's own row was let go when its time was over.",
        )
    else:
        tell(f"Nhật ký nguyên vẹn: {verdict.rows} dòng.", f"The audit is whole: {verdict.rows} rows.")
    return ExitCode.DONE if verdict.holds else ExitCode.CHECK_FAILED


def run_anchor(options: argparse.Namespace) -> ExitCode:
    try:
        with open_store(options) as store:
            head = store.audit_head()
    except (StoreError, config.ConfigError) as error:
        return told(error)
    at = SystemClock().now().isoformat(timespec="seconds")
    if options.json:
        print_json({"at": at, "anchor": f"{head.count}:{head.hash}"})
        return ExitCode.DONE
    tell("Điểm neo của nhật ký – in ra và cất ở nơi khác.", "Anchor of the audit: print it and keep it elsewhere.")
    print(f"{at}\n{head.count}:")
    for line in wrap(" ".join(wrap(head.hash, 4)), 39):
        print(f"  {line}")
    return ExitCode.DONE
