"""The check-in table as data: its 26 columns, and every rule beyond what a column says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field, field_validator, model_validator

from config.data_rows import outdated, read_rows
from config.errors import Finding
from config.files import HOME, Strict
from config.insurance_data import route_codes, standard_fields, visit_types
from config.provenance import Labels, Row

DIRECTORY = HOME / "insurance"
_TABLE, _RULES = "config/insurance/check_in_table.toml", "config/insurance/check_in_rules.toml"

RuleKindName = Literal[
    "one_of",
    "not_one_of",
    "pattern",
    "empty",
    "required_with",
    "required_if_empty",
    "only_with",
    "not_before",
    "newborn_time",
    "trimmed",
    "in_order",
    "bare",
    "sequence",
    "unique",
]

_NEEDED = {
    "one_of": frozenset({"values"}),
    "not_one_of": frozenset({"values"}),
    "pattern": frozenset({"pattern"}),
    "required_with": frozenset({"others"}),
    "required_if_empty": frozenset({"others"}),
    "only_with": frozenset({"others"}),
    "not_before": frozenset({"others"}),
    "newborn_time": frozenset({"others", "limit"}),
}
"""Kind → the parameters it needs; it takes no others."""


class ColumnRow(Row):
    """One column of the standard."""

    number: int = Field(ge=1)
    name: str = Field(pattern=r"^[A-Z_]+$")
    kind: Literal["text", "number", "date", "moment", "birth"]
    max_annex: int | None = Field(default=None, gt=0)
    max_portal: int | None = Field(default=None, gt=0)
    required: bool
    filled_by: Literal["kiosk", "provisional", "hospital"]
    label: Labels
    rule: Labels
    """What the annex asks, in our own words."""


class ConditionRow(Strict):
    column: str
    values: tuple[str, ...] = Field(min_length=1)


class CheckInRuleRow(Row):
    rule_id: str = Field(pattern=r"^[A-Z_]+\.[a-z_]+$")
    column: str
    kind: RuleKindName
    severity: Literal["error", "warning"] = "error"
    problem: str = Field(pattern=r"^check_in\.problem\.[a-z0-9_]+$")
    others: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    values_from: Literal["route_codes", "visit_types"] | None = None
    """A code list instead of `values`."""
    pattern: str = ""
    limit: int = Field(default=0, ge=0)
    when: ConditionRow | None = None
    unless: ConditionRow | None = None

    @field_validator("pattern")
    @classmethod
    def _is_a_pattern(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error:
            raise ValueError("is no pattern") from None
        return value

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> CheckInRuleRow:
        has = {
            "others": bool(self.others),
            "values": bool(self.values) != (self.values_from is not None),
            "pattern": bool(self.pattern),
            "limit": self.limit > 0,
        }
        needed = _NEEDED.get(self.kind, frozenset())
        for name, is_there in has.items():
            if is_there != (name in needed):
                raise ValueError(f"{self.kind} {'needs' if name in needed else 'takes no'} {name}")
        return self

    def allowed(self) -> tuple[str, ...]:
        """The values it names, or the codes of its list."""
        if self.values_from is None:
            return self.values
        return tuple(one.code for one in (route_codes() if self.values_from == "route_codes" else visit_types()))


@cache
def check_in_columns() -> tuple[ColumnRow, ...]:
    return read_rows(DIRECTORY / "check_in_table.toml", "columns", ColumnRow, "name")


@cache
def check_in_rules() -> tuple[CheckInRuleRow, ...]:
    return read_rows(DIRECTORY / "check_in_rules.toml", "rules", CheckInRuleRow, "rule_id")


def check_in_findings(day: date) -> Iterator[Finding]:
    """What is wrong with the two files, for `mot-cham config check`.

    Raises:
        ConfigError: one of them cannot be read.
    """
    columns, rules = check_in_columns(), check_in_rules()
    for file, rows in ((_TABLE, columns), (_RULES, rules)):
        for row in outdated(tuple(rows), day):
            yield Finding(file, None, f"a row read on {row.read_on} is no longer valid", "Read its source again")
    if [one.number for one in columns] != list(range(1, len(columns) + 1)):
        yield Finding(_TABLE, None, "the columns are not numbered from 1 in order", "Correct the numbers")
    names = {one.name for one in columns}
    for name in sorted(names - {one.name for one in standard_fields() if one.table == "XML0"}):
        yield Finding(_TABLE, None, f"{name} is no field of XML0", "Correct it, or add it to standard_fields.toml")
    for rule in rules:
        spoken = {rule.column, *rule.others, *(one.column for one in (rule.when, rule.unless) if one is not None)}
        for name in sorted(spoken - names):
            yield Finding(_RULES, None, f"{rule.rule_id} speaks of {name}, which is no column", "Correct the name")
