"""Money: the limit of a year's co-payments and of a small bill, by the reference amount of the day.

In a year in which the amount changes, the limit of the co-payments is reckoned in proportion (NĐ 188/2025, article 18)
by a formula this project has not read. What is shown is the limit of the visit's own day; a total between the lowest
and the highest limit of the year is left to a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.insurance.coverage.rules import CoverageRules


@dataclass(frozen=True)
class CoPaymentLimits:
    of_the_day: int | None
    lowest: int | None
    """Of the limits that hold on some day of the year."""
    highest: int | None


def copayment_limits(day: date, rules: CoverageRules) -> CoPaymentLimits:
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    multiple = rules.limits.copayment_multiple
    of_year = [
        one.amount_vnd * multiple
        for one in rules.amounts
        if (one.span.first is None or one.span.first <= last) and (one.span.last is None or one.span.last >= first)
    ]
    amount = rules.amount_on(day)
    return CoPaymentLimits(
        None if amount is None else amount * multiple, min(of_year, default=None), max(of_year, default=None)
    )


def small_bill_limit(day: date, rules: CoverageRules) -> int | None:
    """In đồng, rounded down: what is promised must hold."""
    amount = rules.amount_on(day)
    return None if amount is None else amount * rules.limits.small_bill_percent // 100
