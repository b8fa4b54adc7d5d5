"""The number in the queue, once there is one."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
from ui.view_models.notice import NoticeView, notice
from ui.view_models.text import plain

_ORDINARY = "ordinary"


@dataclass(frozen=True)
class TicketView:
    title: str
    number: str
    """Empty when no number could be given; the notice says why."""
    room: str
    before: str
    """How many stand before it; empty when nobody knows."""
    priority: str
    """That it has priority; empty when it has none."""
    notice: NoticeView | None
    """Why there is no number, or no paper with it."""


def ticket_view(visit: Visit, language: Language) -> TicketView | None:
    """None before the record is saved, and where the service gives no numbers."""
    if visit.state not in (VisitState.DELIVERING, VisitState.FINISHED):
        return None
    ticket = visit.ticket
    if ticket is None and visit.ticket_failure is None:
        return None
    return TicketView(
        title=language.say("desk.ticket.title"),
        number=plain(ticket.shown, 12) if ticket is not None else "",
        room=plain(language.choose(ticket.room_name), 80) if ticket is not None else "",
        before=_before(ticket.waiting_before, language) if ticket is not None else "",
        priority=language.say("desk.ticket.priority") if ticket is not None and ticket.priority != _ORDINARY else "",
        notice=notice(visit.ticket_failure, language),
    )


def _before(count: int | None, language: Language) -> str:
    if count is None:
        return ""
    return language.say("desk.ticket.before", count=count) if count else language.say("desk.ticket.nobody_before")
