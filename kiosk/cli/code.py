"""`mot-cham qr …`: codes from images, and codes as text."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from drivers.errors import DeviceError
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import print_fields, print_json, tell_failure
from kiosk.domain.dates import vietnamese_date
from kiosk.identification import CodeError, as_json, parse_code


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    read = actions.add_parser("read", help="find and parse the code in each image")
    read.add_argument("images", metavar="IMAGE", nargs="+", type=Path)
    read.add_argument("--json", action="store_true")
    read.set_defaults(run=run_read)
    parse = actions.add_parser("parse", help="parse the text of a code")
    parse.add_argument("text", metavar="TEXT")
    parse.add_argument("--json", action="store_true")
    parse.set_defaults(run=run_parse)


def run_parse(options: argparse.Namespace) -> ExitCode:
    try:
        parsed = as_json(parse_code(options.text, today=vietnamese_date(datetime.now(UTC))))
    except CodeError as error:
        tell_failure(error, as_json=options.json)
        return ExitCode.MALFORMED
    (print_json if options.json else print_fields)(parsed)
    return ExitCode.DONE


def run_read(options: argparse.Namespace) -> ExitCode:
    try:
        from drivers.scanners import decode_image_file  # noqa: PLC0415 - OpenCV is an extra, and slow to load
    except DeviceError as error:
        tell_failure(error, as_json=options.json)
        return ExitCode.DEVICE
    found: list[dict[str, Any]] = []
    worst = ExitCode.DONE
    for image in options.images:
        try:
            text = decode_image_file(image)
            row = {"kind": None, "fields": {}} if text is None else as_json(parse_code(text))
        except (CodeError, DeviceError) as error:
            tell_failure(error, as_json=False)
            row = {"kind": None, "fields": {}}
        worst = worst if row["kind"] else ExitCode.MALFORMED
        found.append({"image": str(image), **row})
    if options.json:
        print_json(found)
    else:
        for row in found:
            print_fields(row)
    return worst
