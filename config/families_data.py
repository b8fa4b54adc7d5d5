"""Papers of linked groups that one entry fills: one TOML file each in `config/families/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import Field

from config.data_rows import outdated
from config.errors import ConfigError, Finding
from config.files import HOME, Strict, display, line_of, read_model
from config.paper_forms_data import paper_forms
from config.procedures_data import CODE, linked_groups, procedures
from config.provenance import Labels, Row

DIRECTORY = HOME / "families"


class OnlyIf(Strict):
    answer: str
    values: tuple[str, ...] = Field(min_length=1)


class FamilyPaper(Strict):
    form: str
    procedure: str = Field(pattern=CODE)
    cast: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """A role of the form → roles of the group, tried in order; none: nobody stands there."""
    texts: dict[str, str] = Field(default_factory=dict)
    only_if: OnlyIf | None = None


class PaperElsewhereRow(Strict):
    """A paper of the group that has no form here."""

    procedure: str = Field(pattern=CODE)
    label: Labels
    only_if: OnlyIf | None = None


class AnswerChoice(Strict):
    code: str
    label: Labels


class SharedAnswerRow(Strict):
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Labels
    boxes: tuple[str, ...] = ()
    """`form:box`."""
    choices: tuple[AnswerChoice, ...] = ()
    required: bool = False


class FamilyFile(Row):
    bundle_id: str = Field(pattern=r"^[a-z0-9-]+$")
    codes: tuple[str, ...] = Field(min_length=1)
    title: Labels
    roles: tuple[str, ...] = Field(min_length=1)
    papers: tuple[FamilyPaper, ...] = Field(min_length=1)
    elsewhere: tuple[PaperElsewhereRow, ...] = ()
    answers: tuple[SharedAnswerRow, ...] = ()


def families() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in DIRECTORY.glob("*.toml")))


@cache
def family_file(bundle_id: str) -> FamilyFile:
    """The bundle as written.

    Raises:
        ConfigError: there is none, or its file is broken.
    """
    if bundle_id not in families():
        raise ConfigError("config/families", "bundle_id", "there is no such bundle", f"Use: {', '.join(families())}")
    return read_model(DIRECTORY / f"{bundle_id}.toml", FamilyFile)


def load_family(bundle_id: str) -> Mapping[str, Any]:
    """The bundle as plain data for `Bundle.from_rows`. Raises `ConfigError`."""
    return MappingProxyType(family_file(bundle_id).model_dump(exclude_none=True))


def family_findings(day: date) -> Iterator[Finding]:
    """What is wrong with the bundles: names that lead nowhere, rows that are out of date."""
    known = {row.code for _, row in procedures()} | {code for one in linked_groups() for code in one.codes}
    for bundle_id in families():
        written, path = family_file(bundle_id), DIRECTORY / f"{bundle_id}.toml"
        file = display(path)
        if written.bundle_id != bundle_id:
            yield Finding(file, line_of(path, "bundle_id"), "bundle_id is not the name of the file", "Make them equal")
        named = {*written.codes, *(one.procedure for one in written.papers)}
        named |= {one.procedure for one in written.elsewhere}
        for code in sorted(named - known):
            yield Finding(file, None, f"{code} is in no catalogue", "Correct the code, or add its row")
        for form in sorted({one.form for one in written.papers} - set(paper_forms())):
            yield Finding(file, None, f"there is no form {form!r}", f"Use: {', '.join(paper_forms())}")
        if outdated((written,), day):
            yield Finding(file, line_of(path, "valid_until"), "its validity is over", "Read its source again")
