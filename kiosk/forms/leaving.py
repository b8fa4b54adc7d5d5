"""How confirmed values leave: in the writing of QĐ 4750/QĐ-BYT, not in the writing people read.

All codes stay text: the standard once called them numbers, and `01` became 1 on its way.
"""

from __future__ import annotations

from kiosk.domain.form import FilledForm
from kiosk.forms.definition import DeliveryFormat, FormDefinition
from kiosk.forms.written_dates import read_date, read_moment


def delivery_values(definition: FormDefinition, form: FilledForm) -> dict[str, str]:
    """Field name → value in the standard's form; empty where nothing is known or what stands there cannot be written
    so."""
    values: dict[str, str] = {}
    for described in definition.fields:
        field = form.field_named(described.name)
        if field is not None and described.delivery is not DeliveryFormat.NONE:
            values[described.name] = _written(described.delivery, field.value)
    return values


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
