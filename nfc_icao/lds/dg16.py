"""DG16: persons to notify (Doc 9303-10 §4.7.16). One template A1, A2 … per person; also seen: 02 with their number."""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.errors import LimitExceeded
from nfc_icao.lds.data_group import open_data_group
from nfc_icao.lds.particulars import WrittenDate, name, parts, text, written_date

MAX_PERSONS = 16

_TEMPLATES = range(0xA0, 0xB0)


@dataclass(frozen=True, repr=False)
class PersonToNotify:
    """One person the holder named. None or empty means: not there."""

    recorded_on: WrittenDate | None = None
    full_name: str | None = None
    telephone: str | None = None
    address: tuple[str, ...] = ()

    def __repr__(self) -> str:  # personal
        return "PersonToNotify()"


def parse_dg16(file: bytes) -> tuple[PersonToNotify, ...]:
    """Read the file DG16.

    Raises:
        MalformedData: broken, a date that cannot be one, or a crowd.
    """
    templates = [node for node in open_data_group(file, 16).children() if node.tag in _TEMPLATES]
    if len(templates) > MAX_PERSONS:
        raise LimitExceeded(f"{len(templates)} persons to notify")
    found = []
    for template in templates:
        values = {node.tag: node.value for node in template.children() if node.value}
        found.append(
            PersonToNotify(
                recorded_on=written_date(values[0x5F50]) if 0x5F50 in values else None,
                full_name=name(values[0x5F51]) or None if 0x5F51 in values else None,
                telephone=text(values[0x5F52]) or None if 0x5F52 in values else None,
                address=parts(values.get(0x5F53, b"")),
            )
        )
    return tuple(found)
