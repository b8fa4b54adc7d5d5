"""`mot-cham walk`: one headless visit with virtual hardware."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import config
from hardware_mocks import personas
from hardware_mocks.errors import HardwareMockError
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.walk import Station, WalkRequest, WalkResult, proof_failed, walk, was_delivered
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import print_json, tell
from kiosk.domain.failure import FailureCode
from kiosk.domain.record import RecordFate
from kiosk.domain.verdict import Outcome
from kiosk.records import StoreError
from kiosk.visit import Visit

_EXIT_OF_FAILURE = {
    FailureCode.WRONG_ACCESS_KEY: ExitCode.ACCESS_REFUSED,
    FailureCode.CHIP_MALFORMED: ExitCode.MALFORMED,
    FailureCode.CODE_MALFORMED: ExitCode.MALFORMED,
    FailureCode.CODE_OF_ANOTHER_DOCUMENT: ExitCode.MALFORMED,
    FailureCode.DISK_FULL: ExitCode.STORE,
    FailureCode.STORE_FAILED: ExitCode.STORE,
    FailureCode.STORE_WRONG_KEY: ExitCode.STORE,
    FailureCode.DELIVERY_REFUSED: ExitCode.PORTAL,
}
"""What is not here is a matter of devices."""


def add(command: argparse.ArgumentParser) -> None:
    command.add_argument("--site", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.add_argument("--service", default="clinic-checkin", metavar="ID")
    command.add_argument("--persona", default="adult", choices=_people(), metavar="PERSONA", help=_names())
    command.add_argument("--fault", action="append", default=[], metavar="NAME[:ARG]", help="break the card")
    portal = command.add_mutually_exclusive_group()
    portal.add_argument("--portal-code", metavar="CODE", help="have the portal answer this maKetQua")
    portal.add_argument("--portal", metavar="NAME", help="have the portal play this scenario (docs/portal.md)")
    command.add_argument("--hospital-down", action="store_true", help="have the hospital's software not answer")
    command.add_argument("--in-process", action="store_true", help="do not use the PC/SC service even where it runs")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=run)


def _people() -> list[str]:
    """Those whose document carries a code to start from; a passport has none."""
    return [one for one in personas.ids() if personas.load(one).qr_text()]


def _names() -> str:
    return f"one of {', '.join(_people())} (adult)"


def run(options: argparse.Namespace) -> ExitCode:
    if options.site != "demo":
        said = "Lượt thử chỉ chạy với thiết bị ảo: --site demo.", "A walk uses virtual hardware only: --site demo."
        return _not_walked(options, ExitCode.USAGE, *said)
    request = WalkRequest(
        persona=options.persona,
        service=options.service,
        faults=tuple(options.fault),
        portal=f"code-{options.portal_code}" if options.portal_code else options.portal,
        hospital_down=options.hospital_down,
        prefer_pcsc=not options.in_process,
    )
    say = language("vi").say
    if not options.json:
        print(say("walk.title"))
        print(say("walk.person", persona=options.persona))
    try:
        with tempfile.TemporaryDirectory(prefix="mot-cham-walk-") as folder:
            result = walk(request, Path(folder), _ignore if options.json else _print_station)
    except config.ConfigError as error:
        said = f"Cấu hình chưa đúng: {error}", f"The settings are not right: {error}"
        return _not_walked(options, ExitCode.USAGE, *said)
    except HardwareMockError as error:
        said = f"Không dựng được lượt thử: {error}.", f"The walk could not be set up: {error}."
        return _not_walked(options, ExitCode.USAGE, *said)
    except StoreError as error:
        said = say("failure.store_failed"), f"The store failed: {type(error).__name__}."
        return _not_walked(options, ExitCode.STORE, *said)
    _print_end(result, as_json=options.json)
    return _exit_code(result.ended)


def _not_walked(options: argparse.Namespace, code: ExitCode, vietnamese: str, english: str) -> ExitCode:
    if options.json:
        print_json({"error": {"code": code.name.lower(), "vi": vietnamese, "en": english}})
    tell(vietnamese, english)
    return code


def _ignore(station: Station) -> None:
    """Stations are printed at the end, as one object."""


def _print_station(station: Station) -> None:
    name = language("vi").say(f"walk.station.{station.name}")
    print(f"{station.at_s:7.2f} s  {name}")
    for key, value in station.facts.items():
        shown = ", ".join(f"{one} {many}" for one, many in value.items()) if isinstance(value, dict) else value
        print(f"             {key}: {', '.join(shown) if isinstance(shown, list) else shown}")


def _print_end(result: WalkResult, *, as_json: bool) -> None:
    say, visit = language("vi").say, result.ended
    if as_json:
        print_json(_as_json(result))
        return
    reason = say("walk.reason_asked" if result.asked_in_process else "walk.reason_no_service")
    key = "walk.reader_pcsc" if result.through_pcsc else "walk.reader_in_process"
    print(say(key, reader=result.reader, reason=reason))
    if visit is not None and visit.receipt is not None:
        print(say("walk.end.receipt", number=visit.receipt.number))
    elif visit is not None and visit.fate is not None:
        ending = "refused" if visit.fate is RecordFate.REFUSED else "waiting"
        print(say(f"walk.end.{ending}", record=visit.record_id))
    else:
        print(say("walk.end.stopped", sentence=say(f"failure.{_failure(visit).key}")))


def _as_json(result: WalkResult) -> dict[str, Any]:
    visit = result.ended
    return {
        "reader": result.reader,
        "through_pcsc": result.through_pcsc,
        "stations": [{"station": one.name, "at_s": one.at_s, **one.facts} for one in result.stations],
        "failure": visit.failure.key if visit and visit.failure else None,
        "record_id": visit.record_id if visit else None,
        "fate": visit.fate.value if visit and visit.fate else None,
        "receipt": visit.receipt.number if visit and visit.receipt else None,
    }


def _failure(visit: Visit | None) -> FailureCode:
    return visit.failure if visit is not None and visit.failure is not None else FailureCode.UNEXPECTED


def _exit_code(visit: Visit | None) -> ExitCode:
    if visit is None or visit.record_id is None:
        return _EXIT_OF_FAILURE.get(_failure(visit), ExitCode.DEVICE)
    if proof_failed(visit):
        return ExitCode.CHECK_FAILED
    if not was_delivered(visit):
        return ExitCode.PORTAL
    if visit.verdict is None or visit.verdict.overall is not Outcome.SUCCESSFUL:
        return ExitCode.UNDETERMINED
    return ExitCode.DONE
