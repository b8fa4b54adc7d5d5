"""A form as data: which fields, where their values come from, what makes them wrong, how they leave.

Rows come from files a clinic can edit (`config/forms/*.toml`), so everything is checked here once more, and loudly: a
form that names a source or a rule we do not know must stop the start, not a citizen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from kiosk.domain.form import FieldKind
from kiosk.forms.errors import DefinitionError

Chosen = TypeVar("Chosen", bound=StrEnum)
Labels = Mapping[str, str]


class Origin(StrEnum):
    """Where a value may come from, in the words of form files."""

    PERSONAL_NUMBER = "identity.personal_number"
    FULL_NAME = "identity.full_name"
    DATE_OF_BIRTH = "identity.date_of_birth"
    TIME_OF_BIRTH = "identity.time_of_birth"
    SEX = "identity.sex"
    NATIONALITY = "identity.nationality"
    RESIDENCE = "identity.residence"
    PLACE_OF_ORIGIN = "identity.place_of_origin"
    OLD_ID_NUMBER = "identity.old_id_number"
    GUARDIAN_NAME = "identity.guardian_name"
    MOTHER_NAME = "identity.mother_name"
    FATHER_NAME = "identity.father_name"
    INSURANCE_NUMBER = "identity.insurance_number"
    """What a card's code or a typed number claims, for as long as the portal says nothing against it."""
    BIRTH_CERTIFICATE = "identity.birth_certificate"
    CARD_NUMBER = "insurance.card_number"
    VALID_FROM = "insurance.valid_from"
    VALID_TO = "insurance.valid_to"
    FACILITY_OF_CARD = "insurance.facility_code"
    AREA_CODE = "insurance.area_code"
    FIVE_YEARS_ON = "insurance.five_years_on"
    BENEFIT_LEVEL = "insurance.benefit_level"
    ROUTE = "suggestion.route"
    TEMPORARY_FACILITY = "suggestion.temporary_facility"
    """For a child whose card is still to be issued: province code and 000."""
    FACILITY_OF_DESK = "desk.facility_code"
    ARRIVED_AT = "desk.arrived_at"
    RECORD_NUMBER = "desk.record_number"


class DeliveryFormat(StrEnum):
    """How a value leaves, in the writing of QĐ 4750/QĐ-BYT."""

    TEXT = "text"
    DATE = "date"
    """yyyymmdd."""
    MOMENT = "moment"
    """yyyymmddHHMM."""
    BIRTH = "birth"
    """yyyymmdd0000; zeros for a month and day that the register does not know."""
    NONE = "none"
    """Shown, not delivered."""


class Circumstance(StrEnum):
    """When a box stands on a form that not everybody needs."""

    CHILD = "child"
    """Younger than the form's `child_years` on the day of the visit."""
    NEW_BORN = "new_born"
    """No older than the form's `new_born_days` on the day of the visit."""
    CHILD_WITHOUT_CARD = "child_without_card"
    """A child with no cover confirmed by the portal; or the portal says that the child has no card (130)."""
    PAPER_CARD = "paper_card"
    """The card is kept by the army or the police (001, 002): staff look at the paper."""


class RuleKind(StrEnum):
    """Checks that look at two fields, or at a field and the day of the visit."""

    NOT_AFTER = "not_after"
    """The date in `field` is not after the date in `other`."""
    COVERS_VISIT = "covers_visit"
    """The date in `field` is the last day of something that must last until the day in `other`."""
    BEGUN_BY_VISIT = "begun_by_visit"
    """The date in `field` is the first day of something that must have begun on the day in `other`."""


@dataclass(frozen=True)
class FieldDefinition:
    name: str
    label: Labels
    kind: FieldKind
    origins: tuple[Origin, ...] = ()
    """Tried in order."""
    default: str = ""
    """The desk's own value when no origin has one."""
    required: bool = False
    editable: bool = True
    max_length: int = 255
    pattern: re.Pattern[str] | None = None
    """The whole value must match, unless it is empty."""
    pattern_problem: str = "form.problem.pattern"
    partial_date: bool = False
    """A month or a year alone is a whole answer."""
    choices: tuple[tuple[str, Labels], ...] = ()
    delivery: DeliveryFormat = DeliveryFormat.TEXT
    when: Circumstance | None = None
    """The box stands on the form only then; None: always."""
    time_from: str | None = None
    """For a date of birth: the field with the time of day, `HH:MM`."""
    levels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """For the benefit level: third character of the card number → code of a choice."""


@dataclass(frozen=True)
class RuleDefinition:
    kind: RuleKind
    field: str
    other: str
    problem: str
    unless_field: str | None = None
    """The rule sleeps while this field holds `unless_value`."""
    unless_value: str | None = None


