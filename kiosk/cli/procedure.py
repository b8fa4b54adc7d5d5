"""`mot-cham procedure find|show|events|receipt`: which procedure, what it wants, and the slip to take home."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import config
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.procedures import catalogue, finder
from kiosk.bootstrap.receipts import receipt_desk
from kiosk.cli.due import local_moment
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import print_json, tell
from kiosk.cli.procedure_json import events_json, found_json, procedure_json
from kiosk.cli.site_options import add_state_option, state_folder
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.papers import PaperError
from kiosk.procedures import (
    Channel,
    Found,
    LinkedGroup,
    OfficialCode,
    OfficialCodeUnfit,
    Procedure,
    ProcedureError,
    ProcedureUnknown,
    Texts,
    official_code,
    written_fee,
    written_term,
)
from kiosk.procedures.writing import written_need, written_trap
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.language import Language

_Action = Callable[[argparse.Namespace, Language], ExitCode]


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    find = actions.add_parser("find", help="by words with or without marks, by code, or by a portal's link")
    find.add_argument("words", metavar="WORDS", nargs="+")
    find.add_argument("--limit", type=int, default=10, metavar="N", help="at most so many (10)")
    show = actions.add_parser("show", help="all that is known about one procedure")
    show.add_argument("code", metavar="CODE", help="as 1.001193")
    events = actions.add_parser("events", help="procedures by what happened in a life")
    events.add_argument("event", metavar="EVENT", nargs="?", help="one event; without it, all of them")
    receipt = actions.add_parser("receipt", help="a slip with due date, papers and codes")
    receipt.add_argument("code", metavar="CODE")
    receipt.add_argument("--received", type=local_moment, metavar="ISO8601", help="Vietnamese time (now)")
    receipt.add_argument("--channel", choices=[one.value for one in Channel], default=Channel.DIRECT.value)
    receipt.add_argument("--official-code", type=_scanned, metavar="TEXT", help="as scanned from the one-stop paper")
    receipt.add_argument("--name", default="", help="who handed it in; without it, no name is printed")
    receipt.add_argument("--given", action="append", default=[], metavar="PAPER", help="a paper that was handed in")
    receipt.add_argument("--missing", action="append", default=[], metavar="PAPER", help="a paper still to be brought")
    receipt.add_argument("--counter", default="Q1", metavar="NAME", help="part of the slip number (Q1)")
    receipt.add_argument("--roll", action="store_true", help="PNG for an 80 mm roll instead of an A4 PDF")
    receipt.add_argument("--out", type=Path, required=True, metavar="FILE")
    for action, run in ((find, run_find), (show, run_show), (events, run_events), (receipt, run_receipt)):
        add_state_option(action)
        action.add_argument("--json", action="store_true")
        action.set_defaults(run=_guarded(run))


def _scanned(text: str) -> OfficialCode:
    try:
        return official_code(text)
    except OfficialCodeUnfit as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def run_find(options: argparse.Namespace, words: Language) -> ExitCode:
    found = finder().find(" ".join(options.words), max(1, options.limit))
    if options.json:
        print_json([found_json(one, catalogue()) for one in found])
    elif not found:
        print(words.say("procedures.nothing_found"))
    for one in () if options.json else found:
        print(_line(one, words))
    return ExitCode.DONE


def run_show(options: argparse.Namespace, words: Language) -> ExitCode:
    procedure = catalogue().procedure(options.code.strip())
    if options.json:
        print_json(procedure_json(procedure, catalogue()))
    else:
        _show(procedure, words)
    return ExitCode.DONE


def run_events(options: argparse.Namespace, words: Language) -> ExitCode:
    events = [one for one in events_json(catalogue(), finder()) if options.event in (None, one["id"])]
    if not events:
        ids = ", ".join(one.event_id for one in catalogue().events)
        tell(f"Không có sự kiện này. Các sự kiện: {ids}.", f"There is no such event. Events: {ids}.")
        return ExitCode.USAGE
    if options.json:
        print_json(events)
        return ExitCode.DONE
    for event in events:
        print(f"{event['id']}  {words.choose(event['label'])}")
        for code in event["codes"]:
            print(f"  {code}  {words.choose(catalogue().procedure(code).label)}")
    return ExitCode.DONE


def run_receipt(options: argparse.Namespace, words: Language) -> ExitCode:
    procedure = catalogue().procedure(options.code.strip())
    known = {one.paper.paper_id for one in procedure.needs or ()}
    if strange := {*options.given, *options.missing} - known:
        there = ", ".join(sorted(known)) or "–"
        tell(f"Thủ tục không có giấy tờ {min(strange)}. Các giấy tờ: {there}.", f"No such paper. Papers: {there}.")
        return ExitCode.USAGE
    received = options.received or SystemClock().now()
    desk = receipt_desk(config.load_site(options.site), state_folder(options), words, options.counter)
    receipt = desk.receive(
        procedure,
        received if received.tzinfo else received.replace(tzinfo=VIETNAM_TIME),
        Channel(options.channel),
        official=options.official_code,
        person=options.name,
        given=frozenset(options.given),
        missing=frozenset(options.missing),
    )
    try:
        options.out.write_bytes(desk.dots(receipt) if options.roll else desk.pdf(receipt))
    except PaperError as error:
        tell("Chưa tạo được phiếu.", f"The slip could not be made: {error}.")
        return ExitCode.DEVICE
    except OSError as error:
        tell("Không ghi được tệp.", f"The file cannot be written: {error.strerror}.")
        return ExitCode.USAGE
    due = next((one.answer.due for one in receipt.dues if one.answer.due), None)
    if options.json:
        print_json({"slip": receipt.slip.text, "due": _iso(due), "out": str(options.out)})
    else:
        print(receipt.slip.text)
    return ExitCode.DONE


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _line(found: Found, words: Language) -> str:
    levels = ", ".join(words.say(f"procedures.level.{one.value}") for one in found.procedure.levels)
    return f"{found.procedure.code}  {words.choose(found.procedure.label)}  ({levels})"


def _show(procedure: Procedure, words: Language) -> None:
    say, unknown = words.say, words.say("procedures.unknown")
    today = SystemClock().now().astimezone(VIETNAM_TIME).date()
    print(f"{procedure.code}  {words.choose(procedure.label)}")
    if procedure.valid_to is not None and not procedure.holds_on(today):
        print(say("procedures.ended", day=f"{procedure.valid_to:%d/%m/%Y}"))
    levels = ", ".join(say(f"procedures.level.{one.value}") for one in procedure.levels)
    decided = "" if procedure.decided_on is None else f" ({procedure.decided_on:%d/%m/%Y})"
    rows = [
        ("name", procedure.name),
        ("level", levels),
        ("body", procedure.body),
        ("online", say(f"procedures.online.{procedure.online}") if procedure.online else unknown),
        ("decision", f"{procedure.decision or unknown}{decided}"),
    ]
    for key, value in rows:
        print(f"{say(f'procedures.show.{key}')}: {value}")
    for way in procedure.ways:
        terms = "; ".join(written_term(one, words) for one in way.terms)
        print(f"{say(f'procedures.channel.{way.channel.value}')}: {terms} — {written_fee(way, today, words)}")
    needs = None if procedure.needs is None else [written_need(one, words) for one in procedure.needs]
    _section(say("procedures.show.papers"), [unknown] if needs is None else needs)
    _section(say("procedures.show.not_needed"), [written_need(one, words) for one in procedure.not_needed])
    _section(say("procedures.show.traps"), [written_trap(one, words) for one in procedure.traps])
    _section(say("procedures.show.groups"), [_group(one.codes, one.label, words) for one in _groups(procedure)])
    for service in catalogue().services_of(procedure.code):
        print(f"{say('procedures.show.essential')} {service.number}: {words.choose(service.label)}")
    print(f"{say('procedures.show.link')}: {catalogue().links.link(procedure)}")
    origin = procedure.origin
    sure = say(f"procedures.certainty.{origin.certainty.value}")
    print(
        f"{say('procedures.show.source')}: {origin.source} ({say('procedures.show.read_on')} {origin.read_on}, {sure})"
    )


def _groups(procedure: Procedure) -> list[LinkedGroup]:
    return [one for one in catalogue().groups_of(procedure.code) if procedure.code not in one.codes]


def _group(codes: tuple[str, ...], label: Texts, words: Language) -> str:
    return f"{codes[0] if codes else words.say('procedures.unknown')}  {words.choose(label)}"


def _section(title: str, lines: list[str]) -> None:
    if lines:
        print(f"{title}:")
    for line in lines:
        print(f"  - {line}")


def _guarded(action: _Action) -> Callable[[argparse.Namespace], ExitCode]:
    def run(options: argparse.Namespace) -> ExitCode:
        try:
            words = language(config.load_site(options.site).language)
            return action(options, words)
        except ProcedureUnknown as error:
            tell(*(language(code).say("procedures.not_in_catalogue", code=error.code) for code in ("vi", "en")))
            return ExitCode.USAGE
        except ProcedureError as error:
            tell("Không thực hiện được.", f"It could not be done: {error}.")
            return ExitCode.USAGE
        except config.ConfigError as error:
            return told(error)

    return run
