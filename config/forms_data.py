"""Form definitions: what a clinic may edit. Code lists named by a form are put in their place here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field, model_validator

from config.files import HOME, Strict, read_model
from config.insurance_data import benefit_levels, route_codes, visit_types
from config.provenance import Labels, Row

DIRECTORY = HOME / "forms"
SITE_LISTS = ("rooms", "priority_classes")
_UNKNOWN_LEVEL = {"code": "", "label": {"vi": "chưa rõ", "en": "not known"}}


@dataclass(frozen=True)
class SiteList:
    """A list of choices that each site has for itself."""

    choices: tuple[tuple[str, Labels], ...]
    default: str = ""


NO_LISTS: Mapping[str, SiteList] = MappingProxyType({})


class Choice(Strict):
    code: str
    label: Labels


class FormField(Strict):
    """One field; the words of `fill`, `kind` and `delivery` are those of `kiosk.forms.definition`."""

    name: str = Field(pattern=r"^[A-Z0-9_]+$")
    """A name of the data standard (`config/insurance/standard_fields.toml`)."""
    label: Labels
    kind: Literal["text", "date", "digits", "choice"] = "text"
    fill: tuple[str, ...] = ()
    default: str = ""
    required: bool = False
    editable: bool = True
    max_length: int = Field(default=255, gt=0, le=4000)
    pattern: str | None = None
    pattern_problem: str = "form.problem.pattern"
    partial_date: bool = False
    choices: tuple[Choice, ...] = ()
    choices_from: Literal["route_codes", "visit_types", "rooms", "priority_classes"] | None = None
    """A list of facts, or of the site (`SITE_LISTS`): where the site has none, the form has no such field."""
    levels_from: Literal["benefit_levels"] | None = None
    when: Literal["child", "new_born", "child_without_card", "paper_card"] | None = None
    """The box stands on the form only then; left out, always."""
    time_from: str | None = None
    """For a date of birth: the field that holds the time of day."""
    delivery: Literal["text", "date", "moment", "birth", "none"] = "text"

    @model_validator(mode="after")
    def _one_list(self) -> FormField:
        if sum(bool(one) for one in (self.choices, self.choices_from, self.levels_from)) > 1:
            raise ValueError("choices, choices_from and levels_from exclude each other")
        return self


class Unless(Strict):
    field: str
    value: str


class FormRule(Strict):
    kind: Literal["not_after", "covers_visit", "begun_by_visit"]
    field: str
    other: str
    problem: str = Field(pattern=r"^form\.problem\.[a-z_]+$")
    unless: Unless | None = None


_AGES = {"child": "child_years", "child_without_card": "child_years", "new_born": "new_born_days"}
"""Which age a box that is there only for some rests on."""


class FormFile(Row):
    form_id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Labels
    child_years: int | None = Field(default=None, ge=1, le=18)
    """Below this age somebody is a child."""
    new_born_days: int | None = Field(default=None, ge=1, le=365)
    """Up to this age, in days, a child is a new-born."""
    fields: tuple[FormField, ...] = Field(min_length=1)
    rules: tuple[FormRule, ...] = ()

    @model_validator(mode="after")
    def _ages_of_its_boxes(self) -> FormFile:
        for age in {_AGES[one.when] for one in self.fields if one.when in _AGES}:
            if getattr(self, age) is None:
                raise ValueError(f"a box rests on {age}, which is missing")
        return self


@cache
def form_file(form_id: str) -> FormFile:
    """The form as written.

    Raises:
        ConfigError: there is none, or its file is broken.
    """
    return read_model(DIRECTORY / f"{form_id}.toml", FormFile)


def load_form(form_id: str, site_lists: Mapping[str, SiteList] = NO_LISTS) -> Mapping[str, Any]:
    """The form as plain data for `FormDefinition.from_rows`, code lists in place.

    Raises:
        ConfigError: there is none, or its file is broken.
    """
    written = form_file(form_id)
    return MappingProxyType(
        {
            "form_id": written.form_id,
            "title": written.title.model_dump(),
            "child_years": written.child_years,
            "new_born_days": written.new_born_days,
            "fields": [
                _field(one, site_lists)
                for one in written.fields
                if one.choices_from not in SITE_LISTS or one.choices_from in site_lists
            ],
            "rules": [one.model_dump(exclude_none=True) for one in written.rules],
        }
    )


def forms() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in DIRECTORY.glob("*.toml")))


def _field(one: FormField, site_lists: Mapping[str, SiteList]) -> dict[str, Any]:
    row = one.model_dump(exclude_none=True, exclude={"choices_from", "levels_from"})
    if one.choices_from in SITE_LISTS:
        given = site_lists[one.choices_from]
        row["choices"] = [{"code": code, "label": label.model_dump()} for code, label in given.choices]
        row["default"] = given.default
    elif one.choices_from is not None:
        codes = {"route_codes": route_codes, "visit_types": visit_types}[one.choices_from]()
        row["choices"] = [{"code": code.code, "label": code.label.model_dump()} for code in codes]
    if one.levels_from is not None:
        levels = benefit_levels()
        percents = sorted({level.percent for level in levels}, reverse=True)
        shown = [{"code": str(one), "label": {"vi": f"{one}%", "en": f"{one}%"}} for one in percents]
        row["choices"] = [*shown, _UNKNOWN_LEVEL]
        row["levels"] = {level.digit: str(level.percent) for level in levels}
    return row
