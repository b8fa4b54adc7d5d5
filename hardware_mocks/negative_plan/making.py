"""From a row of the table to what lies before the reader."""

from __future__ import annotations

from hardware_mocks.errors import UnknownName
from hardware_mocks.negative_plan.changes import CHANGES
from hardware_mocks.negative_plan.subject import Subject, base_subject
from hardware_mocks.negative_plan.table import Step, Variant


def make(variant: Variant) -> Subject:
    """The subject of one variant: its base, changed, signed, and changed again where the plan says so.

    Raises:
        UnknownName: a base or change that does not exist.
    """
    subject = base_subject(variant.base)
    for step in variant.changes:
        subject = _changed(subject, step)
    subject = subject.signed()
    for step in variant.afterwards:
        subject = _changed(subject, step)
    return subject


def _changed(subject: Subject, step: Step) -> Subject:
    if step.change not in CHANGES:
        raise UnknownName(f"no change {step.change!r}; there are: {', '.join(CHANGES)}")
    return CHANGES[step.change](subject, **step.arguments)
