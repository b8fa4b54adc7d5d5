"""`mot-cham insurance look-up`: ask the health-insurance portal as the desk would."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

import config
from kiosk.bootstrap.portal import portal_settings
from kiosk.cli import arguments as shape
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import print_fields, print_json, tell, tell_failure
from kiosk.cli.site_options import add_state_option, state_folder
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Source
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.identification import CodeError
from kiosk.insurance import PortalClient


def add(command: argparse.ArgumentParser) -> None:
    look_up = command.add_subparsers(required=True, metavar="ACTION").add_parser(
        "look-up", help="ask about one citizen"
    )
    add_state_option(look_up)
    who = look_up.add_mutually_exclusive_group(required=True)
    who.add_argument("--qr", metavar="TEXT", help="text of an identity or insurance card's code")
    who.add_argument("--number", metavar="N", help="personal number or insurance card number; needs --name and --birth")
    look_up.add_argument("--name", metavar="NAME", default="")
    look_up.add_argument("--birth", metavar="dd/mm/yyyy", type=shape.birth)
    look_up.add_argument("--json", action="store_true")
    look_up.set_defaults(run=run_look_up)


def run_look_up(options: argparse.Namespace) -> ExitCode:
    if options.number and not (options.name and options.birth):
        tell("Cần thêm --name và --birth.", "--number needs --name and --birth.")
        return ExitCode.USAGE
    today = vietnamese_date(datetime.now(UTC))
    try:
        site = config.load_site(options.site)
        identity = shape.claim_of(options, today) or _typed(options)
        if site.demo:
            answer = _ask_imagined_portal(site, options, identity)
        else:
            answer = _ask(site, options, site.portal.url, identity)
    except CodeError as error:
        tell_failure(error, as_json=options.json)
        return ExitCode.USAGE
    except config.ConfigError as error:
        return told(error)
    (print_json if options.json else print_fields)(_as_json(answer))
    unanswered = (InsuranceOutcome.LATER, InsuranceOutcome.CONFIGURATION, InsuranceOutcome.NOT_ASKED)
    return ExitCode.PORTAL if answer.outcome in unanswered else ExitCode.DONE


def _ask_imagined_portal(site: config.Site, options: argparse.Namespace, identity: Identity) -> InsuranceAnswer:
    from hardware_mocks import personas  # noqa: PLC0415 - a real site never loads imagined hardware
    from hardware_mocks.portals import FakePortal  # noqa: PLC0415 - as above

    with FakePortal([personas.load(one) for one in personas.ids()]) as portal:
        return _ask(site, options, portal.url, identity)


def _ask(site: config.Site, options: argparse.Namespace, url: str, identity: Identity) -> InsuranceAnswer:
    client = PortalClient(portal_settings(site, state_folder(options), url))
    return client.look_up(identity, vietnamese_date(datetime.now(UTC)))


def _typed(options: argparse.Namespace) -> Identity:
    number = FactName.PERSONAL_NUMBER if len(options.number) == 12 else FactName.INSURANCE_NUMBER
    facts = {number: options.number, FactName.FULL_NAME: options.name, FactName.DATE_OF_BIRTH: options.birth}
    return Identity({name: Fact(value, Source.STAFF, Assurance.CLAIMED) for name, value in facts.items() if value})


def _as_json(answer: InsuranceAnswer) -> dict[str, Any]:
    card = answer.card
    return {
        "outcome": answer.outcome.value,
        "result_code": answer.result_code,
        "card": card
        and {
            "card_number": card.card_number,
            "valid_from": card.valid_from.isoformat() if card.valid_from else None,
            "valid_to": card.valid_to.isoformat() if card.valid_to else None,
            "facility_code": card.facility_code,
            "area_code": card.area_code,
            "five_years_on": card.five_years_on.isoformat() if card.five_years_on else None,
        },
        "holder": {"name": answer.holder_name, "date_of_birth": answer.holder_birth},
        "attempts": answer.attempts,
        "elapsed_s": round(answer.elapsed_s, 3),
    }
