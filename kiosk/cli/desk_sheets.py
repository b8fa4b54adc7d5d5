"""`mot-cham desk check-card|sheet`: how long a card is good for, and the small sheets a desk gives away."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path

import config
from config.desk_sheets_data import sheet_files
from hardware_mocks import personas
from kiosk.bootstrap.desk_sheets import checklist, day_of, milestone_rules, procedure_names, sheet_pdf
from kiosk.bootstrap.languages import language
from kiosk.cli.arguments import birth
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.identity_file import IdentityFileError, load_people
from kiosk.cli.output import print_json, tell, tell_failure
from kiosk.desks.comparing import COMPARED, compare_said
from kiosk.desks.milestones import CardCheck, card_check
from kiosk.desks.sheets import Sheet, card_sheet, checklist_sheet, disagreement_sheet, relation_sheet
from kiosk.domain.dates import PartialDate, vietnamese_date
from kiosk.domain.identity import Fact, FactName, Identity
from kiosk.identification import CodeError, identity_from_code, parse_code
from kiosk.papers import PaperError
from kiosk.runtime.clock import SystemClock
from nfc_icao.errors import ChipError

MADE = ("card", "relation", "disagreement")
"""Sheets that are made from an identity; the others are data."""


def add_actions(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    checking = actions.add_parser("check-card", help="the ages 14, 25, 40, 60: is the card good, what to ask for")
    checking.add_argument("--born", type=birth, metavar="DATE", help="dd/mm/yyyy, mm/yyyy or yyyy")
    checking.add_argument("--issued", type=_day, metavar="DATE", help="dd/mm/yyyy; without it, somebody without a card")
    checking.add_argument("--printed-end", type=_day, metavar="DATE", help="dd/mm/yyyy, as the chip says")
    checking.add_argument("--today", type=_day, metavar="DATE", help=argparse.SUPPRESS)
    checking.add_argument("--qr", metavar="TEXT", help="the card's code, in place of --born and --issued")
    checking.add_argument("--json", action="store_true")
    checking.set_defaults(run=run_check_card)
    known = (*MADE, *sheet_files())
    printing = actions.add_parser("sheet", help=f"one of {', '.join(known)}, as PDF")
    printing.add_argument("sheet", choices=known, metavar="SHEET", help=f"one of {', '.join(known)}")
    printing.add_argument("--qr", metavar="TEXT", help="the card's code")
    printing.add_argument("--reading", metavar="DIR", type=Path, help="a stored reading of the chip, beside the code")
    printing.add_argument("--persona", metavar="PERSONA", help="an invented person's card, in place of --qr")
    printing.add_argument(
        "--said",
        metavar="FACT=VALUE",
        action="append",
        default=[],
        type=_said,
        help="what the person says, for the disagreement sheet",
    )
    printing.add_argument("--language", choices=config.languages(), default="vi", metavar="CODE")
    printing.add_argument("--out", metavar="FILE", type=Path, required=True)
    printing.add_argument("--site", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    printing.set_defaults(run=run_sheet)


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not dd/mm/yyyy") from None


def _said(text: str) -> tuple[FactName, str]:
    name, separator, value = text.partition("=")
    if not separator or name not in [one.value for one in COMPARED]:
        raise argparse.ArgumentTypeError(f"FACT is one of {', '.join(one.value for one in COMPARED)}")
    return FactName(name), value


def run_check_card(options: argparse.Namespace) -> ExitCode:
    today = options.today or vietnamese_date(SystemClock().now())
    born, issued = options.born, options.issued
    if options.qr is not None:
        try:
            identity = identity_from_code(parse_code(options.qr, today=today), today)
        except CodeError as error:
            tell_failure(error, as_json=options.json)
            return ExitCode.MALFORMED
        born, issued = _birth_of(identity), day_of(identity, FactName.DATE_OF_ISSUE)
    if born is None:
        tell("Cần ngày sinh: --born hoặc --qr.", "A date of birth is needed: --born or --qr.")
        return ExitCode.USAGE
    check = card_check(born, issued, today, milestone_rules(), printed_end=options.printed_end)
    _show(check, as_json=options.json)
    return ExitCode.DONE


def _show(check: CardCheck, *, as_json: bool) -> None:
    words = language("vi")
    names = procedure_names(words)
    if as_json:
        print_json(
            {
                "status": check.status.value,
                "ends_on": check.ends_on.isoformat() if check.ends_on is not None else None,
                "milestone": check.milestone,
                "exact": check.exact,
                "printed_differs": check.printed_differs,
                "procedures": [{"code": one, "name": names[one]} for one in check.procedures],
            }
        )
        return
    ends = check.ends_on.strftime("%d/%m/%Y") if check.ends_on is not None else ""
    print(words.say(f"desks.sheet.card.status.{check.status.value}", date=ends, age=check.milestone or ""))
    if not check.exact:
        print(words.say("desks.sheet.card.not_exact"))
    if check.printed_differs:
        print(words.say("desks.sheet.card.differs"))
    for code in check.procedures:
        print(f"  {code}  {names[code]}")


def run_sheet(options: argparse.Namespace) -> ExitCode:
    try:
        return _print_sheet(options, SystemClock().now())
    except (CodeError, ChipError) as error:
        tell_failure(error, as_json=False)
        return ExitCode.MALFORMED
    except IdentityFileError as error:
        tell("Thư mục này không chứa lần đọc chip dùng được.", f"This folder holds no usable reading: {error}.")
        return ExitCode.MALFORMED
    except config.ConfigError as error:
        tell(f"Cấu hình chưa đúng: {error}", "The settings are not right.")
    except PaperError as error:
        tell(f"Không in được: {type(error).__name__}.", f"No paper could be made: {type(error).__name__}.")
    except OSError as error:
        tell(f"Không dùng được tệp: {type(error).__name__}.", f"The file cannot be used: {type(error).__name__}.")
    return ExitCode.USAGE


def _print_sheet(options: argparse.Namespace, now: datetime) -> ExitCode:
    """Raises what lists, cards, settings and papers raise."""
    today = vietnamese_date(now)
    sheet = _sheet(options, _claim(options, today), _chip(options, today), now)
    if sheet is None:
        tell("Tờ này cần thẻ: --qr hoặc --reading.", "This sheet needs a card: --qr or --reading.")
        return ExitCode.USAGE
    site = config.load_site(options.site)
    pdf = sheet_pdf(sheet, language(options.language), office=site.title, at=now, demo=site.demo)
    options.out.write_bytes(pdf)
    return ExitCode.DONE


def _chip(options: argparse.Namespace, today: date) -> Identity | None:
    """What a stored reading says: read, not proven."""
    if options.reading is None:
        return None
    return load_people(options.reading, (), (), today)[0][1]


def _claim(options: argparse.Namespace, today: date) -> Identity | None:
    """What the code on the card says."""
    if options.persona is not None and options.persona not in personas.ids():
        raise config.ConfigError("hardware_mocks/people", "persona", "there is no such person", "See mot-cham walk -h")
    text = options.qr if options.persona is None else personas.load(options.persona).qr_text()
    return None if text is None else identity_from_code(parse_code(text, today=today), today)


def _sheet(options: argparse.Namespace, claim: Identity | None, chip: Identity | None, now: datetime) -> Sheet | None:
    """The sheet; None when it needs a card and there is none."""
    words, identity = language(options.language), chip or claim
    if options.sheet not in MADE:
        return checklist_sheet(checklist(options.sheet), identity, words)
    if identity is None:
        return None
    if options.sheet == "relation":
        return relation_sheet(identity, words)
    if options.sheet == "disagreement":
        return disagreement_sheet(identity, compare_said(claim, chip, dict(options.said)), words)
    born, issued = _birth_of(identity), day_of(identity, FactName.DATE_OF_ISSUE)
    if born is None:
        return None
    printed_end = day_of(identity, FactName.DATE_OF_EXPIRY)
    check = card_check(born, issued, vietnamese_date(now), milestone_rules(), printed_end=printed_end)
    return card_sheet(identity, check, procedure_names(words), words, issued)


def _birth_of(identity: Identity) -> PartialDate | None:
    fact: Fact | None = identity.get(FactName.DATE_OF_BIRTH)
    return fact.value if fact is not None and isinstance(fact.value, PartialDate) else None
