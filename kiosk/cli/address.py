"""`mot-cham address convert`: what an address from a card is called since 1 July 2025."""

from __future__ import annotations

import argparse

import config
from kiosk.addresses import Candidate, Conversion
from kiosk.bootstrap.addresses import address_book
from kiosk.bootstrap.languages import language
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import print_json


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    convert = actions.add_parser("convert", help="old addresses to the units of today, offline; nothing is guessed")
    convert.add_argument("texts", metavar="TEXT", nargs="+", help="an address as it stands on the card")
    convert.add_argument("--json", action="store_true")
    convert.set_defaults(run=run_convert)


def run_convert(options: argparse.Namespace) -> ExitCode:
    try:
        book = address_book()
    except config.ConfigError as error:
        return told(error)
    found = [book.convert(text) for text in options.texts]
    if options.json:
        print_json([as_json(one) for one in found])
    else:
        for one in found:
            _print(one)
    return ExitCode.DONE


def as_json(conversion: Conversion) -> dict[str, object]:
    return {
        "text": conversion.text,
        "status": conversion.status.value,
        "detail": conversion.detail,
        "candidates": [
            {
                "ward_code": one.ward.code,
                "ward": one.ward.name,
                "province_code": one.ward.province.code,
                "province": one.ward.province.name,
                "note": _note(one, "vi"),
            }
            for one in conversion.candidates
        ],
    }


def _print(conversion: Conversion) -> None:
    print(conversion.text)
    for code in ("vi", "en"):
        print(f"  {language(code).say(f'address.status.{conversion.status.value}')}")
    for one in conversion.candidates:
        print(f"  - {one.ward.name} ({one.ward.code}), {one.ward.province.name} ({one.ward.province.code})")
        for code in ("vi", "en"):
            note = _note(one, code)
            if note is not None:
                print(f"      {note}")
    if conversion.detail:
        print(f"  {language('vi').say('address.detail')}: {conversion.detail}")


def _note(candidate: Candidate, code: str) -> str | None:
    if candidate.note is None:
        return None
    return language(code).say(f"address.note.{candidate.note.value}", old=candidate.old_unit, new=candidate.ward.name)
