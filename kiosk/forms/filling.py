"""A definition meets an identity, and later a person who knows better."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from types import MappingProxyType

from kiosk.domain.coverage import Coverage
from kiosk.domain.form import FieldKind, FilledField, FilledForm
from kiosk.domain.identity import Assurance, Fact, Identity, Source
from kiosk.domain.insurance import InsuranceAnswer
from kiosk.forms.circumstances import arranged, circumstances_of
from kiosk.forms.definition import FieldDefinition, FormDefinition, Origin
from kiosk.forms.desk_facts import DeskFacts
from kiosk.forms.errors import CorrectionRefused
from kiosk.forms.origins import IDENTITY_FACTS, NOTHING, Known, Sources, benefit_level, fact_value
from kiosk.forms.rules import checked
from kiosk.forms.written_dates import read_date

MAX_TYPED = 4000
"""Longer than any field of the standard; what is typed beyond it is not looked at."""


def fill(
    definition: FormDefinition,
    identity: Identity,
    insurance: InsuranceAnswer | None,
    desk: DeskFacts,
    previous: FilledForm | None = None,
    *,
    coverage: Coverage | None = None,
) -> FilledForm:
    """Fill a form with everything known. What a person corrected in `previous` stands."""
    sources = Sources(identity, insurance, desk, coverage)
    kept = {} if previous is None else {one.name: one for one in (*previous.fields, *previous.aside)}
    fields: list[FilledField] = []
    for one in definition.fields:
        filled = _filled(one, sources.value_for(one))
        before = kept.get(one.name)
        if before is not None and before.original is not None:
            filled = _corrected(filled, before.value)
        fields.append(filled)
    form = FilledForm(definition.form_id, definition.title, tuple(fields), circumstances=circumstances_of(insurance))
    return checked(definition, arranged(definition, _with_benefit_level(definition, form)))


def correct(definition: FormDefinition, form: FilledForm, name: str, value: str) -> FilledForm:
    """Put a person's value into a field. It is a claim by staff, keeps what stood there before, and is checked. The
    first value typed back is what it was: its source and its proof return.

    Raises:
        CorrectionRefused: there is no such field, or it is not to be changed by hand.
    """
    field, described = form.field_named(name), definition.field_named(name)
    if field is None or described is None:
        raise CorrectionRefused(f"no field {name}")
    if not described.editable:
        raise CorrectionRefused(f"{name} is not changed by hand")
    typed = normal_form(described, value)
    if typed == field.value:
        return form
    changed = _corrected(_uncorrected(field), typed)
    return checked(definition, arranged(definition, _with_benefit_level(definition, form.with_field(changed))))


def with_typed_facts(definition: FormDefinition, identity: Identity, form: FilledForm | None) -> Identity:
    """The identity with what staff typed in place of what it said, as claims; what is wrong or wiped says nothing."""
    facts = dict(identity.facts)
    for described in definition.fields:
        field = None if form is None else form.field_named(described.name)
        name = next((IDENTITY_FACTS[one] for one in described.origins if one in IDENTITY_FACTS), None)
        if field is None or name is None or field.original is None:
            continue
        value = None if field.problem is not None else fact_value(name, field.value)
        if value is None:
            facts.pop(name, None)
        else:
            facts[name] = Fact(value, Source.STAFF, Assurance.CLAIMED)
    return replace(identity, facts=MappingProxyType(facts))


def _uncorrected(field: FilledField) -> FilledField:
    """The field as it was before anybody corrected it."""
    if field.original is None:
        return field
    return replace(
        field,
        value=field.original,
        source=field.original_source,
        assurance=field.original_assurance,
        original=None,
        original_source=None,
        original_assurance=Assurance.CLAIMED,
    )


def _corrected(field: FilledField, typed: str) -> FilledField:
    """An uncorrected field with what staff typed; the field itself when that says the same."""
    if typed == field.value:
        return field
    return replace(
        field,
        value=typed,
        source=Source.STAFF,
        assurance=Assurance.CLAIMED,
        original=field.value,
        original_source=field.source,
        original_assurance=field.assurance,
    )


def normal_form(described: FieldDefinition, value: str) -> str:
    """What a person typed, as the form writes it: NFC, single blanks, dates with slashes, codes in capitals."""
    text = unicodedata.normalize("NFC", value[:MAX_TYPED])
    text = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in text)
    text = " ".join(text.split())
    if described.kind is FieldKind.DATE:
        found = read_date(text)
        return text if found is None else found.vietnamese()
    if described.kind is FieldKind.DIGITS:
        return text.replace(" ", "").replace(".", "")
    if Origin.CARD_NUMBER in described.origins or Origin.PERSONAL_NUMBER in described.origins:
        return text.replace(" ", "").upper()
    return text


def _filled(described: FieldDefinition, known: Known) -> FilledField:
    return FilledField(
        name=described.name,
        label=described.label,
        kind=described.kind,
        value=known.text,
        source=known.source,
        assurance=known.assurance,
        required=described.required,
        editable=described.editable,
        choices=described.choices,
    )


def _with_benefit_level(definition: FormDefinition, form: FilledForm) -> FilledForm:
    """The benefit level follows the card number as the portal returned it; a number typed by hand shows no level."""
    described = next((one for one in definition.fields if Origin.BENEFIT_LEVEL in one.origins), None)
    numbered = next((one for one in definition.fields if Origin.CARD_NUMBER in one.origins), None)
    if described is None or numbered is None:
        return form
    level, number = form.field_named(described.name), form.field_named(numbered.name)
    assert level is not None
    assert number is not None
    text = benefit_level(described, number.value) if number.source is Source.PORTAL else ""
    known = Known(text, Source.PORTAL, Assurance.CLAIMED) if text else NOTHING
    return form.with_field(replace(level, value=known.text, source=known.source, assurance=known.assurance))
