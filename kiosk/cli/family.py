"""`mot-cham family list|guess|fill`: several cards in a row, and all papers of a linked group from one entry."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import config
from config.families_data import families
from kiosk.bootstrap.families import bundle
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.paper_forms import addresses, paper_facts, paper_words
from kiosk.cli import owner_only
from kiosk.cli.answers_file import load_answers
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.family_text import family_json, filled_json, print_family, print_filled
from kiosk.cli.identity_file import load_people
from kiosk.cli.output import print_json
from kiosk.cli.papers_told import PAPER_ERRORS, told
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.roles import Role
from kiosk.family import (
    Bundle,
    Family,
    FilledBundle,
    PartUnknown,
    bundle_facts_asked,
    fill_bundle,
    guess_family,
)
from kiosk.forms import OfficeFacts, paper_data
from kiosk.forms.rules import REQUIRED
from kiosk.papers import render


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    every = actions.add_parser("list", help="the bundles: their roles, papers and shared answers")
    every.add_argument("--json", action="store_true")
    every.set_defaults(run=run_list)
    guess = actions.add_parser("guess", help="who plays which part, and why")
    fill = actions.add_parser("fill", help="all papers of a bundle from one entry, as PDF/A")
    for action, run in ((guess, run_guess), (fill, run_fill)):
        action.add_argument("bundle", metavar="BUNDLE", help="as khai-sinh, khai-tu, or its code")
        action.add_argument("--identities", metavar="FILE", type=Path, required=True, help="JSON list of 1 to 6 people")
        action.add_argument(
            "--role", metavar="ROLE=CARD", action="append", default=[], help="who plays a part: mother=2"
        )
        action.add_argument("--json", action="store_true")
        action.set_defaults(run=run)
    fill.add_argument("--answers", metavar="FILE", type=Path, help="JSON object: shared answer, role.fact or form:box")
    fill.add_argument("--out", metavar="DIR", type=Path, required=True)
    fill.add_argument("--office", metavar="NAME", default="", help="whom the papers are addressed to")
    fill.add_argument("--place", metavar="NAME", default="", help="where they are signed")


def run_list(options: argparse.Namespace) -> ExitCode:
    try:
        found = [bundle(one) for one in families()]
    except PAPER_ERRORS as error:
        return told(error)
    if options.json:
        print_json([_bundle_json(one) for one in found])
        return ExitCode.DONE
    for one in found:
        print(f"{one.bundle_id} ({', '.join(one.codes)}): {one.title['vi']}")
        print(f"  {', '.join(one.roles)}")
        for answer in one.answers:
            choices = f" ({', '.join(code for code, _ in answer.choices)})" if answer.choices else ""
            print(f"  {answer.name}: {answer.label['vi']}{choices}")
    return ExitCode.DONE


def run_guess(options: argparse.Namespace) -> ExitCode:
    now = datetime.now(UTC)
    try:
        family = family_of(options, find_bundle(options.bundle), now)
    except PAPER_ERRORS as error:
        return told(error)
    if options.json:
        print_json(family_json(family, vietnamese_date(now)))
    else:
        print_family(family, language("vi"), vietnamese_date(now))
    return ExitCode.DONE


def run_fill(options: argparse.Namespace) -> ExitCode:
    now = datetime.now(UTC)
    try:
        wanted = find_bundle(options.bundle)
        family = family_of(options, wanted, now)
        office = OfficeFacts(vietnamese_date(now), options.office, options.place)
        answers = load_answers(options.answers)
        filled = fill_bundle(wanted, family.cast, answers, office, paper_facts(), addresses=addresses())
        written = _write(filled, options.out, now, trial=config.load_site(options.site).demo)
    except PAPER_ERRORS as error:
        return told(error)
    if options.json:
        print_json({**family_json(family, vietnamese_date(now)), **filled_json(filled, written)})
    else:
        print_family(family, language("vi"), vietnamese_date(now))
        print_filled(filled, written, language("vi"))
    wrong = [one for paper in filled.papers for one in paper.form.problems if one.problem != REQUIRED]
    return ExitCode.CHECK_FAILED if wrong or filled.open_questions else ExitCode.DONE


def find_bundle(name: str) -> Bundle:
    """The bundle of this name, or of this procedure code."""
    wanted = name.strip().casefold()
    for one in families():
        found = bundle(one)
        if wanted in (found.bundle_id, *found.codes):
            return found
    return bundle(wanted)


def family_of(options: argparse.Namespace, wanted: Bundle, now: datetime) -> Family:
    today = vietnamese_date(now)
    people = load_people(options.identities, wanted.roles, bundle_facts_asked(wanted), today)
    said: dict[int, list[Role]] = {}
    for place, (role, _) in enumerate(people):
        if role is not None:
            said.setdefault(place, []).append(role)
    for written in options.role:
        role, place = _spoken(written)
        for roles in said.values():
            roles[:] = [one for one in roles if one is not role]
        said.setdefault(place, []).append(role)
    return guess_family([one for _, one in people], wanted.roles, today, said)


def _spoken(written: str) -> tuple[Role, int]:
    name, _, place = written.partition("=")
    if name not in tuple(Role) or not (place.isascii() and place.isdigit() and len(place) < 3):
        raise PartUnknown(f"{name or '?'}: ROLE=CARD is wanted, as mother=2; roles are: {', '.join(Role)}")
    return Role(name), int(place) - 1


def _write(filled: FilledBundle, folder: Path, now: datetime, *, trial: bool) -> Mapping[str, Path]:
    """Every paper in the folder; form → file. They are all set before the first one is written."""
    words = paper_words(trial=trial)
    made = {
        one.paper.form_id: render(one.paper.layout, paper_data(one, words), written_at=now) for one in filled.papers
    }
    owner_only.make_folder(folder)
    written = {}
    for form_id, content in made.items():
        written[form_id] = folder / f"{form_id}.pdf"
        owner_only.write(written[form_id], content)
    return written


def _bundle_json(one: Bundle) -> dict[str, Any]:
    return {
        "bundle": one.bundle_id,
        "codes": list(one.codes),
        "title": dict(one.title),
        "roles": list(one.roles),
        "papers": [{"form": paper.form.form_id, "procedure": paper.procedure} for paper in one.papers],
        "answers": [
            {
                "name": answer.name,
                "label": dict(answer.label),
                "required": answer.required,
                "choices": [code for code, _ in answer.choices],
            }
            for answer in one.answers
        ],
    }
