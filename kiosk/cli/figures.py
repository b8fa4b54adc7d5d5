"""`mot-cham figures`: one day, or one week of a one-stop counter, to read, for a spreadsheet, or as JSON. Nothing
personal is in it."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import config
from kiosk.bootstrap.counter_figures import one_stop_book, service_name
from kiosk.bootstrap.figures import figure_book
from kiosk.bootstrap.languages import language
from kiosk.cli import arguments as shape
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import print_json, tell
from kiosk.cli.site_options import add_state_option, open_store
from kiosk.domain.counter_figures import WeekFigures
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.figures import DayFigures
from kiosk.figures import Sheet, SpreadsheetMissing, sheets, to_csv, to_json, to_xlsx, week_json, week_sheets
from kiosk.records import StoreError
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.language import Language

WIDEST = 6
"""Columns that still fit on a line."""


def add(command: argparse.ArgumentParser) -> None:
    add_state_option(command)
    command.add_argument("--day", type=shape.day, metavar="YYYY-MM-DD", help="a day in Vietnam (today)")
    command.add_argument("--one-stop", action="store_true", help="the week of the one-stop counter, by service")
    command.add_argument("--week", type=_week, metavar="YYYY-Www", help="as 2026-W47, or a day in it (this week)")
    command.add_argument("--desk", metavar="ID", help="one desk alone (all that share the store)")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="tables with a byte order mark, to standard output")
    form.add_argument("--xlsx", action="store_true", help="a workbook; name the file with --out")
    form.add_argument("--json", action="store_true")
    command.add_argument("--out", metavar="FILE", type=Path, help="write there instead")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> ExitCode:
    if options.xlsx and options.out is None:
        tell("Cần --out TỆP để ghi sổ tính.", "A workbook needs --out FILE.")
        return ExitCode.USAGE
    if options.week is not None and not options.one_stop:
        tell("--week đi cùng --one-stop.", "--week belongs to --one-stop.")
        return ExitCode.USAGE
    clock = SystemClock()
    today = vietnamese_date(clock.now())
    try:
        words = language(config.load_site(options.site).language)
        with open_store(options) as store:
            if options.one_stop:
                week = one_stop_book(store).week(options.week or options.day or today, options.desk)
                tables, as_json = _of_week(week, words)
            else:
                tables, as_json = _of_day(figure_book(store).day(options.day or today, options.desk), words)
    except (StoreError, config.ConfigError) as error:
        return told(error)
    if options.json:
        print_json(as_json)
        return ExitCode.DONE
    return _give(options, tables, clock.now(), words)


def _give(options: argparse.Namespace, tables: tuple[Sheet, ...], now: datetime, words: Language) -> ExitCode:
    """The tables to read, or as the file that was asked for."""
    if not options.csv and not options.xlsx:
        for table in tables:
            if table.rows:
                _print(table, words)
        return ExitCode.DONE
    try:
        written = to_csv(tables) if options.csv else to_xlsx(tables, now)
        _write(options.out, written)
    except SpreadsheetMissing:
        tell("Chưa cài phần ghi XLSX (gói office).", "Writing XLSX needs the extra “office”.")
        return ExitCode.USAGE
    except OSError as error:
        tell(f"Không ghi được tệp: {type(error).__name__}.", f"The file could not be written: {type(error).__name__}.")
        return ExitCode.USAGE
    return ExitCode.DONE


def _week(text: str) -> date:
    """Monday of an ISO 8601 week, or a day in the week."""
    year, _, number = text.upper().partition("-W")
    try:
        return date.fromisocalendar(int(year), int(number), 1) if number else date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no week like 2026-W47 and no day like 2026-11-21") from None


def _write(path: Path | None, written: bytes) -> None:
    if path is None:
        sys.stdout.buffer.write(written)
        sys.stdout.flush()
    else:
        path.write_bytes(written)


def _of_day(figures: DayFigures, words: Language) -> tuple[tuple[Sheet, ...], dict[str, Any]]:
    return sheets(figures, words), to_json(figures)


def _of_week(week: WeekFigures, words: Language) -> tuple[tuple[Sheet, ...], dict[str, Any]]:
    name_of = partial(service_name, language=words)
    return week_sheets(week, words, name_of), week_json(week, name_of)


def _print(table: Sheet, words: Language) -> None:
    print(table.title)
    if len(table.heading) > WIDEST:
        for row in table.rows:
            print(f"  {row[0]} {row[1] or ''}".rstrip())
            for heading, value in zip(table.heading[2:], row[2:], strict=True):
                print(f"    {heading}: {words.say('desk.unknown') if value is None else value}")
        return
    for name, *values in table.rows:
        said = "  ".join(words.say("desk.unknown") if one is None else str(one) for one in values)
        print(f"  {name}: {said}")
