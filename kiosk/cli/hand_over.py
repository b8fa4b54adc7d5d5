"""`mot-cham hand-over put|fields`: filled papers for the office's own software, as files or box by box."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import config
from kiosk.bootstrap.counter_figures import counter_figure, one_stop_book
from kiosk.bootstrap.paper_forms import addresses, paper_facts, paper_form, paper_words
from kiosk.bootstrap.receipts import SLIPS
from kiosk.cli.answers_file import load_answers
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.family import family_of, find_bundle
from kiosk.cli.identity_file import load_cast
from kiosk.cli.outbox import told as store_told
from kiosk.cli.output import print_json, tell
from kiosk.cli.papers_told import PAPER_ERRORS, told
from kiosk.cli.site_options import add_state_option, open_store, state_folder
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.identity import FactName
from kiosk.family import fill_bundle
from kiosk.forms import FilledPaper, OfficeFacts, fill_paper, paper_data, rows_in, with_answers
from kiosk.forms.rules import REQUIRED
from kiosk.handover import (
    FolderAway,
    FolderFull,
    HandedPaper,
    HandOver,
    HandOverError,
    HandOverUnfit,
    NameTaken,
    Sidecar,
    copy_fields,
    put,
)
from kiosk.papers import render
from kiosk.procedures import OfficialCodeUnfit, SlipBookError, SlipFolder, next_slip, official_code
from kiosk.records import StoreError


@dataclass(frozen=True)
class _Filled:
    paper: FilledPaper
    procedure: str = ""


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    files = actions.add_parser("put", help="PDF and data under a slip number, in a folder")
    fields = actions.add_parser("fields", help="the boxes in order, for copying one by one")
    for action, run in ((files, run_put), (fields, run_fields)):
        what = action.add_mutually_exclusive_group(required=True)
        what.add_argument("--form", metavar="FORM")
        what.add_argument("--bundle", metavar="BUNDLE")
        action.add_argument("--identities", metavar="FILE", type=Path, required=True, help="JSON list of people")
        action.add_argument(
            "--role", metavar="ROLE=CARD", action="append", default=[], help="who plays a part of a bundle"
        )
        action.add_argument("--answers", metavar="FILE", type=Path, help="JSON object: box → what a person says")
        action.add_argument("--office", metavar="NAME", default="", help="whom the papers are addressed to")
        action.add_argument("--place", metavar="NAME", default="", help="where they are signed")
        action.add_argument("--json", action="store_true")
        action.set_defaults(run=run)
    add_state_option(files)
    files.add_argument("--out", metavar="DIR", type=Path, required=True, help="a folder that is there")
    files.add_argument("--counter", metavar="NAME", default="Q1", help="part of the slip number (Q1)")
    files.add_argument("--official-code", metavar="TEXT", help="as scanned from the one-stop paper")
    files.add_argument("--note", action="store_true", help="count it in the site's figures, without a name")
    files.add_argument("--no-byte-order-mark", action="store_true", help="CSV for programs that do not want it")
    files.add_argument("--sidecar", choices=[one.value for one in Sidecar], action="append", default=[])


def run_put(options: argparse.Namespace) -> ExitCode:
    now = datetime.now(UTC)
    try:
        official = None if options.official_code is None else official_code(options.official_code).text
        filled = _filled(options, now)
        words = paper_words(trial=config.load_site(options.site).demo)
        papers = tuple(
            HandedPaper(
                one.paper,
                render(one.paper.paper.layout, paper_data(one.paper, words), written_at=now),
                one.procedure,
            )
            for one in filled
        )
        slip = next_slip(SlipFolder(state_folder(options) / SLIPS), vietnamese_date(now), options.counter)
        made = HandOver(slip.text, now, papers, options.office, official)
        sidecars = [Sidecar(one) for one in options.sidecar]
        files = put(made, options.out, sidecars, byte_order_mark=not options.no_byte_order_mark)
    except PAPER_ERRORS as error:
        return told(error)
    except (OfficialCodeUnfit, SlipBookError, HandOverError) as error:
        return _told(error)
    if options.note and (failed := _note(options, filled, vietnamese_date(now))) is not None:
        return failed
    if options.json:
        print_json({"slip": slip.text, "files": [str(one) for one in files]})
    else:
        print(slip.text, *files, sep="\n")
    return _answer([one.paper for one in filled])


def _note(options: argparse.Namespace, filled: Sequence[_Filled], day: date) -> ExitCode | None:
    """Count it in the site's figures; what went wrong, or None. The papers are out by then and stay out."""
    service = find_bundle(options.bundle).codes[0] if options.bundle is not None else filled[0].paper.paper.form_id
    try:
        figure = counter_figure(
            str(uuid4()),
            [one.paper.form for one in filled],
            desk_id=options.counter,
            service_id=service,
            day=day,
            procedures=[one.procedure for one in filled],
        )
        with open_store(options) as store:
            one_stop_book(store).note(figure)
    except (StoreError, config.ConfigError) as error:
        return store_told(error)
    return None


def run_fields(options: argparse.Namespace) -> ExitCode:
    try:
        filled = _filled(options, datetime.now(UTC))
    except PAPER_ERRORS as error:
        return told(error)
    for one in () if options.json else filled:
        print(one.paper.paper.title["vi"])
        for field in copy_fields(one.paper):
            print(f"  {'? ' if field.look else ''}{field.label}: {field.value}")
    if options.json:
        print_json(
            [
                {
                    "form": one.paper.paper.form_id,
                    "fields": [{"label": f.label, "value": f.value, "look": f.look} for f in copy_fields(one.paper)],
                }
                for one in filled
            ]
        )
    return _answer([one.paper for one in filled])


def _filled(options: argparse.Namespace, now: datetime) -> list[_Filled]:
    office = OfficeFacts(vietnamese_date(now), options.office, options.place)
    answers = load_answers(options.answers)
    if options.bundle is not None:
        wanted = find_bundle(options.bundle)
        cast = family_of(options, wanted, now).cast
        made = fill_bundle(wanted, cast, answers, office, paper_facts(), addresses=addresses())
        procedures = {one.form.form_id: one.procedure for one in wanted.papers}
        return [_Filled(one, procedures[one.paper.form_id]) for one in made.papers]
    paper = paper_form(options.form.strip().casefold())
    cast = load_cast(options.identities, paper.roles, paper.facts_asked | {FactName.DATE_OF_EXPIRY}, office.today)
    empty = fill_paper(paper, cast, office, paper_facts(), addresses=addresses(), rows=rows_in(paper, answers))
    return [_Filled(with_answers(empty, answers))]


def _answer(papers: Sequence[FilledPaper]) -> ExitCode:
    wrong = [one for paper in papers for one in paper.form.problems if one.problem != REQUIRED]
    return ExitCode.CHECK_FAILED if wrong else ExitCode.DONE


def _told(error: Exception) -> ExitCode:
    match error:
        case FolderAway():
            tell("Không có thư mục này hoặc không ghi được.", f"The folder is away: {error} was not written.")
        case FolderFull():
            tell("Ổ đĩa đã đầy.", f"The disk is full: {error} was not written.")
        case NameTaken():
            tell(f"Đã có tệp khác mang tên {error}.", "Another file has this name; nothing was overwritten.")
        case OfficialCodeUnfit() | HandOverUnfit():
            tell(f"Mã hoặc giấy chưa đúng: {error}.", "The code or the papers are not in order.")
            return ExitCode.USAGE
        case _:
            tell(f"Không lấy được số phiếu: {error}.", "No slip number could be taken.")
    return ExitCode.STORE
