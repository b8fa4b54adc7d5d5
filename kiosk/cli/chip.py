"""`mot-cham chip …`: read a chip, verify a stored reading, be a card, issue a virtual person's files."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

import config
from drivers.errors import DeviceError
from kiosk.bootstrap.languages import language
from kiosk.cli import arguments as shape
from kiosk.cli import chip_link, imagined, owner_only, stored_reading
from kiosk.cli.chip_json import report_json
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.judging import of_error, of_result
from kiosk.cli.output import print_json, tell, tell_failure
from kiosk.cli.reading_progress import ProgressLine
from kiosk.cli.report_text import print_report
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Identity
from kiosk.identification import CodeError, cross_check
from nfc_icao import (
    AccessKey,
    ChipReading,
    TrustStore,
    VerificationReport,
    parse_lds,
    read_chip,
    verify_chip,
    with_check,
)
from nfc_icao.chip.channel import DEFAULT_TIME_LIMIT_S
from nfc_icao.errors import AccessDenied, CardLost, ChipError
from nfc_icao.national.vietnam import KNOWN_CARD_ACCESS
from nfc_icao.trust import TrustStoreError
from nfc_icao.verifying.proof_times import NO_LIMIT

_OF_FILES = (OSError, owner_only.FolderInUseError, chip_link.UnusableRecordingError)


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    _add_read(actions.add_parser("read", help="read a chip and say what is proven"))
    verify = actions.add_parser("verify", help="verify a stored reading again, offline")
    verify.add_argument("folder", metavar="DIR", type=Path)
    _add_verdict_options(verify)
    verify.set_defaults(run=run_verify, proof_limit=NO_LIMIT)
    imagined.add(actions)


def _add_read(read: argparse.ArgumentParser) -> None:
    chip_link.add_options(read)
    shape.add_key_options(read)
    read.add_argument(
        "--timeout", metavar="SECONDS", type=float, default=DEFAULT_TIME_LIMIT_S, help="give one card up after this"
    )
    read.add_argument(
        "--proof-limit", metavar="SECONDS", type=float, default=NO_LIMIT,
        help="say when the chip takes longer to prove itself: it may lie on another reader (no limit)",
    )  # fmt: skip
    read.add_argument("--out", metavar="DIR", type=Path, help="store the files and reading.json there")
    _add_verdict_options(read)
    read.set_defaults(run=run_read)


def _add_verdict_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--trust", metavar="DIR", type=Path, help="CSCA certificates, CRLs")
    parser.add_argument("--at", metavar="ISO8601", type=shape.moment, help="judge validity at this time, not now")
    parser.add_argument("--language", choices=config.languages(), default="vi", help="of the report for people (vi)")
    parser.add_argument("--save-report", metavar="FILE", type=Path, help="write the report of TR-03135 there, as JSON")
    parser.add_argument("--json", action="store_true")


def run_read(options: argparse.Namespace) -> ExitCode:
    if options.trace_personal and options.trace is None:
        tell("Hãy nêu tệp bản ghi: --trace FILE.", "Name the file of the trace: --trace FILE.")
        return ExitCode.USAGE
    try:
        trust = _trust(options.trust)
        claim = shape.claim_of(options, vietnamese_date(datetime.now(UTC)))
        keys = shape.access_keys(options, claim)
        if not keys:
            tell(
                "Mã này không chứa số định danh nên không mở được chip.", "This code holds no number that opens a chip."
            )
            return ExitCode.USAGE
        _require_places(options)
        reading = _read(options, keys)
        if options.out is not None:
            stored_reading.store(reading, options.out)
    except (CodeError, ChipError, DeviceError, *_OF_FILES) as error:
        return _told(error, options)
    return _report(reading, trust, options, claim)


def _require_places(options: argparse.Namespace) -> None:
    """Find out that something cannot be written before a citizen's card is touched.

    Raises:
        FolderInUseError, OSError: it cannot.
    """
    if options.out is not None:
        owner_only.make_empty_folder(options.out)
    if options.save_report is not None:
        owner_only.require_writable(options.save_report)


def _told(error: Exception, options: argparse.Namespace) -> ExitCode:
    """Say why there is no reading."""
    match error:
        case chip_link.UnusableRecordingError():
            tell(f"Không phát lại được bản ghi: {error}.", "The trace cannot be replayed.")
            return ExitCode.MALFORMED
        case owner_only.FolderInUseError():
            tell(
                f"Thư mục {options.out} đã có tệp: hãy nêu một thư mục mới hoặc trống, để hai lần đọc không lẫn nhau.",
                f"{options.out} is not empty: name a new or an empty folder, so that two readings are not mixed.",
            )
            return ExitCode.USAGE
        case OSError():
            name = error.filename or "bản ghi (--trace)"
            tell(f"Không dùng được {name}: {error.strerror}.", f"{name} cannot be used: {error.strerror}.")
            return ExitCode.USAGE
        case AccessDenied():
            given = next((name for name in ("can", "id", "mrz") if getattr(options, name) is not None), None)
            tell_failure(error, as_json=options.json, sentence=given and f"access_refused.{given}")
        case CardLost(answered=False):
            # Here nobody saw a card come and go, as a desk does: what never said a word was not lifted.
            tell_failure(error, as_json=options.json, code=FailureCode.CHIP_SILENT)
        case _:
            tell_failure(error, as_json=options.json)
    return ExitCode.USAGE if isinstance(error, CodeError | TrustStoreError) else of_error(error)


def _read(options: argparse.Namespace, keys: tuple[AccessKey, ...]) -> ChipReading:
    with (
        chip_link.open_trace(options) as sink,
        chip_link.open_link(options) as link,
        ProgressLine(language(options.language)) as progress,
    ):
        spoken = chip_link.traced(link, keys, sink, personal=options.trace_personal)
        return read_chip(
            spoken.transport,
            keys,
            plan=spoken.plan,
            progress=progress,
            randomness=spoken.randomness,
            time_limit_s=options.timeout,
            fallback_card_access=KNOWN_CARD_ACCESS,
        )


def run_verify(options: argparse.Namespace) -> ExitCode:
    try:
        reading = stored_reading.load(options.folder)
        trust = _trust(options.trust)
    except OSError as error:
        tell(f"Không đọc được thư mục {options.folder}: {error.strerror}.", "That folder cannot be read.")
        return ExitCode.USAGE
    except ChipError as error:
        return _told(error, options)
    return _report(reading, trust, options, None)


def _report(reading: ChipReading, trust: TrustStore, options: argparse.Namespace, claim: Identity | None) -> ExitCode:
    report: VerificationReport = verify_chip(reading, trust, at=options.at, proof_limit_s=options.proof_limit)
    lds = parse_lds(reading.files)
    if claim is not None:
        report = with_check(report, cross_check(claim, lds))
    values = report_json(reading, lds, report)
    if options.json:
        print_json(values)
    else:
        print_report(values, report, language(options.language))
    if options.save_report is not None:
        try:
            text = json.dumps(values["transaction"], ensure_ascii=False, indent=2)
            owner_only.write(options.save_report, f"{text}\n".encode())
        except OSError as error:
            tell(f"Không ghi được {options.save_report}: {error.strerror}.", "The report cannot be written there.")
            return ExitCode.USAGE
    return of_result(report.overall)


def _trust(folder: Path | None) -> TrustStore:
    """The anchors of `folder`; an empty store, with which nothing is ever green, when none is named."""
    return TrustStore.from_directory(folder) if folder is not None else TrustStore.from_certificates(())
