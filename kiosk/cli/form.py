"""`mot-cham form list|show|fill`: forms that are printed and signed.

A box that is empty stays empty for the pen; a value that is wrong is named, and the exit code says so.
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import config
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.paper_forms import addresses, paper_facts, paper_form, paper_words
from kiosk.cli import owner_only
from kiosk.cli.answers_file import AnswersError, load_answers
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.identity_file import IdentityFileError, RoleUnknownError, load_cast
from kiosk.cli.output import print_json, tell
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.form import FilledField
from kiosk.domain.identity import FactName
from kiosk.domain.roles import Cast
from kiosk.forms import (
    BoxCount,
    CorrectionRefused,
    DefinitionError,
    FilledPaper,
    OfficeFacts,
    PaperForm,
    TooManyPeople,
    count_boxes,
    fill_paper,
    paper_data,
    rows_in,
    with_answers,
)
from kiosk.forms.rules import REQUIRED
from kiosk.papers import PaperError, PaperLibraryMissing, render, render_docx

MAX_ANSWERS_BYTES = 1_000_000
DOCX = ".docx"
"""What an office edits; every other name is a PDF/A."""


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    every = actions.add_parser("list", help="every form there is")
    every.add_argument("--json", action="store_true")
    every.set_defaults(run=run_list)
    show = actions.add_parser("show", help="the roles and boxes of a form, as answers name them")
    show.add_argument("form", metavar="FORM")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=run_show)
    fill = actions.add_parser("fill", help="fill a form from cards and answers, as PDF/A or DOCX")
    fill.add_argument("form", metavar="FORM")
    fill.add_argument("--identity", metavar="FILE", type=Path, help="JSON list of people, or a reading; none: no card")
    fill.add_argument("--answers", metavar="FILE", type=Path, help="JSON object: box → what a person says")
    fill.add_argument("--out", metavar="FILE.pdf|.docx", type=Path, required=True)
    fill.add_argument("--office", metavar="NAME", default="", help="whom the form is addressed to")
    fill.add_argument("--place", metavar="NAME", default="", help="where it is signed")
    fill.add_argument("--json", action="store_true")
    fill.set_defaults(run=run_fill)


def run_list(options: argparse.Namespace) -> ExitCode:
    try:
        forms = [paper_form(one) for one in config.paper_forms()]
    except (config.ConfigError, DefinitionError) as error:
        return _told(error)
    if options.json:
        print_json(
            [
                {"form": one.form_id, "code": one.code or None, "title": dict(one.title), "roles": list(one.roles)}
                for one in forms
            ]
        )
    else:
        for one in forms:
            print(f"{one.form_id}: {one.title['vi']}")
    return ExitCode.DONE


def run_show(options: argparse.Namespace) -> ExitCode:
    paper = _paper(options.form)
    if paper is None:
        return ExitCode.USAGE
    boxes = {one.described.name: one.described.label["vi"] for one in paper.fields}
    tables = {
        one.name: {f"{one.name}.N.{column.described.name}": column.described.label["vi"] for column in one.columns}
        for one in paper.tables
    }
    if options.json:
        print_json({"form": paper.form_id, "roles": list(paper.roles), "boxes": boxes, "tables": tables})
        return ExitCode.DONE
    print(f"{paper.title['vi']} ({paper.version})\n{', '.join(paper.roles)}")
    for names in (boxes, *tables.values()):
        for name, label in names.items():
            print(f"  {name}: {label}")
    return ExitCode.DONE


def run_fill(options: argparse.Namespace) -> ExitCode:
    paper = _paper(options.form)
    if paper is None:
        return ExitCode.USAGE
    now = datetime.now(UTC)
    try:
        trial = config.load_site(options.site).demo
        answers = load_answers(options.answers)
        office = OfficeFacts(vietnamese_date(now), options.office, options.place)
        cast = _cast(options.identity, paper, office.today)
        empty = fill_paper(paper, cast, office, paper_facts(), addresses=addresses(), rows=rows_in(paper, answers))
        filled = with_answers(empty, answers)
        draw = render_docx if options.out.suffix.lower() == DOCX else render
        owner_only.write(options.out, draw(paper.layout, paper_data(filled, paper_words(trial=trial)), written_at=now))
    except (
        OSError, IdentityFileError, AnswersError, CorrectionRefused, TooManyPeople, PaperError, config.ConfigError
    ) as error:  # fmt: skip
        return _told(error)
    wrong = [one for one in filled.form.problems if one.problem != REQUIRED]
    if options.json:
        print_json(_as_json(filled, options.out))
    else:
        _print(filled, options.out)
    return ExitCode.CHECK_FAILED if wrong else ExitCode.DONE


def _cast(path: Path | None, paper: PaperForm, today: date) -> Cast:
    """Nobody stands on a paper that the office alone fills."""
    return {} if path is None else load_cast(path, paper.roles, paper.facts_asked | {FactName.DATE_OF_EXPIRY}, today)


def _paper(name: str) -> PaperForm | None:
    """The form of this name, or the only one of this code as offices write it; None, and why, when there is none."""
    wanted = name.strip().casefold()
    forms = config.paper_forms()
    try:
        named = [paper_form(one) for one in ([wanted] if wanted in forms else forms)]
    except (config.ConfigError, DefinitionError) as error:
        _told(error)
        return None
    found = [one for one in named if wanted in (one.form_id, one.code.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(one.form_id for one in found)
        tell(f"Nhiều biểu mẫu có số hiệu này: {several}.", f"Several forms have this code: {several}.")
        return None
    known = ", ".join(forms)
    tell(f"Không có biểu mẫu này. Các biểu mẫu: {known}.", f"There is no such form. Forms: {known}.")
    return None


def _told(error: Exception) -> ExitCode:
    match error:
        case OSError():
            tell(f"Không dùng được tệp {error.filename}: {error.strerror}.", f"{error.filename} cannot be used.")
            return ExitCode.USAGE
        case RoleUnknownError():
            tell(f"Vai không có trong biểu mẫu này: {error}.", "The form has no such role.")
            return ExitCode.USAGE
        case CorrectionRefused() | TooManyPeople():
            tell(f"Biểu mẫu không có ô hoặc chỗ này: {error}.", "The form has no such box, or no room.")
            return ExitCode.USAGE
        case config.ConfigError() | DefinitionError():
            tell(f"Thiết lập chưa dùng được: {error}.", "The settings cannot be used: run mot-cham config check.")
            return ExitCode.USAGE
        case PaperLibraryMissing():
            tell(f"Thiếu thư viện để lập tờ giấy: chạy {error.remedy}.", f"{error}.")
            return ExitCode.USAGE
        case AnswersError():
            tell("Tệp trả lời phải là một đối tượng JSON gồm các chữ.", "The answers are no JSON object of texts.")
        case IdentityFileError():
            tell(f"Tệp danh tính chưa đúng: {error}.", "The identity file is not in order.")
        case _:
            tell(f"Không lập được tờ giấy: {error}.", "The paper could not be made.")
    return ExitCode.MALFORMED


def _as_json(filled: FilledPaper, out: Path) -> dict[str, Any]:
    return {
        "form": filled.paper.form_id,
        "version": filled.paper.version,
        "layout_known": filled.paper.layout_known,
        "out": str(out),
        "boxes": {one.name: _box_json(one) for one in filled.form.fields},
        "problems": [{"box": one.name, "key": one.problem, **_said(one.problem)} for one in filled.form.problems],
        "reviews": [
            {
                "box": one.name,
                "key": one.key,
                **_said(one.key),
                "card_text": one.card_text or None,
                "candidates": list(one.candidates),
            }
            for one in filled.reviews
        ],
        "count": _count_json(count_boxes(filled.form)),
    }


def _box_json(one: FilledField) -> dict[str, Any]:
    return {
        "label": one.label["vi"],
        "value": one.value or None,
        "source": None if one.source is None else one.source.value,
        "assurance": one.assurance.name.lower() if one.value else None,
    }


def _count_json(count: BoxCount) -> dict[str, int]:
    return {"boxes": count.boxes, **vars(count)}


def _said(key: str | None) -> dict[str, str]:
    return {code: language(code).say(key or "") for code in ("vi", "en")}


def _print(filled: FilledPaper, out: Path) -> None:
    vietnamese, count = language("vi"), count_boxes(filled.form)
    labels = {one.name: one.label["vi"] for one in filled.form.fields}
    print(f"{filled.paper.title['vi']}: {out}")
    print(
        f"{count.boxes} ô: {count.by_code} từ mã QR, {count.by_chip} từ chip, {count.typed} do người khai, "
        f"{count.by_desk} của cơ quan, {count.empty} còn trống."
    )
    for field in filled.form.problems:
        print(f"  ! {labels[field.name]} [{field.name}]: {vietnamese.say(field.problem or '')}")
    for review in filled.reviews:
        print(f"  ? {labels[review.name]} [{review.name}]: {vietnamese.say(review.key)}")
        for candidate in review.candidates:
            print(f"      {candidate}")
