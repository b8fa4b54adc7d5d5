"""`mot-cham desk list|run|report|check-card|sheet`: desks with lists, headless, and the small sheets they print."""

from __future__ import annotations

import argparse
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import config
from config.desk_lists_data import list_files
from hardware_mocks.errors import HardwareMockError
from kiosk.bootstrap.desk_lists import read_list
from kiosk.bootstrap.desk_reports import REPORTS, as_csv, as_pdf, as_xlsx, report_of, visits_of
from kiosk.bootstrap.desk_run import DeskOutcome, DeskRun, run_desk
from kiosk.bootstrap.imagined_lists import imagined_list
from kiosk.bootstrap.languages import language
from kiosk.cli import desk_sheets
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import print_json, tell
from kiosk.cli.site_options import add_state_option, open_store
from kiosk.desks import ENCODINGS, ImportedList, ListRefused, SheetMissing
from kiosk.desks.reports import problem_said, set_aside
from kiosk.figures import SpreadsheetMissing
from kiosk.papers import PaperError
from kiosk.records import StoreError
from kiosk.runtime.clock import SystemClock

DEMO_LIST = "demo"
LONGEST_SESSION = 60
_SHOWN_PROBLEMS = 50
_SERVICES = tuple(REPORTS)


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    checking = actions.add_parser("list", help="look at a list file: what is used, what is wrong, row by row")
    checking.add_argument("list_id", choices=list_files(), metavar="LIST", help=f"one of {', '.join(list_files())}")
    checking.add_argument("file", metavar="FILE", type=Path, help="CSV or XLSX")
    checking.add_argument("--encoding", choices=ENCODINGS, help="what a CSV is written in (found by itself)")
    checking.add_argument("--set-aside", metavar="FILE", type=Path, help="write the rows that cannot be used, as CSV")
    checking.set_defaults(run=run_list)
    running = actions.add_parser("run", help="several people in a row with virtual hardware")
    running.add_argument("--person", metavar="PERSONA", action="append", required=True, dest="people")
    running.add_argument(
        "--set",
        metavar="[PERSONA:]BOX=VALUE",
        action="append",
        default=[],
        type=_answer,
        dest="answers",
        help="what the officer types",
    )
    running.add_argument("--fault", action="append", default=[], metavar="NAME[:ARG]", help="break the cards")
    running.add_argument("--in-process", action="store_true", help="do not use the PC/SC service even where it runs")
    running.set_defaults(run=run_run)
    reporting = actions.add_parser("report", help="what was marked, as CSV, XLSX or PDF")
    reporting.add_argument("--name", metavar="REPORT", help="another than the service's first")
    reporting.add_argument("--day", type=_day, metavar="YYYY-MM-DD", help="a day in Vietnam (all that is kept)")
    reporting.add_argument("--out", metavar="FILE", type=Path, required=True, help="ends with .csv, .xlsx or .pdf")
    reporting.set_defaults(run=run_report)
    for action in (running, reporting):
        action.add_argument("service", choices=_SERVICES, metavar="SERVICE", help=f"one of {', '.join(_SERVICES)}")
        action.add_argument("--list", metavar=f"FILE|{DEMO_LIST}", dest="file", help="the desk's list")
        action.add_argument("--encoding", choices=ENCODINGS, help=argparse.SUPPRESS)
        action.add_argument("--session", metavar="NAME", type=_session, default="", help="marks belong to it")
        add_state_option(action)
    desk_sheets.add_actions(actions)
    for action in (checking, running):
        action.add_argument("--json", action="store_true")


def _answer(text: str) -> tuple[str, str, str]:
    """`PERSONA:BOX=VALUE`; without a persona it is typed for everybody."""
    place, separator, value = text.partition("=")
    persona, colon, box = place.rpartition(":")
    if not separator or not box:
        raise argparse.ArgumentTypeError("what is typed is written [PERSONA:]BOX=VALUE")
    return persona if colon else "", box, value


