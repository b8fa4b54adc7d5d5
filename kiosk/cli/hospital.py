"""`mot-cham hospital …`: what the hospital of a `hospital-rest` delivery offers and knows, asked by hand.

For whoever sets the delivery up: names in the contract file are right when these lists read right. Nothing is
registered here. Personal values are printed because a person asked.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from typing import Any

import config
from kiosk.bootstrap.deliveries import open_catalogue
from kiosk.cli import arguments as shape
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import print_fields, print_json, tell
from kiosk.cli.site_options import add_state_option, state_folder
from kiosk.delivery.hospital import CatalogueUnavailable, HospitalCatalogue
from kiosk.runtime.clock import SystemClock


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("visit-types", help="types of visit").set_defaults(ask=lambda of, _: of.visit_types())
    departments = actions.add_parser("departments", help="where a type of visit is held")
    departments.set_defaults(ask=lambda of, said: of.departments(said.visit_type))
    services = actions.add_parser("services", help="services and rooms of a department, with prices")
    services.set_defaults(ask=lambda of, said: of.services(said.visit_type, said.department))
    slots = actions.add_parser("slots", help="when a service can be had on a day")
    slots.add_argument("service", metavar="MA_DICH_VU")
    slots.add_argument("day", metavar="YYYY-MM-DD", type=shape.day)
    slots.set_defaults(ask=lambda of, said: of.slots(said.service, f"{said.day:%Y%m%d}"))
    patient = actions.add_parser("patient", help="whether the hospital knows somebody")
    patient.add_argument("number", metavar="SO_CCCD", type=shape.identity_number)
    patient.set_defaults(ask=lambda of, said: of.patient(said.number))
    for one in (departments, services):
        one.add_argument("visit_type", metavar="MA_LOAI_KCB")
    services.add_argument("department", metavar="MA_KHOA")
    for one in actions.choices.values():
        add_state_option(one)
        one.add_argument("--json", action="store_true")
        one.set_defaults(run=run)


def run(options: argparse.Namespace) -> ExitCode:
    try:
        site = config.load_site(options.site)
        with open_catalogue(site, state_folder(options), SystemClock()) as catalogue:
            if catalogue is None:
                tell(
                    "Tệp cấu hình không có nơi nhận kiểu hospital-rest.",
                    "The site's file has no delivery of kind hospital-rest.",
                )
                return ExitCode.USAGE
            return _told(catalogue, options)
    except config.ConfigError as error:
        tell(f"Cấu hình chưa đúng: {error}", "The settings are not right.")
        return ExitCode.USAGE


def _told(catalogue: HospitalCatalogue, options: argparse.Namespace) -> ExitCode:
    try:
        found = options.ask(catalogue, options)
    except CatalogueUnavailable as error:
        tell(
            f"Phần mềm bệnh viện không trả lời được câu hỏi này ({error}).",
            "The hospital's system gave no usable answer.",
        )
        return ExitCode.PORTAL
    rows = [] if found is None else [_written(one) for one in (found if isinstance(found, tuple) else (found,))]
    if options.json:
        print_json(rows)
        return ExitCode.DONE
    for row in rows:
        print_fields(row)
    if not rows:
        tell("Bệnh viện không có mục nào.", "The hospital has no such entry.")
    return ExitCode.DONE


def _written(entry: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the catalogue's entries, all dataclasses
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(entry).items()}
