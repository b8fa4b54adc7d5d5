"""How long a card is good for, by the ages at which it must be changed, and which procedure then.

Law on Identification 26/2023/QH15, art. 21: a card is changed at 14, 25, 40 and 60; one issued within the two years
before such an age is good until the next. The card's printed end, when a chip gives it, goes before what is reckoned.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from kiosk.desks.errors import ShapeBroken
from kiosk.domain.dates import PartialDate

_FROM_AGE = 14
"""The portal has a procedure of its own for a first card below this age (1.014062) and from it (1.014061)."""


class CardStatus(StrEnum):
    GOOD = "good"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    FOR_LIFE = "for_life"
    """"Không thời hạn"."""
    NO_CARD = "no_card"
    UNKNOWN = "unknown"
    """The date of birth is not known well enough to say which it is."""


class Way(StrEnum):
    """What one asks the police for."""

    FIRST_CHILD = "first_child"
    FIRST = "first"
    EXCHANGE = "exchange"


@dataclass(frozen=True)
class MilestoneRules:
    """Dated data (`config/desk_rules/milestones.toml`)."""

    ages: tuple[int, ...]
    before_years: int
    """A card issued so many years before an age, or less, is good beyond it."""
    remind_days: int
    """Our own choice: from when a desk says that the end is near."""
    procedures: Mapping[Way, tuple[str, ...]]
    """Codes of the national portal, the commune's first."""

    def __post_init__(self) -> None:
        if list(self.ages) != sorted(set(self.ages)) or set(self.procedures) != set(Way):
            raise ShapeBroken("milestones: ages in order, and a procedure for each way")


@dataclass(frozen=True)
class CardCheck:
    status: CardStatus
    ends_on: date | None = field(repr=False)
    """The last day as printed or reckoned; None: for life, or not known."""
    milestone: int | None
    """The age at which it ends."""
    exact: bool
    """False: reckoned from a date of birth without a day, or from a 29 February."""
    printed_differs: bool
    """The chip says another end than the rule gives: a person looks."""
    way: Way | None
    """What to ask for now; None: nothing."""
    procedures: tuple[str, ...]


def card_check(
    birth: PartialDate,
    issued: date | None,
    today: date,
    rules: MilestoneRules,
    *,
    printed_end: date | None = None,
    printed_for_life: bool = False,
) -> CardCheck:
    """What a person's card is good for on `today`. `issued` is None for somebody without a card."""
    if issued is None:
        way = Way.FIRST_CHILD if birth.age_on(today) < _FROM_AGE else Way.FIRST
        return CardCheck(CardStatus.NO_CARD, None, None, True, False, way, rules.procedures[way])
    earliest, latest = _reckoned(_first_day(birth), issued, rules), _reckoned(_last_day(birth), issued, rules)
    ends_on, milestone = earliest
    status = _status(ends_on, today, rules)
    exact = earliest == latest and not _on_leap_day(birth)
    printed_differs = False
    if printed_end is not None or printed_for_life:
        agrees = ends_on is None if printed_for_life else _same_end(ends_on, printed_end, exact=exact)
        printed_differs = not agrees
        ends_on, exact = None if printed_for_life else printed_end, True
        milestone = milestone if agrees else None
        status = _status(ends_on, today, rules)
    elif status is not _status(latest[0], today, rules):
        status, ends_on, milestone = CardStatus.UNKNOWN, None, None
    due = status in (CardStatus.ENDS_SOON, CardStatus.ENDED)
    procedures = rules.procedures[Way.EXCHANGE] if due else ()
    return CardCheck(status, ends_on, milestone, exact, printed_differs, Way.EXCHANGE if due else None, procedures)


def _reckoned(born: date, issued: date, rules: MilestoneRules) -> tuple[date | None, int | None]:
    for age in rules.ages:
        if issued < birthday(born, age - rules.before_years):
            return birthday(born, age), age
    return None, None


def _status(ends_on: date | None, today: date, rules: MilestoneRules) -> CardStatus:
    if ends_on is None:
        return CardStatus.FOR_LIFE
    if today > ends_on:
        return CardStatus.ENDED
    return CardStatus.ENDS_SOON if today + timedelta(days=rules.remind_days) >= ends_on else CardStatus.GOOD


def birthday(born: date, age: int) -> date:
    """The day of that age. Of 29 February in a common year, the 28th: what offices do is not known, and the earlier day
    harms nobody."""
    year = born.year + age
    return date(year, born.month, min(born.day, calendar.monthrange(year, born.month)[1]))


def _first_day(birth: PartialDate) -> date:
    return date(birth.year, birth.month or 1, birth.day or 1)


def _last_day(birth: PartialDate) -> date:
    month = birth.month or 12
    return date(birth.year, month, birth.day or calendar.monthrange(birth.year, month)[1])


def _on_leap_day(birth: PartialDate) -> bool:
    return (birth.month, birth.day) == (2, 29)


def _same_end(reckoned: date | None, printed: date | None, *, exact: bool) -> bool:
    if reckoned is None or printed is None:
        return reckoned is printed
    return reckoned == printed if exact else abs((reckoned - printed).days) <= 366
