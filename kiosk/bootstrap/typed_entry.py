"""What was typed at the desk in place of a scan becomes the event that begins a visit."""

from __future__ import annotations

from datetime import date

import config
from kiosk.domain.dates import PartialDate
from kiosk.identification import BirthCertificate, CodeError, NamedAfter, TypedKind, identity_of_child, parse_typed
from kiosk.visit import events as happened
from ui.errands import ChildEntered

Began = happened.CodeScanned | happened.NumberTyped | happened.CodeRejected


def event_of_typed(text: str, today: date) -> Began:
    """A number begins a visit as staff's claim; the code that a scanner typed begins it as any scan does.

    Raises:
        config.ConfigError: the table of provinces cannot be read.
    """
    try:
        entry = parse_typed(text, today, provinces=frozenset(one.prefix for one in config.provinces()))
    except CodeError as error:
        return happened.CodeRejected(error.failure)
    is_code = entry.kind is TypedKind.CODE
    return happened.CodeScanned(entry.identity) if is_code else happened.NumberTyped(entry.identity)


def certificate_of(entered: ChildEntered) -> BirthCertificate:
    """What was typed on the page of a child without a card, as the certificate it was read from."""
    return BirthCertificate(
        date_of_birth=PartialDate.of(entered.date_of_birth),
        time_of_birth=entered.time_of_birth,
        certificate_number=entered.certificate_number,
        child_name=entered.child_name,
        sex=entered.sex,
        mother_name=entered.mother_name,
        father_name=entered.father_name,
        guardian_name=entered.guardian_name,
    )


def event_of_child(paper: BirthCertificate, today: date, facility_name: str) -> Began:
    """A child without a card begins a visit with what its birth certificate says.

    Raises:
        config.ConfigError: the table of new-borns' names cannot be read.
    """
    order = tuple(NamedAfter(one.after) for one in config.new_born_names())
    try:
        child = identity_of_child(paper, today, name_order=order, facility_name=facility_name)
    except CodeError as error:
        return happened.CodeRejected(error.failure)
    return happened.NumberTyped(child)
