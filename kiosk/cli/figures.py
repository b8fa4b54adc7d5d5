"""`mot-cham figures`: one day in figures, to read, for a spreadsheet, or as JSON. Nothing personal is in it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import config
from kiosk.bootstrap.figures import figure_book
from kiosk.bootstrap.languages import language
from kiosk.cli import arguments as shape
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import print_json, tell
from kiosk.cli.site_options import add_state_option, open_store
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.figures import DayFigures
from kiosk.figures import Sheet, SpreadsheetMissing, sheets, to_csv, to_json, to_xlsx
from kiosk.records import StoreError
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.language import Language


def add(command: argparse.ArgumentParser) -> None:
    add_state_option(command)
    command.add_argument("--day", type=shape.day, metavar="YYYY-MM-DD", help="a day in Vietnam (today)")
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
    clock = SystemClock()
    try:
        site = config.load_site(options.site)
        with open_store(options) as store:
            day = options.day or vietnamese_date(clock.now())
            figures = figure_book(store).day(day, options.desk)
    except (StoreError, config.ConfigError) as error:
        return told(error)
    words = language(site.language)
    if not options.csv and not options.xlsx:
        _show(options, figures, words)
        return ExitCode.DONE
    try:
        tables = sheets(figures, words)
        written = to_csv(tables) if options.csv else to_xlsx(tables, clock.now())
        _write(options.out, written)
    except SpreadsheetMissing:
        tell("Chưa cài phần ghi XLSX (gói office).", "Writing XLSX needs the extra “office”.")
        return ExitCode.USAGE
    except OSError as error:
        tell(f"Không ghi được tệp: {type(error).__name__}.", f"The file could not be written: {type(error).__name__}.")
        return ExitCode.USAGE
    return ExitCode.DONE


def _write(path: Path | None, written: bytes) -> None:
    if path is None:
        sys.stdout.buffer.write(written)
        sys.stdout.flush()
    else:
        path.write_bytes(written)


def _show(options: argparse.Namespace, figures: DayFigures, words: Language) -> None:
    if options.json:
        print_json(to_json(figures))
        return
    for table in sheets(figures, words):
        if table.rows:
            _print(table, words)


def _print(table: Sheet, words: Language) -> None:
    print(table.title)
    for name, *values in table.rows:
        said = "  ".join(words.say("desk.unknown") if one is None else str(one) for one in values)
        print(f"  {name}: {said}")
