"""Rows of data become the check-in table and its rules."""

from __future__ import annotations

from functools import cache

from config.check_in_data import ConditionRow, check_in_columns
from config.check_in_data import check_in_rules as rule_rows
from kiosk.insurance.check_in import (
    CheckInRule,
    CheckInRules,
    Column,
    ColumnKind,
    Condition,
    FilledBy,
    RuleKind,
    Severity,
)


@cache
def check_in_rules() -> CheckInRules:
    """The table as it comes with the program.

    Raises:
        config.ConfigError: a file cannot be read.
        CheckInError: a rule contradicts itself.
    """
    columns = tuple(
        Column(one.name, ColumnKind(one.kind), one.max_annex, one.max_portal, one.required, FilledBy(one.filled_by))
        for one in check_in_columns()
    )
    rules = tuple(
        CheckInRule(
            rule_id=one.rule_id,
            kind=RuleKind(one.kind),
            column=one.column,
            key=one.problem,
            severity=Severity(one.severity),
            others=one.others,
            values=frozenset(one.allowed()),
            pattern=one.pattern,
            limit=one.limit,
            when=_condition(one.when),
            unless=_condition(one.unless),
        )
        for one in rule_rows()
    )
    return CheckInRules(columns, rules)


def _condition(row: ConditionRow | None) -> Condition | None:
    return None if row is None else Condition(row.column, frozenset(row.values))
