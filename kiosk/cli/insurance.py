"""`mot-cham insurance look-up|pending|run`: ask the health-insurance portal as the desk would, and see what it owes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import config
from kiosk.bootstrap.deliveries import take_follow_ups
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.owed_look_ups import OwedLookUps
from kiosk.bootstrap.portal import later_rules, portal_settings
from kiosk.cli import arguments as shape
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.insurance_answer import answer_as_json, follow_up_as_json, pending_as_json, with_lines
from kiosk.cli.outbox import told
from kiosk.cli.output import print_fields, print_json, tell, tell_failure
from kiosk.cli.site_options import add_state_option, open_store, state_folder
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Source
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.domain.look_up import LookUpState
from kiosk.identification import CodeError, compare_with_portal, identity_from_code, parse_code
from kiosk.insurance import MAX_NAME, PortalClient, SettingsError, clean_number, is_number
from kiosk.records import StoreError
from kiosk.records.look_ups import LookUpRows
from kiosk.runtime.clock import SystemClock

_UNANSWERED = (InsuranceOutcome.LATER, InsuranceOutcome.CONFIGURATION, InsuranceOutcome.NOT_ASKED)


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    look_up = actions.add_parser("look-up", help="ask about one citizen: card, history, co-payment")
    who = look_up.add_mutually_exclusive_group(required=True)
    who.add_argument("--qr", metavar="TEXT", help="text of an identity or insurance card's code")
    who.add_argument("--number", metavar="N", help="personal number or insurance card number; needs --name and --birth")
    look_up.add_argument("--name", metavar="NAME", default="")
    look_up.add_argument("--birth", metavar="dd/mm/yyyy", type=shape.birth)
    look_up.set_defaults(run=run_look_up)
    pending = actions.add_parser("pending", help="look-ups that are owed, and those given up: the staff's list")
    pending.add_argument("--answered", action="store_true", help="also those that were answered")
    pending.set_defaults(run=run_pending)
    run = actions.add_parser("run", help="ask now what is owed, and keep the answers as records that follow")
    run.add_argument("--all", action="store_true", help="also what is not due yet, and what was given up")
    run.set_defaults(run=run_run)
    for action in (look_up, pending, run):
        add_state_option(action)
        action.add_argument("--json", action="store_true")
    for action in (look_up, run):
        action.add_argument("--scenario", metavar="NAME", default="good", help="of the demo's portal; docs/portal.md")


def run_look_up(options: argparse.Namespace) -> ExitCode:
    if options.number is not None and not _askable(options):
        return ExitCode.USAGE
    today = vietnamese_date(datetime.now(UTC))
    try:
        identity = identity_from_code(parse_code(options.qr), today) if options.qr is not None else _typed(options)
        with _client(options) as client:
            answer = client.look_up(identity, today)
    except CodeError as error:
        tell_failure(error, as_json=options.json)
        return ExitCode.USAGE
    except (config.ConfigError, SettingsError) as error:
        return _told(error)
    differs = [one.name for one in compare_with_portal(identity, answer) if one.weighty]
    shown = answer_as_json(answer) | {"differs": [name.value for name in differs]}
    if options.json:
        print_json(shown)
    else:
        print_fields(with_lines(shown))
    if differs:
        _warned(differs)
        return ExitCode.CHECK_FAILED
    return ExitCode.PORTAL if answer.outcome in _UNANSWERED else ExitCode.DONE


def _warned(differs: Sequence[FactName]) -> None:
    """Say which facts the answer's holder does not share; the card may be another person's."""
    vietnamese, english = (
        ", ".join(language(code).say(f"desk.fact.{name.value}") for name in differs) for code in ("vi", "en")
    )
    tell(
        f"Cổng trả lời về người có thông tin khác ({vietnamese}): không dùng thẻ này khi chưa đối chiếu giấy tờ.",
        f"The portal's answer is about somebody who differs ({english}): do not use this card before checking papers.",
    )


def run_pending(options: argparse.Namespace) -> ExitCode:
    wanted = [LookUpState.PENDING, LookUpState.GIVEN_UP]
    try:
        with open_store(options) as store:
            found = LookUpRows(store.database).listed(*wanted, *([LookUpState.ANSWERED] if options.answered else []))
    except (StoreError, config.ConfigError) as error:
        return told(error)
    rows = [pending_as_json(one) for one in found]
    if options.json:
        print_json(rows)
    else:
        for row in rows:
            row["evidence"] = f"{len(row['evidence'])}"
            print("  ".join(f"{name} {value}" for name, value in row.items() if value is not None))
        if not rows:
            tell("Không còn lượt tra cứu nào đang chờ.", "No look-up is owed.")
    return ExitCode.DONE


def run_run(options: argparse.Namespace) -> ExitCode:
    try:
        with open_store(options) as store, _client(options) as client:
            rows, clock = LookUpRows(store.database), SystemClock()
            if options.all:
                rows.ask_again((LookUpState.PENDING, LookUpState.GIVEN_UP), clock.now())
            site = config.load_site(options.site)
            owed = OwedLookUps(store, client, clock, later_rules(site), take_follow_ups(site))
            found = owed.ask_due(lambda: False, by_person=options.all)
            left = rows.listed(LookUpState.PENDING, LookUpState.GIVEN_UP)
    except (StoreError, config.ConfigError, SettingsError) as error:
        return _told(error)
    if options.json:
        print_json({"answered": [follow_up_as_json(one) for one in found], "owed": len(left)})
    else:
        tell(f"Đã có kết quả {len(found)}, còn chờ {len(left)}.", f"Answered {len(found)}, owed {len(left)}.")
    for one in found:
        if one.differs:
            tell(f"Lượt khám {one.record_id}:", f"Visit {one.record_id}:")
            _warned(one.differs)
    return ExitCode.DONE if not left else ExitCode.PORTAL


@contextmanager
def _client(options: argparse.Namespace) -> Iterator[PortalClient]:
    site = config.load_site(options.site)
    if not site.demo:
        yield PortalClient(portal_settings(site, state_folder(options), site.portal.url))
        return
    from hardware_mocks import personas  # noqa: PLC0415 - a real site never loads imagined hardware
    from hardware_mocks.errors import UnknownName  # noqa: PLC0415 - as above
    from hardware_mocks.portals import FakePortal, scenario  # noqa: PLC0415 - as above

    try:
        script = scenario(options.scenario)
    except UnknownName as error:
        raise config.ConfigError("-", "--scenario", str(error), "See docs/portal.md") from None
    with FakePortal([personas.load(one) for one in personas.ids()]) as portal:
        portal.behave(script)
        yield PortalClient(portal_settings(site, state_folder(options), portal.url))


def _told(error: Exception) -> ExitCode:
    if isinstance(error, StoreError | config.ConfigError):
        return told(error)
    tell("Cấu hình chưa đúng.", f"The settings are not right: {error}.")
    return ExitCode.USAGE


def _askable(options: argparse.Namespace) -> bool:
    """Whether number, name and birth can be asked by; else what is wrong with them is said."""
    if not options.name.strip() or options.birth is None:
        tell("Cần thêm --name và --birth.", "--number needs --name and --birth.")
    elif len(options.name) > MAX_NAME:
        tell(f"Họ tên dài quá {MAX_NAME} ký tự.", f"The name has more than {MAX_NAME} characters.")
    elif not is_number(clean_number(options.number)):
        tell(
            "Số không đúng dạng: cần 12 chữ số (số định danh), 10 chữ số (mã số BHXH), hoặc 15 hay 17 ký tự của mã "
            "thẻ BHYT bắt đầu bằng hai chữ cái.",
            "The number has no known shape: 12 digits (citizen), 10 digits (BHXH), or 15 or 17 characters of an "
            "insurance card, beginning with two letters.",
        )
    else:
        return True
    return False


def _typed(options: argparse.Namespace) -> Identity:
    written = clean_number(options.number)
    number = FactName.PERSONAL_NUMBER if len(written) == 12 else FactName.INSURANCE_NUMBER
    facts = {number: written, FactName.FULL_NAME: options.name, FactName.DATE_OF_BIRTH: options.birth}
    return Identity({name: Fact(value, Source.STAFF, Assurance.CLAIMED) for name, value in facts.items() if value})
