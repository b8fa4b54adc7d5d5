"""How confirmed values leave: in the writing of QĐ 4750/QĐ-BYT, not in the writing people read.

All codes stay text: the standard once called them numbers, and `01` became 1 on its way.
"""

from __future__ import annotations

import re

from kiosk.domain.form import FilledField, FilledForm
from kiosk.forms.definition import DeliveryFormat, FormDefinition
from kiosk.forms.written_dates import read_date, read_moment

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DAY_DIGITS = 8


def delivery_values(definition: FormDefinition, form: FilledForm) -> dict[str, str]:
    """Field name → value in the standard's form; empty where nothing is known or what stands there cannot be written
    so."""
    values: dict[str, str] = {}
    for described in definition.fields:
        field = form.field_named(described.name)
        if field is not None and described.delivery is not DeliveryFormat.NONE:
            values[described.name] = _written(described.delivery, field.value)
            if described.time_from is not None and values[described.name]:
                values[described.name] = _with_time(values[described.name], form.field_named(described.time_from))
    return values


def _with_time(birth: str, time: FilledField | None) -> str:
    """The day with the time of birth, which is sent for a new-born; zeros where nobody knows it."""
    match = None if time is None else _TIME.fullmatch(time.value)
    return birth if match is None else birth[:_DAY_DIGITS] + match.group(1) + match.group(2)


def _written(how: DeliveryFormat, value: str) -> str:
    if how is DeliveryFormat.DATE:
        found = read_date(value)
        return "" if found is None or found.whole is None else found.whole.strftime("%Y%m%d")
    if how is DeliveryFormat.BIRTH:
        birth = read_date(value)
        return "" if birth is None else f"{birth.year:04d}{birth.month or 0:02d}{birth.day or 0:02d}0000"
    if how is DeliveryFormat.MOMENT:
        moment = read_moment(value)
        return "" if moment is None else moment.strftime("%Y%m%d%H%M")
    return value
