"""`mot-cham due CODE --received ISO`: when an answer is due, by channel, with what makes it uncertain."""

from __future__ import annotations

import argparse
from datetime import datetime

import config
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.procedures import catalogue, work_calendar
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import print_json, tell
from kiosk.cli.procedure_json import due_json
from kiosk.cli.site_options import add_state_option, state_folder
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.procedures import (
    Channel,
    DueOnWay,
    Pause,
    ProcedureError,
    ProcedureUnknown,
    due_dates,
    written_due,
    written_term,
)
from kiosk.procedures.writing import due_notes


def add(command: argparse.ArgumentParser) -> None:
    add_state_option(command)
    command.add_argument("code", metavar="CODE", help="of the procedure, as 1.004194")
    command.add_argument("--received", type=local_moment, required=True, metavar="ISO8601", help="Vietnamese time")
    command.add_argument("--channel", choices=[one.value for one in Channel], help="one channel alone")
    command.add_argument(
        "--wait",
        type=_pause,
        action="append",
        default=[],
        metavar="ASKED/SUPPLIED",
        help="a wait for supplements; without SUPPLIED, it still lasts",
    )
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=run)


def local_moment(text: str) -> datetime:
    """ISO 8601; a time without a zone is the counter's own, Vietnamese."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not an ISO 8601 date or time") from error
    return value if value.tzinfo is not None else value.replace(tzinfo=VIETNAM_TIME)


def _pause(text: str) -> Pause:
    asked, separator, supplied = text.partition("/")
    if not separator:
        raise argparse.ArgumentTypeError("a wait is ASKED/SUPPLIED, or ASKED/ while it lasts")
    return Pause(local_moment(asked), local_moment(supplied) if supplied else None)


def run(options: argparse.Namespace) -> ExitCode:
    try:
        words = language(config.load_site(options.site).language)
        procedure = catalogue().procedure(options.code.strip())
        calendar = work_calendar(state_folder(options))
        dues = due_dates(procedure, options.received, calendar, options.wait)
    except ProcedureUnknown as error:
        tell(*(language(code).say("procedures.not_in_catalogue", code=error.code) for code in ("vi", "en")))
        return ExitCode.USAGE
    except ProcedureError as error:
        tell("Không tính được hạn trả.", f"No due date: {error}.")
        return ExitCode.USAGE
    except config.ConfigError as error:
        return told(error)
    dues = tuple(one for one in dues if options.channel in (None, one.channel.value))
    chosen = _first(dues)
    if options.json:
        print_json(due_json(procedure, dues, chosen, calendar))
    else:
        print(f"{procedure.code}  {words.choose(procedure.label)}")
        for one in dues:
            channel = words.say(f"procedures.channel.{one.channel.value}")
            print(f"{channel}, {written_term(one.answer.term, words)}: {written_due(one.answer, words)}")
        for note in dict.fromkeys(note for one in dues for note in due_notes(one.answer, calendar.covers_to, words)):
            print(note)
    return ExitCode.DONE if chosen is not None and chosen.answer.due is not None else ExitCode.UNDETERMINED


def _first(dues: tuple[DueOnWay, ...]) -> DueOnWay | None:
    """In person before online before post, as at a counter; in the order of the row's terms."""
    return next((one for channel in Channel for one in dues if one.channel is channel), None)
