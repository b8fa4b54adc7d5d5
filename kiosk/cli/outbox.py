"""`mot-cham outbox list|retry`: what waits for delivery. Numbers and times only, no personal values."""

from __future__ import annotations

import argparse

import config
from kiosk.bootstrap.deliveries import open_senders
from kiosk.bootstrap.desk_performers import failure_of_store
from kiosk.bootstrap.languages import language
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import print_json, tell
from kiosk.cli.site_options import add_state_option, open_store, state_folder
from kiosk.delivery import Outbox
from kiosk.domain.record import Receipt, RecordFate
from kiosk.records import Store, StoreError
from kiosk.runtime.clock import SystemClock


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    for name, run, text in (
        ("list", run_list, "records that wait or were refused"),
        ("retry", run_retry, "try to deliver everything that waits, now"),
    ):
        action = actions.add_parser(name, help=text)
        add_state_option(action)
        action.add_argument("--json", action="store_true")
        action.set_defaults(run=run)
        if name == "retry":
            action.add_argument("--refused", action="store_true", help="also those the office refused")
            action.add_argument("--desk", metavar="DESK_ID", help="in a shared store: of a desk gone or renamed")


def run_list(options: argparse.Namespace) -> ExitCode:
    try:
        with open_store(options) as store:
            rows = [
                {
                    "record_id": one.record_id,
                    "delivery": one.delivery_id,
                    "fate": fate.value,
                    "attempts": one.attempts,
                    "problem": one.last_error,
                    "next_try": one.next_at.isoformat(),
                }
                for fate, found in ((RecordFate.WAITING, store.outbox()), (RecordFate.REFUSED, store.refused()))
                for one in found
            ]
    except (StoreError, config.ConfigError) as error:
        return told(error)
    if options.json:
        print_json(rows)
    else:
        for row in rows:
            print("  ".join(f"{name} {value}" for name, value in row.items() if value is not None))
        if not rows:
            tell("Không có hồ sơ nào đang chờ.", "No record is waiting.")
    return ExitCode.DONE


def run_retry(options: argparse.Namespace) -> ExitCode:
    try:
        site = config.load_site(options.site)
        if site.demo:
            tell("Địa điểm thử không có nơi gửi thật.", "The demo site has no real destination.")
            return ExitCode.USAGE
        clock = SystemClock()
        desk_id = options.desk or site.desk_id
        with (
            open_store(options, desk_id=desk_id) as store,
            open_senders(site, state_folder(options), clock) as senders,
        ):
            receipts, refused = _deliver(store, Outbox(store, senders, clock), options.refused)
            waiting = len(store.outbox(own=True))
    except (StoreError, config.ConfigError) as error:
        return told(error)
    delivered = [{"record_id": one.record_id, "receipt": one.number, "duplicate": one.duplicate} for one in receipts]
    if options.json:
        print_json({"delivered": delivered, "waiting": waiting, "refused": refused})
    else:
        tell(
            f"Đã gửi {len(delivered)}, bị từ chối {refused}, còn chờ {waiting}.",
            f"Delivered {len(delivered)}, refused {refused}, waiting {waiting}.",
        )
    return ExitCode.DONE if waiting == refused == 0 else ExitCode.PORTAL


def _deliver(store: Store, outbox: Outbox, again_refused: bool) -> tuple[list[Receipt], int]:
    """The receipts, and how many were refused on this occasion."""
    if again_refused:
        for one in store.refused(own=True):
            store.send_again(one.record_id, one.delivery_id)
    before = {(one.record_id, one.delivery_id) for one in store.refused(own=True)}
    receipts = outbox.retry(lambda: False)
    return receipts, sum((one.record_id, one.delivery_id) not in before for one in store.refused(own=True))


def told(error: StoreError | config.ConfigError) -> ExitCode:
    """Say what is wrong with the store or the settings."""
    if isinstance(error, config.ConfigError):
        tell("Cấu hình chưa đúng.", f"The settings are not right: {error}.")
        return ExitCode.USAGE
    key = f"failure.{failure_of_store(error).key}"
    tell(language("vi").say(key), language("en").say(key))
    return ExitCode.STORE
