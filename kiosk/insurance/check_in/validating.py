"""Every rule over every row, on import and on export alike. Problems name column, rule and row; never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.insurance.check_in.row import COLUMNS, CheckInRow
from kiosk.insurance.check_in.rule_kinds import OF_FORM, is_broken
from kiosk.insurance.check_in.rules import CheckInRule, CheckInRules, RuleKind, Severity


@dataclass(frozen=True)
class Problem:
    column: str
    rule_id: str
    key: str
    """The text key of the sentence; it may have places for `details`."""
    severity: Severity
    row: int = 1
    """Which row of the file, from 1."""
    details: Mapping[str, str] = field(default_factory=dict)
    """`limit` and `others` of the rule, for the sentence. No value of the row."""


def validate(rows: CheckInRow | Sequence[CheckInRow], rules: CheckInRules) -> list[Problem]:
    """Everything that is wrong, row by row, in the order of the rules; rules about the whole file come last."""
    given = (rows,) if isinstance(rows, CheckInRow) else tuple(rows)
    found = [problem for number, row in enumerate(given, 1) for problem in _of_row(row, number, rules)]
    return [*found, *_of_file(given, rules)]


def _of_row(row: CheckInRow, number: int, rules: CheckInRules) -> Iterator[Problem]:
    for rule in rules.all_rules:
        if rule.kind in OF_FORM:
            for column in sorted(OF_FORM[rule.kind](row), key=COLUMNS.index):
                yield replace(_problem(rule, number), column=column)
        elif is_broken(rule, row):
            yield _problem(rule, number)


def _of_file(rows: Sequence[CheckInRow], rules: CheckInRules) -> Iterator[Problem]:
    for rule in rules.all_rules:
        if rule.kind is RuleKind.SEQUENCE:
            for number, row in enumerate(rows, 1):
                if row[rule.column] != str(number):
                    yield _problem(rule, number)
        elif rule.kind is RuleKind.UNIQUE:
            counted = Counter(row[rule.column] for row in rows)
            for number, row in enumerate(rows, 1):
                if row[rule.column] and counted[row[rule.column]] > 1:
                    yield _problem(rule, number)


def _problem(rule: CheckInRule, number: int) -> Problem:
    details = {"limit": str(rule.limit), "others": ", ".join(rule.others)}
    return Problem(rule.column, rule.rule_id, rule.key, rule.severity, number, details)