def _session(text: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if len(name) > LONGEST_SESSION or not name.isprintable():
        raise argparse.ArgumentTypeError(f"a session's name has up to {LONGEST_SESSION} signs")
    return name


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-11-21") from None


def _guarded(work: Callable[[], ExitCode]) -> ExitCode:
    """What lists, settings, stores and papers raise, in the user's words."""
    try:
        return work()
    except ListRefused as error:
        key = f"desks.refused.{error.key}"
        tell(*(language(code).say(key, detail=error.detail) for code in ("vi", "en")))
        return ExitCode.MALFORMED
    except (StoreError, config.ConfigError) as error:
        return told(error)
    except SheetMissing as error:
        tell(f"Không lập được báo cáo này ({error}).", f"There is no such report ({error}).")
    except SpreadsheetMissing:
        tell("Chưa cài phần ghi XLSX (gói office).", "Writing XLSX needs the extra “office”.")
    except PaperError as error:
        tell(f"Không in được: {type(error).__name__}.", f"No paper could be made: {type(error).__name__}.")
    except HardwareMockError as error:
        tell(f"Không dựng được người ảo: {error}.", "The virtual person could not be made.")
    except OSError as error:
        tell(f"Không dùng được tệp: {type(error).__name__}.", f"The file cannot be used: {type(error).__name__}.")
    return ExitCode.USAGE


def run_list(options: argparse.Namespace) -> ExitCode:
    return _guarded(lambda: _list(options))


def _list(options: argparse.Namespace) -> ExitCode:
    listed = read_list(options.file, options.list_id, options.encoding)
    if options.set_aside is not None:
        options.set_aside.write_bytes(as_csv(set_aside(listed, language("vi"))))
    if options.json:
        print_json(_listed_json(listed))
    else:
        _print_list(listed)
    return ExitCode.CHECK_FAILED if listed.problems else ExitCode.DONE


def _listed_json(listed: ImportedList) -> dict[str, Any]:
    """Counts and places, no values: the file has them."""
    return {
        "list": listed.shape.shape_id,
        "written": listed.written,
        "rows": len(listed.rows),
        "set_aside": len(listed.set_aside),
        "missing_columns": list(listed.missing),
        "problems": [
            {
                "line": one.line,
                "column": one.column,
                "problem": one.key,
                "other_line": one.other_line,
                "set_aside": one.weighty,
            }
            for one in listed.problems
        ],
    }


def _print_list(listed: ImportedList) -> None:
    words = language("vi")
    print(words.say("desks.list.read", rows=len(listed.rows), aside=len(listed.set_aside), written=listed.written))
    for name in listed.missing:
        print(words.say("desks.list.without", column=words.choose(listed.shape.column(name).label)))
    for one in listed.problems[:_SHOWN_PROBLEMS]:
        key = "desks.list.aside" if one.weighty else "desks.list.note"
        print(words.say(key, line=one.line, sentence=problem_said(one, listed, words)))
    if len(listed.problems) > _SHOWN_PROBLEMS:
        print(words.say("desks.list.more", count=len(listed.problems) - _SHOWN_PROBLEMS))


def run_run(options: argparse.Namespace) -> ExitCode:
    return _guarded(lambda: _run(options))


def _run(options: argparse.Namespace) -> ExitCode:
    listed = _list_of(options)
    answers: dict[str, dict[str, str]] = {}
    for persona, box, value in options.answers:
        answers.setdefault(persona, {})[box] = value
    run = DeskRun(options.service, tuple(options.people), answers, tuple(options.fault), not options.in_process)
    outcomes: list[DeskOutcome] = []
    with _state(options) as folder:
        for outcome in run_desk(run, Path(folder), listed):
            outcomes.append(outcome)
            if not options.json:
                _print_outcome(outcome)
    if options.json:
        print_json([_outcome_json(one) for one in outcomes])
    return ExitCode.DONE if all(one.saved for one in outcomes) else ExitCode.CHECK_FAILED


def _state(options: argparse.Namespace) -> AbstractContextManager[str]:
    """The folder somebody named, so that a report can follow, or one that is gone afterwards."""
    if options.state is not None:
        options.state.mkdir(parents=True, exist_ok=True)
        return nullcontext(str(options.state))
    return tempfile.TemporaryDirectory(prefix="mot-cham-desk-")


def _list_of(options: argparse.Namespace) -> ImportedList | None:
    list_id = config.load_desk(config.desk_offering(options.service)).service(options.service).list_id
    if options.file is None or list_id is None:
        return None
    if options.file == DEMO_LIST:
        return replace(imagined_list(list_id), session=options.session)
    return read_list(Path(options.file), list_id, options.encoding, options.session)


def _outcome_json(outcome: DeskOutcome) -> dict[str, Any]:
    form = outcome.form
    return {
        "person": outcome.persona,
        "seconds": outcome.seconds,
        "saved": outcome.saved,
        "failure": outcome.failure.key if outcome.failure is not None else None,
        "assurance": outcome.assurance,
        "fate": outcome.fate.value if outcome.fate is not None else None,
        "boxes": {one.name: one.value for one in form.fields} if form is not None else {},
        "problems": {one.name: one.problem for one in form.problems} if form is not None else {},
    }


def _print_outcome(outcome: DeskOutcome) -> None:
    words, form = language("vi"), outcome.form
    print(words.say("desks.run.saved" if outcome.saved else "desks.run.sent_away", person=outcome.persona))
    if outcome.failure is not None:
        print(f"  {words.say(f'failure.{outcome.failure.key}')}")
    for one in form.fields if form is not None else ():
        if one.name.startswith("QUAY_") and (one.value or one.problem):
            choice = next((label for code, label in one.choices if code == one.value), None)
            print(f"  {words.choose(one.label)}: {words.choose(choice) if choice else one.value or '–'}")
            if one.problem is not None:
                print(f"    ! {words.say(one.problem)}")


def run_report(options: argparse.Namespace) -> ExitCode:
    return _guarded(lambda: _report(options))


def _report(options: argparse.Namespace) -> ExitCode:
    listed, report, now = _list_of(options), report_of(options.service, options.name), SystemClock().now()
    if report.needs_list and listed is None:
        tell("Báo cáo này cần danh sách: --list TỆP.", "This report needs the list: --list FILE.")
        return ExitCode.USAGE
    site = config.load_site(options.site)
    words = language(site.language)
    with open_store(options) as store:
        table = report.make(listed, visits_of(store, options.service, options.day, options.session), words)
    match options.out.suffix.lower():
        case ".csv":
            written = as_csv(table)
        case ".xlsx":
            written = as_xlsx(table, now)
        case ".pdf":
            written = as_pdf(table, report, site.title, words, now, session=options.session, demo=site.demo)
        case _:
            tell("Tên tệp phải kết thúc bằng .csv, .xlsx hoặc .pdf.", "The file ends with .csv, .xlsx or .pdf.")
            return ExitCode.USAGE
    options.out.write_bytes(written)
    for name, value in table.summary:
        print(f"{name}: {value}", file=sys.stderr)
    return ExitCode.DONE
