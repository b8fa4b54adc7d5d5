"""`mot-cham qr …`: codes from images, and codes as text."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from drivers.errors import DeviceError, UnreadableFile, UnreadableImage
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import print_fields, print_json, tell, tell_failure
from kiosk.domain.dates import vietnamese_date
from kiosk.identification import CodeError, ParsedCode, as_json, parse_code

FILE_UNREADABLE, NOT_AN_IMAGE, NO_CODE, CODE_MALFORMED = "file_unreadable", "not_an_image", "no_code", "code_malformed"
_PROBLEMS = {
    FILE_UNREADABLE: ("không có tệp này hoặc không được phép đọc.", "there is no such file, or it may not be read."),
    NOT_AN_IMAGE: ("không phải ảnh PNG hay JPEG dùng được.", "not a PNG or JPEG image that can be used."),
    NO_CODE: ("không thấy mã QR đọc được trong ảnh.", "no readable QR code in the picture."),
    CODE_MALFORMED: ("mã QR của thẻ có nội dung không đúng mẫu.", "the card's QR code is not in the right form."),
}
"""Why there is nothing to show for a picture: `problem` in the JSON, and what people are told."""


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
        parsed = as_json(_parsed(options.text))
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
    rows = [_row(image, decode_image_file) for image in options.images]
    for row in rows:
        if row["problem"] is not None:
            vietnamese, english = _PROBLEMS[row["problem"]]
            tell(f"{row['image']}: {vietnamese}", f"{row['image']}: {english}")
    if options.json:
        print_json(rows)
    else:
        for row in rows:
            print_fields(row)
    problems = {row["problem"] for row in rows} - {None}
    if FILE_UNREADABLE in problems:
        return ExitCode.USAGE
    return ExitCode.MALFORMED if problems else ExitCode.DONE


def _row(image: Path, decode: Callable[[Path], str | None]) -> dict[str, Any]:
    nothing: dict[str, Any] = {"image": str(image), "kind": None, "fields": {}}
    try:
        text = decode(image)
    except UnreadableFile:
        return {**nothing, "problem": FILE_UNREADABLE}
    except UnreadableImage:
        return {**nothing, "problem": NOT_AN_IMAGE}
    if text is None:
        return {**nothing, "problem": NO_CODE}
    try:
        return {"image": str(image), **as_json(_parsed(text)), "problem": None}
    except CodeError:
        return {**nothing, "problem": CODE_MALFORMED}


def _parsed(text: str) -> ParsedCode:
    return parse_code(text, today=vietnamese_date(datetime.now(UTC)))
