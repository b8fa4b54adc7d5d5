"""The rules of the check-in table as values: each has an id, a kind and its parameters. They come from rows of data.

What a column says of itself (required, sizes, form) is a rule too and is made from its row (`rules_of_column`), so that
no size is written down twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from kiosk.insurance.check_in.errors import CheckInError
from kiosk.insurance.check_in.row import COLUMNS
from kiosk.insurance.check_in.table import Column, ColumnKind


class Severity(StrEnum):
    ERROR = "error"
    """The portal or the standard refuses it."""
    WARNING = "warning"
    """Worth a look."""


class RuleKind(StrEnum):
    PRESENT = "present"
    """The column stands in the file, empty or not."""
    REQUIRED = "required"
    MAX_LENGTH = "max_length"
    DIGITS = "digits"
    DATE8 = "date8"
    MOMENT12 = "moment12"
    BIRTH12 = "birth12"
    PLAIN_TEXT = "plain_text"
    """No control characters and no invisible ones (Cc, Cf, line ends)."""
    COMPOSED = "composed"
    """Unicode NFC: one letter, one character."""
    ONE_OF = "one_of"
    NOT_ONE_OF = "not_one_of"
    PATTERN = "pattern"
    EMPTY = "empty"
    REQUIRED_WITH = "required_with"
    """Required when one of `others` is filled."""
    REQUIRED_IF_EMPTY = "required_if_empty"
    """Required when all of `others` are empty."""
    ONLY_WITH = "only_with"
    """Filled only when one of `others` is."""
    NOT_BEFORE = "not_before"
    """Not before the first of `others`; a date and a moment are compared by their days."""
    NEWBORN_TIME = "newborn_time"
    """Of a child no older than `limit` days at the first of `others`, the time of birth is written."""
    TRIMMED = "trimmed"
    """No blanks before or after."""
    IN_ORDER = "in_order"
    """The columns of a row stand in the order of the annex; the rule stands with the first column."""
    BARE = "bare"
    """No column of a row has attributes; the rule stands with the first column."""
    SEQUENCE = "sequence"
    """1 to n through the file."""
    UNIQUE = "unique"
    """No other row of the file says the same."""


_OF_OTHERS = frozenset(
    {
        RuleKind.REQUIRED_WITH,
        RuleKind.REQUIRED_IF_EMPTY,
        RuleKind.ONLY_WITH,
        RuleKind.NOT_BEFORE,
        RuleKind.NEWBORN_TIME,
    }
)
_OF_VALUES = frozenset({RuleKind.ONE_OF, RuleKind.NOT_ONE_OF})
_OF_LIMIT = frozenset({RuleKind.MAX_LENGTH, RuleKind.NEWBORN_TIME})
_FORMS = {
    ColumnKind.NUMBER: RuleKind.DIGITS,
    ColumnKind.DATE: RuleKind.DATE8,
    ColumnKind.MOMENT: RuleKind.MOMENT12,
    ColumnKind.BIRTH: RuleKind.BIRTH12,
}


@dataclass(frozen=True)
class Condition:
    column: str
    values: frozenset[str]


@dataclass(frozen=True)
class CheckInRule:
    rule_id: str
    kind: RuleKind
    column: str
    key: str
    """The text key of the problem."""
    severity: Severity = Severity.ERROR
    others: tuple[str, ...] = ()
    values: frozenset[str] = frozenset()
    pattern: str = ""
    limit: int = 0
    when: Condition | None = None
    """The rule counts only where this holds."""
    unless: Condition | None = None

    def __post_init__(self) -> None:
        named = [self.column, *self.others, *(one.column for one in (self.when, self.unless) if one is not None)]
        if not set(named) <= set(COLUMNS):
            raise CheckInError(f"rule {self.rule_id} speaks of a column that does not exist")
        has = (bool(self.others), bool(self.values), bool(self.pattern), self.limit > 0)
        needs = (
            self.kind in _OF_OTHERS,
            self.kind in _OF_VALUES,
            self.kind is RuleKind.PATTERN,
            self.kind in _OF_LIMIT,
        )
        if has != needs:
            raise CheckInError(f"rule {self.rule_id} has parameters that its kind does not take, or lacks some")
        try:
            re.compile(self.pattern)
        except re.error:
            raise CheckInError(f"rule {self.rule_id} has a pattern that is none") from None

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


@dataclass(frozen=True)
class CheckInRules:
    """The whole table: its columns in order, and every rule."""

    columns: tuple[Column, ...]
    rules: tuple[CheckInRule, ...]
    """Beyond what the columns say of themselves."""
    all_rules: tuple[CheckInRule, ...] = field(init=False, repr=False)
    """Those of the columns first, in their order."""

    def __post_init__(self) -> None:
        if tuple(one.name for one in self.columns) != COLUMNS:
            raise CheckInError("the columns are not those of the standard, in its order")
        own = tuple(rule for column in self.columns for rule in rules_of_column(column))
        whole = own + self.rules
        if len({one.rule_id for one in whole}) != len(whole):
            raise CheckInError("two rules have one id")
        object.__setattr__(self, "all_rules", whole)


def rules_of_column(column: Column) -> Iterator[CheckInRule]:
    """What a column says of itself."""

    def rule(part: str, kind: RuleKind, severity: Severity = Severity.ERROR, limit: int = 0) -> CheckInRule:
        rule_id = f"{column.name}.{part}"
        return CheckInRule(rule_id, kind, column.name, f"check_in.problem.{kind.value}", severity, limit=limit)

    yield rule("present", RuleKind.PRESENT)
    if column.required:
        yield rule("required", RuleKind.REQUIRED)
    largest = max((one for one in (column.max_annex, column.max_portal) if one is not None), default=None)
    if largest is not None:
        yield rule("size", RuleKind.MAX_LENGTH, limit=largest)
    if column.max_annex is not None and largest is not None and column.max_annex < largest:
        yield rule("annex_size", RuleKind.MAX_LENGTH, Severity.WARNING, column.max_annex)
    if column.kind is ColumnKind.TEXT:
        yield rule("plain", RuleKind.PLAIN_TEXT)
        yield rule("composed", RuleKind.COMPOSED, Severity.WARNING)
    else:
        yield rule("form", _FORMS[column.kind])
