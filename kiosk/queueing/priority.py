"""Which priority class somebody is in: by age where a rule says so, by what staff ticked otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.dates import PartialDate
from kiosk.queueing.rules import Lane, PriorityClass, QueueRules


@dataclass(frozen=True)
class PriorityFacts:
    """What is known about somebody who takes a number."""

    date_of_birth: PartialDate | None = field(default=None, repr=False)
    ticked: frozenset[str] = field(default=frozenset(), repr=False)
    """Class ids that staff ticked. They say something about a person's health, so they are not in the repr."""


def class_for(facts: PriorityFacts, rules: QueueRules, day: date) -> PriorityClass | None:
    """The weightiest class that fits on `day`, None when the person waits as everybody does.

    Of a birth date with unknown parts the reading that gives priority counts. Staff may tick what age did not decide:
    a child whose papers are not there yet. Raises `PriorityUnknown` for a tick that is no class of today.
    """
    ticked = {rules.ticked(class_id, day).class_id for class_id in sorted(facts.ticked)}
    fitting = [one for one in rules.in_force(day) if one.class_id in ticked or _by_age(one, facts.date_of_birth, day)]
    return min(fitting, key=lambda one: one.lane, default=None)


def lane_of(found: PriorityClass | None) -> Lane:
    return Lane.ORDINARY if found is None else found.lane


def _by_age(rule: PriorityClass, born: PartialDate | None, day: date) -> bool:
    if born is None or not rule.by_age or _youngest(born, day) < 0:
        return False  # Born after today: the date is wrong, and a wrong date gives no right.
    old_enough = rule.from_age is None or born.age_on(day) >= rule.from_age
    young_enough = rule.below_age is None or _youngest(born, day) < rule.below_age
    return old_enough and young_enough


def _youngest(born: PartialDate, day: date) -> int:
    """Whole years completed on `day` when the unknown parts were the latest possible ones that are not after it."""
    latest = (born.month or 12, born.day or 31)
    if born.year == day.year and (born.month is None or (born.day is None and born.month == day.month)):
        return 0
    return day.year - born.year - ((day.month, day.day) < latest)
