"""`mot-cham chip …`: read a chip, verify a stored reading, be a card, issue a virtual person's files."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from drivers.errors import DeviceError
from drivers.nfc import CardArrived, PcscReader, connect_to_card, wait_for_card
from kiosk.bootstrap.languages import language
from kiosk.cli import arguments as shape
from kiosk.cli import imagined, stored_reading
from kiosk.cli.chip_json import report_json
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.judging import of_error, of_result
from kiosk.cli.output import print_json, tell, tell_failure
from kiosk.cli.report_text import print_report
from kiosk.cli.trace import TracedTransport
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.identity import Identity
from kiosk.identification import CodeError, cross_check
from nfc_icao import ChipReading, TrustStore, VerificationReport, parse_lds, read_chip, verify_chip, with_check
from nfc_icao.errors import CardLost, ChipError
from nfc_icao.national.vietnam import KNOWN_CARD_ACCESS
from nfc_icao.reading import ReadingPlan
from nfc_icao.transport import CardTransport

DEFAULT_DATA_GROUPS = (1, 2, 13, 14, 15)


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    _add_read(actions.add_parser("read", help="read a chip and say what is proven"))
    verify = actions.add_parser("verify", help="verify a stored reading again, offline")
    verify.add_argument("folder", metavar="DIR", type=Path)
    _add_verdict_options(verify)
    verify.set_defaults(run=run_verify)
    imagined.add(actions)


def _add_read(read: argparse.ArgumentParser) -> None:
    link = read.add_mutually_exclusive_group()
    link.add_argument("--reader", metavar="NAME", help="PC/SC reader; without it, the first that fits")
    link.add_argument("--tcp", metavar="HOST:PORT", type=shape.endpoint, help="a card that listens (vpcd framing)")
    link.add_argument("--vpcd-listen", metavar="PORT", type=int, help="wait for a card that connects (vpcd framing)")
    shape.add_key_options(read)
    read.add_argument("--access", choices=("auto", "pace", "bac"), default="auto")
    read.add_argument("--dgs", metavar="1,2,…", type=shape.data_groups, default=DEFAULT_DATA_GROUPS)
    read.add_argument("--wait", metavar="SECONDS", type=float, default=30.0, help="how long to wait for a card (30)")
    read.add_argument("--out", metavar="DIR", type=Path, help="store the files and reading.json there")
    read.add_argument("--trace", metavar="FILE", type=Path, help="write every APDU there; holds personal data")
    _add_verdict_options(read)
    read.set_defaults(run=run_read)


def _add_verdict_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--trust", metavar="DIR", type=Path, help="CSCA certificates, CRLs")
    parser.add_argument("--at", metavar="ISO8601", type=shape.moment, help="judge validity at this time, not now")
    parser.add_argument("--json", action="store_true")


def run_read(options: argparse.Namespace) -> ExitCode:
    try:
        trust = _trust(options.trust)
        claim = shape.claim_of(options, vietnamese_date(datetime.now(UTC)))
        keys = shape.access_keys(options, claim)
        if not keys:
            tell(
                "Mã này không chứa số định danh nên không mở được chip.", "This code holds no number that opens a chip."
            )
            return ExitCode.USAGE
        with _transport(options) as transport, _traced(transport, options.trace) as link:
            plan = ReadingPlan(data_groups=options.dgs, access=options.access)
            reading = read_chip(link, keys, plan=plan, fallback_card_access=KNOWN_CARD_ACCESS)
    except CodeError as error:
        tell_failure(error, as_json=options.json)
        return ExitCode.USAGE
    except (ChipError, DeviceError) as error:
        tell_failure(error, as_json=options.json)
        return of_error(error)
    if options.out is not None:
        stored_reading.store(reading, options.out)
    return _report(reading, trust, options, claim)


def run_verify(options: argparse.Namespace) -> ExitCode:
    try:
        reading = stored_reading.load(options.folder)
        trust = _trust(options.trust)
    except OSError as error:
        tell(f"Không đọc được thư mục {options.folder}: {error.strerror}.", "That folder cannot be read.")
        return ExitCode.USAGE
    except ChipError as error:
        tell_failure(error, as_json=options.json)
        return of_error(error)
    return _report(reading, trust, options, None)


def _report(reading: ChipReading, trust: TrustStore, options: argparse.Namespace, claim: Identity | None) -> ExitCode:
    report: VerificationReport = verify_chip(reading, trust, at=options.at)
    lds = parse_lds(reading.files)
    if claim is not None:
        report = with_check(report, cross_check(claim, lds))
    values = report_json(reading, lds, report)
    if options.json:
        print_json(values)
    else:
        print_report(values, report, language("vi"))
    return of_result(report.overall)


def _trust(folder: Path | None) -> TrustStore:
    """The anchors of `folder`; an empty store, with which nothing is ever green, when none is named."""
    return TrustStore.from_directory(folder) if folder is not None else TrustStore.from_certificates(())


@contextmanager
def _transport(options: argparse.Namespace) -> Iterator[CardTransport]:
    if options.tcp is not None:
        host, port = options.tcp
        with connect_to_card(host, port) as transport:
            yield transport
    elif options.vpcd_listen is not None:
        with wait_for_card(options.vpcd_listen, wait_limit_s=options.wait) as transport:
            yield transport
    else:
        reader = PcscReader()
        name = options.reader or reader.find()
        _wait_for_card(reader, name, options.wait)
        with reader.connect(name) as transport:
            yield transport


def _wait_for_card(reader: PcscReader, name: str, limit_s: float) -> None:
    deadline = time.monotonic() + limit_s
    for event in reader.watch(lambda: time.monotonic() > deadline):
        if isinstance(event, CardArrived) and event.reader == name:
            return
    raise CardLost(f"no card came within {limit_s:g} s")


@contextmanager
def _traced(transport: CardTransport, file: Path | None) -> Iterator[CardTransport]:
    if file is None:
        yield transport
        return
    with file.open("w", encoding="utf-8") as sink:
        print("The trace holds personal data: delete it when it has served.", file=sys.stderr)
        yield TracedTransport(transport, sink)