@dataclass(frozen=True)
class FormDefinition:
    form_id: str
    title: Labels
    fields: tuple[FieldDefinition, ...]
    rules: tuple[RuleDefinition, ...] = ()
    child_years: int | None = None
    """Below this age somebody is a child; None for a form without boxes for children."""
    new_born_days: int | None = None
    """Up to this age, in days, a child is a new-born."""

    @classmethod
    def from_rows(cls, rows: Mapping[str, Any]) -> FormDefinition:
        """Build and check a definition from plain data (`config.load_form`).

        Raises:
            DefinitionError: it names the form, the field and the reason.
        """
        try:
            definition = cls(
                form_id=_text(rows, "form_id"),
                title=_labels(rows, "title"),
                fields=tuple(_field(row) for row in _rows(rows, "fields")),
                rules=tuple(_rule(row) for row in _rows(rows, "rules")),
                child_years=rows.get("child_years"),
                new_born_days=rows.get("new_born_days"),
            )
        except DefinitionError as error:
            raise DefinitionError(f"form {rows.get('form_id', '?')}: {error}") from None
        _check_names(definition)
        _check_ages(definition)
        return definition

    def field_named(self, name: str) -> FieldDefinition | None:
        return next((one for one in self.fields if one.name == name), None)


def _field(row: Mapping[str, Any]) -> FieldDefinition:
    name = _text(row, "name")
    pattern = row.get("pattern")
    try:
        compiled = None if pattern is None else re.compile(str(pattern))
    except re.error as error:
        raise DefinitionError(f"field {name}: the pattern is broken: {error}") from None
    made = FieldDefinition(
        name=name,
        label=_labels(row, "label"),
        kind=_one_of(FieldKind, row.get("kind", FieldKind.TEXT.value), name),
        origins=tuple(_one_of(Origin, one, name) for one in row.get("fill", ())),
        default=str(row.get("default", "")),
        required=bool(row.get("required", False)),
        editable=bool(row.get("editable", True)),
        max_length=int(row.get("max_length", 255)),
        pattern=compiled,
        pattern_problem=str(row.get("pattern_problem", "form.problem.pattern")),
        partial_date=bool(row.get("partial_date", False)),
        choices=tuple((_code(choice), _labels(choice, "label")) for choice in _rows(row, "choices")),
        delivery=_one_of(DeliveryFormat, row.get("delivery", DeliveryFormat.TEXT.value), name),
        when=_one_of(Circumstance, row["when"], name) if "when" in row else None,
        time_from=row.get("time_from"),
        levels=MappingProxyType(dict(row.get("levels", {}))),
    )
    _check_choices(made)
    return made


def _check_choices(made: FieldDefinition) -> None:
    codes = [code for code, _ in made.choices]
    if (made.kind is FieldKind.CHOICE) != bool(codes):
        raise DefinitionError(f"field {made.name}: choices belong to fields of kind choice, and to all of them")
    if len(set(codes)) != len(codes):
        raise DefinitionError(f"field {made.name}: a choice stands there twice")
    named = [*made.levels.values(), *([made.default] if made.default else [])]
    if codes and not set(named) <= set(codes):
        raise DefinitionError(f"field {made.name}: a default or level is none of the choices")


def _rule(row: Mapping[str, Any]) -> RuleDefinition:
    unless = row.get("unless", {})
    return RuleDefinition(
        kind=_one_of(RuleKind, row.get("kind"), "rules"),
        field=_text(row, "field"),
        other=_text(row, "other"),
        problem=_text(row, "problem"),
        unless_field=unless.get("field"),
        unless_value=unless.get("value"),
    )


def _check_names(definition: FormDefinition) -> None:
    names = [one.name for one in definition.fields]
    if len(set(names)) != len(names) or not names:
        raise DefinitionError(f"form {definition.form_id}: no fields, or a field stands there twice")
    for one in definition.fields:
        if one.time_from is not None and one.time_from not in names:
            raise DefinitionError(f"field {one.name}: {one.time_from} is no field of the form")
    for rule in definition.rules:
        for name in (rule.field, rule.other, rule.unless_field):
            if name is not None and name not in names:
                raise DefinitionError(f"form {definition.form_id}: a rule speaks of {name}, which is no field of it")


def _check_ages(definition: FormDefinition) -> None:
    wanted = {one.when for one in definition.fields}
    for_children = wanted & {Circumstance.CHILD, Circumstance.CHILD_WITHOUT_CARD}
    if for_children and definition.child_years is None:
        raise DefinitionError(f"form {definition.form_id}: it has boxes for children and no child_years")
    if Circumstance.NEW_BORN in wanted and definition.new_born_days is None:
        raise DefinitionError(f"form {definition.form_id}: it has boxes for new-borns and no new_born_days")


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise DefinitionError(f"{key} is missing")
    return value


def _code(row: Mapping[str, Any]) -> str:
    """The code of a choice; it may be empty, for "not known"."""
    value = row.get("code")
    if not isinstance(value, str):
        raise DefinitionError("a choice without a code")
    return value


def _labels(row: Mapping[str, Any], key: str) -> Labels:
    value = row.get(key)
    if not isinstance(value, Mapping) or "vi" not in value or not all(isinstance(one, str) for one in value.values()):
        raise DefinitionError(f"{key} has no Vietnamese text")
    return MappingProxyType(dict(value))


def _rows(row: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    value = row.get(key, ())
    if not isinstance(value, Sequence) or not all(isinstance(one, Mapping) for one in value):
        raise DefinitionError(f"{key} is not a list of tables")
    return value


def _one_of(kind: type[Chosen], value: object, where: str) -> Chosen:
    try:
        return kind(str(value))
    except ValueError:
        allowed = ", ".join(one.value for one in kind)
        raise DefinitionError(f"field {where}: {value!r} is none of: {allowed}") from None
