"""What makes a form wrong: first each field by itself, then fields against each other. One problem a field, the first
found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kiosk.domain.form import FieldKind, FilledField, FilledForm
from kiosk.forms.definition import DeliveryFormat, FieldDefinition, FormDefinition, RuleDefinition, RuleKind
from kiosk.forms.written_dates import day_of, read_date, read_moment

REQUIRED = "form.problem.required"
TOO_LONG = "form.problem.too_long"
NOT_A_DATE = "form.problem.date"
NOT_WHOLE = "form.problem.date_not_whole"
NOT_DIGITS = "form.problem.digits"
NO_CHOICE = "form.problem.choice"


def checked(definition: FormDefinition, form: FilledForm) -> FilledForm:
    """The same form with every problem found anew."""
    problems: dict[str, str] = {}
    values = {one.name: one.value for one in form.fields}
    for field in definition.fields:
        problem = _problem_of(field, values.get(field.name, ""))
        if problem is not None:
            problems[field.name] = problem
    for rule in definition.rules:
        if rule.field not in problems and _broken(rule, values):
            problems[rule.field] = rule.problem
    return replace(form, fields=tuple(_with(one, problems.get(one.name)) for one in form.fields))


def _with(field: FilledField, problem: str | None) -> FilledField:
    return field if field.problem == problem else replace(field, problem=problem)


def _problem_of(field: FieldDefinition, value: str) -> str | None:
    if not value:
        return REQUIRED if field.required else None
    if len(value) > field.max_length:
        return TOO_LONG
    problem = _kind_problem(field, value)
    if problem is None and field.pattern is not None and field.pattern.fullmatch(value) is None:
        return field.pattern_problem
    return problem


def _kind_problem(field: FieldDefinition, value: str) -> str | None:
    if field.kind is FieldKind.DIGITS:
        return None if value.isascii() and value.isdigit() else NOT_DIGITS
    if field.kind is FieldKind.CHOICE:
        return None if value in [code for code, _ in field.choices] else NO_CHOICE
    if field.kind is FieldKind.DATE:
        return _date_problem(field, value)
    is_moment = field.delivery is DeliveryFormat.MOMENT
    return NOT_A_DATE if is_moment and read_moment(value) is None else None


def _date_problem(field: FieldDefinition, value: str) -> str | None:
    found = read_date(value)
    if found is None:
        return NOT_A_DATE
    return None if field.partial_date or found.whole is not None else NOT_WHOLE


def _broken(rule: RuleDefinition, values: Mapping[str, str]) -> bool:
    """True when both dates are there and contradict the rule. A partial date is judged by its earliest day."""
    if rule.unless_field is not None and values.get(rule.unless_field) == rule.unless_value:
        return False
    one, other = _earliest_day(values.get(rule.field, "")), _earliest_day(values.get(rule.other, ""))
    if one is None or other is None:
        return False
    return one < other if rule.kind is RuleKind.COVERS_VISIT else one > other


def _earliest_day(text: str) -> date | None:
    day = day_of(text)
    if day is not None:
        return day
    partial = read_date(text)
    return None if partial is None else date(partial.year, partial.month or 1, 1)
