"""What can go wrong in the queue."""

from __future__ import annotations


class QueueError(Exception):
    """The queue could not do what was asked."""


class RoomUnknown(QueueError):
    """The site has no such room."""

    def __init__(self, room_id: str) -> None:
        self.room_id = room_id
        super().__init__(f"there is no room {room_id!r}")


class PriorityUnknown(QueueError):
    """Somebody ticked a class that the site does not have, or one that is no longer in force."""

    def __init__(self, priority: str) -> None:
        self.priority = priority
        super().__init__(f"there is no priority class {priority!r} today")


class TicketUnknown(QueueError):
    """Nobody got this number today."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        super().__init__(f"no ticket {shown!r} today")


class TicketServed(QueueError):
    """Who was served was there; only another call makes that untrue."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        super().__init__(f"the ticket {shown!r} was served")


class TicketMoved(QueueError):
    """Another counter did something with the ticket in the meantime."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        super().__init__(f"the ticket {shown!r} has changed meanwhile")


class RulesInvalid(QueueError):
    """The rules contradict themselves: two rooms with one series, a class twice."""
