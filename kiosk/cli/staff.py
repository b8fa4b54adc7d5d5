"""`mot-cham staff pin`: the line for a site's file that lets staff open their page."""

from __future__ import annotations

import argparse
import getpass
import sys

from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import tell
from kiosk.runtime.pin import PinError, hash_pin


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    pin = actions.add_parser("pin", help="turn a PIN into the line pin_hash of [staff_page]")
    pin.set_defaults(run=run_pin)


def run_pin(options: argparse.Namespace) -> ExitCode:
    """Asked for twice and never shown; read from standard input where there is no terminal."""
    if sys.stdin.isatty():
        pin = getpass.getpass("PIN: ")
        if getpass.getpass("PIN (lần nữa / again): ") != pin:
            tell("Hai lần nhập khác nhau.", "The two entries differ.")
            return ExitCode.USAGE
    else:
        pin = sys.stdin.readline().strip()
    try:
        line = hash_pin(pin)
    except PinError:
        tell("PIN gồm 4 đến 12 chữ số.", "A PIN has 4 to 12 digits.")
        return ExitCode.USAGE
    print(f'[staff_page]\npin_hash = "{line}"')
    return ExitCode.DONE
