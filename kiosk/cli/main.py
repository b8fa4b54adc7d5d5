"""One parser for every command; each command lives in its own module and is loaded only when it is called."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from kiosk.cli.console import make_printable
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import print_json
from kiosk.runtime.log import configure_logging

_COMMANDS = {
    "walk": "one headless visit with virtual hardware, station by station",
    "chip": "chips of identity cards and passports: read, verify, serve, issue",
    "qr": "QR codes of identity and insurance cards: read, parse",
    "address": "addresses on cards: convert to the units since July 2025",
    "insurance": "ask the health-insurance portal",
    "check-in": "the check-in table of the insurance standard: export, validate",
    "procedure": "procedures of the one-stop counter: find, show, events, receipt",
    "due": "when an answer is due",
    "form": "forms that are printed and signed: list, show, fill",
    "family": "several cards, all papers of a linked group: list, guess, fill",
    "hand-over": "filled papers for the office's own software: put, fields",
    "type": "a kept record, or a scanned line, into another program's window",
    "outbox": "records that wait for delivery: list, retry",
    "hospital": "what a hospital's REST service offers: visit-types, departments, services, slots, patient",
    "ticket": "the queue: issue, call, again, done, absent, waiting, reprint",
    "call-screen": "the window of the waiting room",
    "figures": "one day in figures: to read, CSV, XLSX, JSON",
    "staff": "the staff page of a desk: pin",
    "desk": "desks with lists and small sheets: list, run, report, check-card, sheet",
    "audit": "the chain of what was done: verify",
    "subject": "what is kept about one citizen: export, erase",
    "config": "settings and data files: check",
    "doctor": "what this machine has, what is missing, and the remedy",
}
"""Command → help. `kiosk.cli.<command>` adds its own arguments."""

INTERRUPTED = 130
"""As a shell reports a program that Ctrl+C ended."""
NOBODY_READS = 141
"""As a shell reports a program whose reader went away (`mot-cham … | head`)."""

EXIT_CODES = """exit codes: 0 done; 2 usage; 3 device; 4 chip refused access; 5 chip or data malformed;
6 done, but a check failed; 7 done, overall undetermined; 8 portal; 9 store"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    make_printable()
    configure_logging(None, logging.ERROR)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        try:
            return _run(given)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return NOBODY_READS


def _run(given: Sequence[str]) -> int:
    try:
        options = _parser(given).parse_args(given)
    except _UsageError as error:
        if "--json" in given:
            print_json({"error": {"code": "usage", "detail": str(error)}})
        error.parser.leave(str(error))
    code: ExitCode = options.run(options)
    return int(code)


def _let_go_of_stdout() -> None:
    """What is still to be written goes nowhere, so that Python says nothing about it when it ends (the note on SIGPIPE
    in the documentation of Python's `signal`)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


class _UsageError(Exception):
    """What was typed is no command."""

    def __init__(self, parser: _Parser, message: str) -> None:
        self.parser = parser
        super().__init__(message)


class _Parser(argparse.ArgumentParser):
    """Raises what argparse would say, so that a program that asked for JSON can be told in JSON too. Parsers of
    commands and actions are of this class as well."""

    def error(self, message: str) -> NoReturn:
        raise _UsageError(self, message)

    def leave(self, message: str) -> NoReturn:
        """As argparse does: usage and message beside the data, exit code 2."""
        super().error(message)


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="mot-cham",
        description="Một Chạm: a kiosk for Vietnamese identity cards. Without a command, the kiosk itself.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--site", metavar="FILE|demo", default="demo", help="the desk's settings (demo)")
    parser.add_argument("--state", metavar="DIR", type=Path, help="where the site keeps its store, keys and anchors")
    parser.add_argument("--version", action="version", version=f"mot-cham {version('mot-cham')}")
    parser.set_defaults(run=_run_window)
    commands = parser.add_subparsers(metavar="COMMAND")
    for name, help_text in _COMMANDS.items():
        command = commands.add_parser(name, help=help_text, epilog=EXIT_CODES)
        if name in given:
            import_module(f"kiosk.cli.{_MODULE_OF.get(name, name.replace('-', '_'))}").add(command)
    return parser


_MODULE_OF = {"qr": "code", "config": "settings"}
"""Where the module has another name than the command."""


def _run_window(options: argparse.Namespace) -> ExitCode:
    from kiosk.cli.window import run  # noqa: PLC0415 - Qt is an extra, and slow to load

    code: ExitCode = run(options)
    return code
