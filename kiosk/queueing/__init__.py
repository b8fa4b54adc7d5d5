"""The queue of the day: numbers per room and lane, who is called next, what the waiting room sees.

Enters: a record or nobody, a room, what is known about priority; `QueueRules`. Leaves: `Ticket`, `QueuePlace`,
`CallBoard`, `QueueError`, and whatever the rows raise. Words: room, series (the letters before a number), lane (first,
priority, ordinary), class (who belongs into a lane, by dated rules), place, call, counter.
Not known: names, paper, screens, where rows are kept.
"""

from kiosk.queueing.calls import CallRows, WaitingRoom
from kiosk.queueing.errors import (
    PriorityUnknown,
    QueueError,
    RoomUnknown,
    RulesInvalid,
    TicketMoved,
    TicketServed,
    TicketUnknown,
)
from kiosk.queueing.office import TicketOffice, TicketRows
from kiosk.queueing.priority import PriorityFacts, class_for
from kiosk.queueing.rules import ORDINARY, Lane, PriorityClass, QueueRules, Room

__all__ = [
    "ORDINARY",
    "CallRows",
    "Lane",
    "PriorityClass",
    "PriorityFacts",
    "PriorityUnknown",
    "QueueError",
    "QueueRules",
    "Room",
    "RoomUnknown",
    "RulesInvalid",
    "TicketMoved",
    "TicketOffice",
    "TicketRows",
    "TicketServed",
    "TicketUnknown",
    "WaitingRoom",
    "class_for",
]
