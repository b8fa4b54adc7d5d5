"""Boxes that stand on a form only when somebody needs them: for a child, for a new-born, for a paper card.

An adult's form stays short. A box that is not needed now waits beside the form with what is known for it, because a
date of birth that staff correct may turn the form into a child's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from kiosk.domain.form import FilledField, FilledForm
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.forms.definition import Circumstance, DeliveryFormat, FormDefinition, Origin
from kiosk.forms.written_dates import day_of, read_date

_COVERED = "covered"
"""Not a word of form files: it only tells a child with a card from one without."""
_SAID: Mapping[InsuranceOutcome, str] = MappingProxyType(
    {
        InsuranceOutcome.STAFF_CHECK: Circumstance.PAPER_CARD,
        InsuranceOutcome.CHILD: Circumstance.CHILD_WITHOUT_CARD,
        InsuranceOutcome.COVERED: _COVERED,
        InsuranceOutcome.NEW_CARD: _COVERED,
    }
)


def circumstances_of(answer: InsuranceAnswer | None) -> frozenset[str]:
    """What the portal's answer says about the visit."""
    word = None if answer is None else _SAID.get(answer.outcome)
    return frozenset() if word is None else frozenset({word})


def arranged(definition: FormDefinition, form: FilledForm) -> FilledForm:
    """The form with the boxes that this visit needs, in the definition's order, and the others put aside."""
    known = {one.name: one for one in (*form.fields, *form.aside)}
    holding = form.circumstances | _by_age(definition, known)
    if Circumstance.CHILD in holding and not holding & {_COVERED, Circumstance.PAPER_CARD}:
        holding |= {Circumstance.CHILD_WITHOUT_CARD}
    needed = {one.name for one in definition.fields if one.when is None or one.when in holding}
    ordered = [known[one.name] for one in definition.fields if one.name in known]
    return replace(
        form,
        fields=tuple(one for one in ordered if one.name in needed),
        aside=tuple(one for one in ordered if one.name not in needed),
    )


def _by_age(definition: FormDefinition, known: Mapping[str, FilledField]) -> frozenset[str]:
    """By the date of birth and the day of arrival that stand on the form itself, so that a correction counts."""
    birth_name = next((one.name for one in definition.fields if one.delivery is DeliveryFormat.BIRTH), None)
    visit_name = next((one.name for one in definition.fields if Origin.ARRIVED_AT in one.origins), None)
    if birth_name is None or visit_name is None:
        return frozenset()
    born, visit = read_date(known[birth_name].value), day_of(known[visit_name].value)
    if born is None or visit is None or date(born.year, born.month or 1, born.day or 1) > visit:
        return frozenset()
    found: set[str] = set()
    if definition.child_years is not None and born.age_on(visit) < definition.child_years:
        found.add(Circumstance.CHILD)
    newest = definition.new_born_days
    if newest is not None and born.whole is not None and (visit - born.whole).days <= newest:
        found.add(Circumstance.NEW_BORN)
    return frozenset(found)
