"""What each kind of rule means. A function answers whether a row breaks the rule; it never looks at the file around it.

An empty column breaks only the rules that want it filled, and one that the file does not have is told once. A time that
is none is told by the rule of its form; rules that compare it stay silent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from kiosk.insurance.check_in.row import CheckInRow
from kiosk.insurance.check_in.rules import CheckInRule, RuleKind
from kiosk.insurance.check_in.written_times import (
    UNKNOWN_TIME,
    is_before,
    is_birth12,
    is_digits,
    read_date8,
    read_moment12,
)

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls, invisible characters, those that turn the direction of writing, halves of characters, line ends."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What `Char` of XML 1.0 (§2.2) leaves out."""
Broken = Callable[[CheckInRule, CheckInRow], bool]


def is_broken(rule: CheckInRule, row: CheckInRow) -> bool:
    """Whether `row` breaks `rule`, where the rule counts."""
    if rule.when is not None and row[rule.when.column] not in rule.when.values:
        return False
    if rule.unless is not None and row[rule.unless.column] in rule.unless.values:
        return False
    wants = WANTING.get(rule.kind)
    if wants is not None:
        return wants(rule, row)
    check = OF_VALUE.get(rule.kind)
    return check is not None and bool(row[rule.column]) and check(rule, row)


def _blank(row: CheckInRow, column: str) -> bool:
    return not row[column].strip()


def _lacks_with(rule: CheckInRule, row: CheckInRow) -> bool:
    return _blank(row, rule.column) and any(not _blank(row, one) for one in rule.others)


def _lacks_instead(rule: CheckInRule, row: CheckInRow) -> bool:
    return _blank(row, rule.column) and all(_blank(row, one) for one in rule.others)


def _stands_alone(rule: CheckInRule, row: CheckInRow) -> bool:
    return all(_blank(row, one) for one in rule.others)


def _before(rule: CheckInRule, row: CheckInRow) -> bool:
    return is_before(row[rule.column], row[rule.others[0]]) is True


def _newborn_without_time(rule: CheckInRule, row: CheckInRow) -> bool:
    birth = row[rule.column]
    born, seen = read_date8(birth[:8]), read_date8(row[rule.others[0]][:8])
    if born is None or seen is None or birth[8:] != UNKNOWN_TIME:
        return False
    return 0 <= (seen - born).days <= rule.limit


def is_plain(text: str) -> bool:
    """One line of characters that can be seen: two texts that look alike are alike."""
    return fits_xml(text) and not any(unicodedata.category(letter) in _UNSEEN for letter in text)


def fits_xml(text: str) -> bool:
    """Only what XML 1.0 can hold and gives back as it was written: a carriage return comes back as a line feed."""
    return _NO_XML.search(text) is None and "\r" not in text


def _untrimmed(rule: CheckInRule, row: CheckInRow) -> bool:
    text = row[rule.column]
    return bool(text.strip()) and text != text.strip()


WANTING: Mapping[RuleKind, Broken] = {
    RuleKind.PRESENT: lambda rule, row: rule.column in row.absent,
    RuleKind.REQUIRED: lambda rule, row: rule.column not in row.absent and _blank(row, rule.column),
    RuleKind.REQUIRED_WITH: _lacks_with,
    RuleKind.REQUIRED_IF_EMPTY: _lacks_instead,
}
"""Kinds that look at empty columns."""

OF_VALUE: Mapping[RuleKind, Broken] = {
    RuleKind.MAX_LENGTH: lambda rule, row: len(row[rule.column]) > rule.limit,
    RuleKind.DIGITS: lambda rule, row: not is_digits(row[rule.column]),
    RuleKind.DATE8: lambda rule, row: read_date8(row[rule.column]) is None,
    RuleKind.MOMENT12: lambda rule, row: read_moment12(row[rule.column]) is None,
    RuleKind.BIRTH12: lambda rule, row: not is_birth12(row[rule.column]),
    RuleKind.PLAIN_TEXT: lambda rule, row: not is_plain(row[rule.column]),
    RuleKind.COMPOSED: lambda rule, row: not unicodedata.is_normalized("NFC", row[rule.column]),
    RuleKind.ONE_OF: lambda rule, row: row[rule.column] not in rule.values,
    RuleKind.NOT_ONE_OF: lambda rule, row: row[rule.column] in rule.values,
    RuleKind.PATTERN: lambda rule, row: rule.compiled.fullmatch(row[rule.column]) is None,
    RuleKind.EMPTY: lambda rule, row: True,
    RuleKind.ONLY_WITH: _stands_alone,
    RuleKind.NOT_BEFORE: _before,
    RuleKind.NEWBORN_TIME: _newborn_without_time,
    RuleKind.TRIMMED: _untrimmed,
}
"""Kinds that look at a filled column."""

OF_FORM: Mapping[RuleKind, Callable[[CheckInRow], frozenset[str]]] = {
    RuleKind.IN_ORDER: lambda row: row.out_of_order,
    RuleKind.BARE: lambda row: row.with_attributes,
}
"""Kinds that look at how the whole row was written, and name the columns that break them."""
