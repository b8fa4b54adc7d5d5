"""What was typed at the desk in place of a scan becomes the event that begins a visit."""

from __future__ import annotations

from datetime import date

import config
from kiosk.identification import BirthCertificate, CodeError, NamedAfter, TypedKind, identity_of_child, parse_typed
from kiosk.visit import events as happened

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
