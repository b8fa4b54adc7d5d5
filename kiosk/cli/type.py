"""`mot-cham type RECORD_ID` and `mot-cham type --line TEXT`: a kept record, or a scanned line, into the window that the
person chooses while the seconds run on stderr.

Started from a terminal, it never types into that terminal: a line with Enter at its end would be a command there.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Callable
from uuid import UUID

import config
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.typing import TYPING_ERRORS, open_typist, problem_of
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import tell
from kiosk.cli.site_options import add_state_option, open_store, state_folder
from kiosk.delivery.typing import TypingScript, Typist
from kiosk.domain.record import RecordId
from kiosk.records import AuditEvent, RecordUnknown, StoreError

DEFAULT_SCRIPT = "typing-fields"

_Types = Callable[[Typist, TypingScript], None]


def add(command: argparse.ArgumentParser) -> None:
    add_state_option(command)
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("record", metavar="RECORD_ID", nargs="?", type=_record_id, help="a kept record")
    what.add_argument("--line", metavar="TEXT", help="a line as scanned, with Enter at its end")
    command.add_argument("--script", metavar="NAME|FILE", help="how it is typed; without it, as the site says")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> ExitCode:
    try:
        if options.line is not None:
            return _typed(options, lambda typist, _script: typist.type_line(options.line, on_second=_say_seconds))
        return _typed_record(options)
    except RecordUnknown:
        tell("Không có hồ sơ mang mã này.", "There is no record with this id.")
        return ExitCode.USAGE
    except (StoreError, config.ConfigError) as error:
        return told(error)
    except KeyboardInterrupt:
        _say("typing.cancelled")
        raise


def _typed_record(options: argparse.Namespace) -> ExitCode:
    with open_store(options) as store:
        record = store.record(options.record)

        def on_second(left: int) -> None:
            if not left:
                store.note(AuditEvent.PERSON_EXPORTED, record.record_id, form="typing")
            _say_seconds(left)

        return _typed(options, lambda typist, script: typist.type_record(record, script, on_second=on_second))


def _typed(options: argparse.Namespace, types: _Types) -> ExitCode:
    site = config.load_site(options.site)
    script = options.script or (site.typing.script if site.typing is not None else DEFAULT_SCRIPT)
    from_terminal = sys.stderr.isatty()
    try:
        with open_typist(script, state_folder(options), threading.Event().wait, not_here=from_terminal) as opened:
            types(*opened)
    except (StoreError, config.ConfigError):
        raise
    except TYPING_ERRORS as error:
        _say(problem_of(error))
        return ExitCode.DEVICE
    _say("typing.done")
    return ExitCode.DONE


def _say(key: str, **values: object) -> None:
    tell(*(language(code).say(key, **values) for code in ("vi", "en")))


def _say_seconds(left: int) -> None:
    if left:
        _say("typing.countdown", seconds=left)
    else:
        _say("typing.typing")


def _record_id(text: str) -> RecordId:
    try:
        return RecordId(str(UUID(text)))
    except ValueError:
        raise argparse.ArgumentTypeError("a record id is a UUID") from None
