"""Data objects in command data fields: each tag once, or the command is refused."""

from __future__ import annotations

from hardware_mocks.card import status
from hardware_mocks.card.status import RefusedCommand
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData


def data_objects(data: bytes, template: int | None = None) -> dict[int, bytes]:
    """The data objects in `data`, or inside its one template.

    Raises:
        RefusedCommand: 6A80 when the structure is broken, the template another, or a tag comes twice.
    """
    try:
        if template is not None:
            outer = tlv.parse(data)
            if outer.tag != template:
                raise RefusedCommand(status.INCORRECT_DATA)
            data = outer.value
        found = [(item.tag, item.value) for item in tlv.parse_all(data)]
    except MalformedData:
        raise RefusedCommand(status.INCORRECT_DATA) from None
    if len({tag for tag, _ in found}) != len(found):
        raise RefusedCommand(status.INCORRECT_DATA)
    return dict(found)
