"""Forms that are printed and signed: one TOML file each in `config/forms/paper/`, beside one layout of paper.

An office may add its own. Lists that several forms offer (`config/forms/lists/`) are put in their place here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field, model_validator

from config.catalogues import load_language
from config.data_rows import outdated, read_rows
from config.errors import Finding
from config.files import HOME, Strict, display, line_of, read_model
from config.provenance import Labels, Row

DIRECTORY = HOME / "forms" / "paper"
LISTS = HOME / "forms" / "lists"


class ListItem(Row):
    code: str = Field(min_length=1)
    label: Labels


class PaperFormField(Strict):
    """One box; the words of `fill` and `kind` are those of `kiosk.forms.paper_definition`."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Labels
    item: str = ""
    """The number the form prints before it."""
    kind: Literal["text", "date", "digits", "choice"] = "text"
    fill: tuple[str, ...] = ()
    default: str = ""
    required: bool = False
    max_length: int = Field(default=255, gt=0, le=4000)
    pattern: str | None = None
    pattern_problem: str = "form.problem.pattern"
    partial_date: bool = False
    choices_from: str | None = Field(default=None, pattern=r"^[a-z_]+$")
    upper: bool = False
    """Printed in capitals, as the form asks."""
    counted: bool = False
    """One of the identity and contact boxes of the form's head, for the count of what cards fill."""

    @model_validator(mode="after")
    def _has_choices(self) -> PaperFormField:
        if (self.kind == "choice") != (self.choices_from is not None):
            raise ValueError("choices_from belongs to fields of kind choice, and to all of them")
        return self


class PaperFormTable(Strict):
    """Rows of people, or rows that are typed."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Labels
    item: str = ""
    role: str | None = None
    """Who stands in the rows; none where every row is typed."""
    most: int = Field(gt=0, le=200)
    blank_rows: int = Field(default=0, ge=0, le=20)
    """Printed empty after the last one, for the pen."""
    columns: tuple[PaperFormField, ...] = Field(min_length=1)


class PaperFormRule(Strict):
    kind: Literal["not_after"]
    field: str
    other: str
    problem: str = Field(pattern=r"^form\.problem\.[a-z_]+$")


class PaperFormFile(Row):
    form_id: str = Field(pattern=r"^[a-z0-9-]+$")
    code: str = ""
    """What offices call it: CT01."""
    version: str = Field(min_length=3)
    """The document that prescribes it, printed at the foot."""
    title: Labels
    layout: str = Field(pattern=r"^[a-z0-9/-]+$")
    layout_known: bool = False
    """True when the layout was drawn from the official one; otherwise the paper says that it only helps to fill."""
    roles: tuple[str, ...] = ()
    """Whose cards it takes; none for a paper of the office itself."""
    fields: tuple[PaperFormField, ...] = Field(min_length=1)
    tables: tuple[PaperFormTable, ...] = ()
    rules: tuple[PaperFormRule, ...] = ()


class Issuer(Row):
    """Who issued cards from a day on, and what they are called."""

    from_day: date
    issuer: str = Field(min_length=1)
    document: str = Field(min_length=1)


class RelationWord(Row):
    code: Literal["self", "head", "wife", "husband", "child", "father", "mother"]
    word: str = Field(min_length=1)


@cache
def paper_form_file(form_id: str) -> PaperFormFile:
    """The form as written.

    Raises:
        ConfigError: there is none, or its file is broken.
    """
    return read_model(DIRECTORY / f"{form_id}.toml", PaperFormFile)


def load_paper_form(form_id: str) -> Mapping[str, Any]:
    """The form as plain data for `PaperForm.from_rows`, lists in place.

    Raises:
        ConfigError: there is none, its file is broken, or it offers a list that does not exist.
    """
    written = paper_form_file(form_id)
    rows = written.model_dump(include={"form_id", "code", "version", "title", "layout", "layout_known", "roles"})
    rows["fields"] = [_field(one) for one in written.fields]
    rows["tables"] = [
        {**one.model_dump(exclude={"columns"}), "columns": [_field(column) for column in one.columns]}
        for one in written.tables
    ]
    rows["rules"] = [one.model_dump() for one in written.rules]
    return MappingProxyType(rows)


def paper_forms() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in DIRECTORY.glob("*.toml")))


@cache
def choice_list(name: str) -> tuple[ListItem, ...]:
    return read_rows(LISTS / f"{name}.toml", "items", ListItem, "code")


@cache
def issuers() -> tuple[Issuer, ...]:
    return read_rows(HOME / "identity" / "issuers.toml", "issuers", Issuer, "from_day")


@cache
def relation_words() -> tuple[RelationWord, ...]:
    return read_rows(HOME / "identity" / "relations.toml", "relations", RelationWord, "code")


def paper_table_findings(day: date) -> Iterator[Finding]:
    """What is wrong with the tables that printed forms use."""
    for name, table in (("issuers.toml", issuers()), ("relations.toml", relation_words())):
        if outdated(table, day):
            yield Finding(f"config/identity/{name}", None, "a row is no longer valid", "Read its source again")


def paper_form_findings(form_id: str, day: date) -> Iterator[Finding]:
    """What is wrong with one printed form and the lists it offers."""
    written, path = paper_form_file(form_id), DIRECTORY / f"{form_id}.toml"
    file = display(path)
    load_paper_form(form_id)
    if written.form_id != form_id:
        yield Finding(file, line_of(path, "form_id"), "form_id is not the name of the file", "Make them equal")
    vietnamese = load_language("vi")
    boxes = [*written.fields, *(column for one in written.tables for column in one.columns)]
    for key in sorted({one.pattern_problem for one in boxes} | {one.problem for one in written.rules}):
        if key not in vietnamese:
            yield Finding(file, line_of(path, "problem"), f"there is no text {key}", "Add it to paper_forms.toml")
    names = [one.name for one in written.fields]
    for rule in written.rules:
        for name in (rule.field, rule.other):
            if name not in names:
                yield Finding(file, None, f"a rule speaks of {name}, which is no field of the form", "Correct the name")
    for name in sorted({one.choices_from for one in boxes if one.choices_from is not None}):
        if outdated(choice_list(name), day):
            yield Finding(f"config/forms/lists/{name}.toml", None, "a row is no longer valid", "Read its source again")
    if outdated((written,), day):
        yield Finding(file, line_of(path, "valid_until"), "its validity is over", "Look for the form in force")


def _field(one: PaperFormField) -> dict[str, Any]:
    row = one.model_dump(exclude_none=True, exclude={"choices_from"})
    if one.choices_from is not None:
        row["choices"] = [
            {"code": item.code, "label": item.label.model_dump()} for item in choice_list(one.choices_from)
        ]
    return row
