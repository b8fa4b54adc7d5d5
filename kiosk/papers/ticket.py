"""The queue ticket as data of its layout: number, room, time. No name and no number of a person stand on it, because
tickets are lost, photographed and thrown away in the waiting room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.ticket import Ticket
from kiosk.runtime.language import Language

TICKET_LAYOUT = "ticket-80mm"
_ON_LINES = (
    "facility",
    "your_number",
    "shown",
    "priority",
    "room_label",
    "room",
    "direction",
    "waiting",
    "issued",
    "note",
    "reprint",
)


@dataclass(frozen=True)
class TicketPlace:
    """What the ticket says about the place where it was given."""

    facility: str
    """The clinic's name."""
    direction: Mapping[str, str] | None = None
    """How to find the room, by language code; None when the site says nothing."""


def ticket_data(
    ticket: Ticket, place: TicketPlace, language: Language, *, priority: str = "", reprint: bool = False
) -> dict[str, object]:
    """What `ticket-80mm` prints. `priority` is a word that says that there is one, not which: a class tells of a
    person's health. `reprint` marks a second print of the same number."""
    issued = ticket.issued_at.astimezone(VIETNAM_TIME)
    waiting = ticket.waiting_before
    return {
        "lang": language.code,
        "title": language.say("queue.ticket.title"),
        "facility": place.facility,
        "your_number": language.say("queue.ticket.your_number"),
        "shown": ticket.shown,
        "priority": priority,
        "room_label": language.say("queue.ticket.room"),
        "room": language.choose(ticket.room_name),
        "direction": language.choose(place.direction) if place.direction else "",
        "waiting": "" if waiting is None else language.say("queue.ticket.waiting_before", count=waiting),
        "issued": language.say("queue.ticket.issued", time=issued.strftime("%H:%M"), date=issued.strftime("%d/%m/%Y")),
        "note": language.say("queue.ticket.note"),
        "reprint": language.say("queue.ticket.reprint") if reprint else "",
    }


def ticket_lines(data: Mapping[str, object]) -> tuple[str, ...]:
    """The same ticket as plain lines, for a printer that draws letters of its own."""
    lines = [str(data[key]) for key in _ON_LINES]
    return tuple(part for line in lines for part in line.split("\n") if part)
