"""The demonstration's site at any desk, and lists with the invented people on them."""

from __future__ import annotations

from collections.abc import Sequence

import config
from hardware_mocks import personas
from kiosk.bootstrap.desk_lists import list_shape
from kiosk.desks import ImportedList, ListIndex, ListShape, import_list


def demo_site(service_id: str) -> config.Site:
    """The demonstration at the desk that offers a service. Only its own desk gives numbers: people on a list do not
    queue for one.

    Raises:
        config.ConfigError: no desk offers it.
    """
    site, desk = config.load_site("demo"), config.desk_offering(service_id)
    return site if desk == site.desk_file else site.model_copy(update={"desk_id": desk, "desk": desk, "queue": None})


def imagined_index(desk_id: str, service_id: str) -> ListIndex | None:
    """The invented people on the list of a service; None where it has no list. Raises `config.ConfigError`."""
    list_id = config.load_desk(desk_id).service(service_id).list_id
    return None if list_id is None else ListIndex(imagined_list(list_id))


def imagined_list(list_id: str, people: Sequence[str] | None = None) -> ImportedList:
    """A list with the invented people on it, for a demonstration without a file. Raises `config.ConfigError`."""
    shape = list_shape(list_id)
    chosen = [one for one in people or personas.ids() if personas.load(one).qr_text()]
    lines = ["\t".join(one.headings[0] for one in shape.columns)]
    lines.extend(_imagined_row(shape, number, persona) for number, persona in enumerate(chosen, start=1))
    return import_list("\n".join(lines).encode(), shape)


def _imagined_row(shape: ListShape, number: int, persona_id: str) -> str:
    person = personas.load(persona_id).person
    has_account = number % 2 == 1
    values = {
        "candidate": f"VD{number:03d}",
        "order": str(number),
        "booking": f"DP{number:03d}",
        "full_name": person.full_name,
        "number": person.personal_number,
        "birth": person.date_of_birth.strftime("%d/%m/%Y"),
        "room": "101",
        "seat": str(number),
        "benefit": "Trợ cấp ví dụ",
        "amount": str(500_000 * number),
        "account": f"10203040{number:02d}" if has_account else "",
        "bank": "Ngân hàng Ví Dụ" if has_account else "",
        "holder": person.full_name if has_account else "",
    }
    return "\t".join(values.get(one.name, "") for one in shape.columns)
