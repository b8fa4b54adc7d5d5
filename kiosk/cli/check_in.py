"""`mot-cham check-in export|validate`: the check-in table (XML0) of kept records, and any file of it against the rules.

An export is what the kiosk knows and no more: the columns left for the hospital's software are named, the place of the
signature is empty, and nothing is sent. Personal values are written because a person asked, and the audit says so.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

import config
from config.check_in_data import check_in_columns
from kiosk.bootstrap.check_in import check_in_rules
from kiosk.bootstrap.languages import language
from kiosk.cli import owner_only
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import print_json, tell
from kiosk.cli.site_options import add_state_option, open_store
from kiosk.domain.record import Record, RecordId
from kiosk.insurance.check_in import (
    COLUMNS,
    CheckInError,
    CheckInRow,
    CheckInRules,
    LibraryMissing,
    MalformedCheckIn,
    Problem,
    Severity,
    from_json,
    from_xml,
    row_from_record,
    to_json,
    to_xml,
    validate,
)
from kiosk.insurance.check_in.envelope import MAX_BYTES
from kiosk.records import AuditEvent, RecordUnknown, StoreError

_WRITERS = {"xml": to_xml, "json": to_json}


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    export = actions.add_parser("export", help="the check-in table of kept records, as far as the kiosk knows it")
    add_state_option(export)
    export.add_argument("records", metavar="RECORD_ID", nargs="+", type=_record_id)
    export.add_argument("--format", choices=sorted(_WRITERS), default="xml")
    export.add_argument("--out", metavar="FILE", type=Path, help="instead of printing it")
    export.set_defaults(run=run_export)
    check = actions.add_parser("validate", help="a file of the check-in table (XML or JSON) against every rule")
    check.add_argument("file", metavar="FILE", type=Path)
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=run_validate)


def run_export(options: argparse.Namespace) -> ExitCode:
    try:
        rules = check_in_rules()
        with open_store(options) as store:
            kept = [store.record(one) for one in options.records]
            data, rows, left = _exported(kept, rules, options.format)
            for one in kept:
                store.note(AuditEvent.PERSON_EXPORTED, one.record_id, form="check-in", format=options.format)
    except RecordUnknown:
        tell("Không có hồ sơ mang mã này.", "There is no record with this id.")
        return ExitCode.USAGE
    except (StoreError, config.ConfigError) as error:
        return told(error)
    except CheckInError as error:
        return _refused(error)
    if options.out is None:
        print(data.decode(), end="")
    elif not _written(options.out, data):
        return ExitCode.USAGE
    return _reported(rows, left, rules)


def run_validate(options: argparse.Namespace) -> ExitCode:
    try:
        with options.file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        tell(
            "Không đọc được tệp: đề nghị kiểm tra tên tệp và quyền đọc.", f"The file cannot be read: {error.strerror}."
        )
        return ExitCode.USAGE
    try:
        rows = from_json(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else from_xml(data)
        problems = validate(rows, check_in_rules())
    except config.ConfigError as error:
        return told(error)
    except CheckInError as error:
        if options.json:
            print_json({"rows": None, "problems": [], "error": str(error)})
        return _refused(error)
    if options.json:
        print_json({"rows": len(rows), "problems": [_as_json(one) for one in problems], "error": None})
    else:
        _print_problems(problems, sys.stdout.write)
        if not problems:
            tell(f"{len(rows)} dòng, không có lỗi.", f"{len(rows)} rows, nothing is wrong.")
    return ExitCode.MALFORMED if _errors(problems) else ExitCode.DONE


def _exported(
    kept: Sequence[Record], rules: CheckInRules, form: str
) -> tuple[bytes, list[CheckInRow], tuple[str, ...]]:
    """The file, its rows, and every column that some row leaves to the hospital."""
    filled = [row_from_record(one, rules, stt=number) for number, one in enumerate(kept, 1)]
    rows = [row for row, _ in filled]
    open_columns = {column for _, left in filled for column in left}
    left = tuple(one.name for one in rules.columns if one.name in open_columns)
    return _WRITERS[form](rows), rows, left


def _reported(rows: Sequence[CheckInRow], left: tuple[str, ...], rules: CheckInRules) -> ExitCode:
    """Say what is left and what is wrong beyond it, beside the data."""
    names = ", ".join(left)
    tell(f"Phần mềm bệnh viện điền tiếp: {names}.", f"Left for the hospital's software: {names}.")
    wrong = [one for one in validate(rows, rules) if one.column not in left]
    _print_problems(wrong, sys.stderr.write)
    return ExitCode.CHECK_FAILED if _errors(wrong) else ExitCode.DONE


def _print_problems(problems: Sequence[Problem], write: Callable[[str], object]) -> None:
    labels = {one.name: one.label for one in check_in_columns()}
    for problem in sorted(problems, key=lambda one: (one.row, COLUMNS.index(one.column))):
        vietnamese, english = (
            f"{language(code).say(f'check_in.severity.{problem.severity.value}')}: "
            f"{language(code).say(problem.key, **problem.details)}"
            for code in ("vi", "en")
        )
        label = labels[problem.column]
        write(f"Dòng {problem.row}, {problem.column} ({label.vi}): {vietnamese} [{problem.rule_id}]\n")
        write(f"    Row {problem.row}, {label.en}: {english}\n")


def _as_json(problem: Problem) -> dict[str, object]:
    said = {code: language(code).say(problem.key, **problem.details) for code in ("vi", "en")}
    return {**{name: value for name, value in asdict(problem).items() if name != "details"}, **said}


def _errors(problems: Sequence[Problem]) -> bool:
    return any(one.severity is Severity.ERROR for one in problems)


def _refused(error: CheckInError) -> ExitCode:
    if isinstance(error, LibraryMissing):
        tell("Thiếu thư viện lxml (gói office).", "lxml is not installed (extra office).")
        return ExitCode.USAGE
    if isinstance(error, MalformedCheckIn):
        tell("Tệp không phải bảng trạng thái khám chữa bệnh.", f"The file is no check-in table: {error}.")
    else:
        tell("Không lập được bảng từ các hồ sơ này.", f"The table cannot be written: {error}.")
    return ExitCode.MALFORMED


def _written(path: Path, data: bytes) -> bool:
    try:
        owner_only.write(path, data)
    except OSError as error:
        tell(
            "Không ghi được tệp: đề nghị kiểm tra thư mục và quyền ghi.",
            f"The file cannot be written: {error.strerror}.",
        )
        return False
    return True


def _record_id(text: str) -> RecordId:
    try:
        return RecordId(str(UUID(text)))
    except ValueError:
        raise argparse.ArgumentTypeError("a record id is a UUID") from None
