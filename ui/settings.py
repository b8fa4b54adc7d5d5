"""What a desk may change about its screen. Typed here because the screen needs it; read from files elsewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DeskUiSettings:
    """Settings of one reception window."""

    desk_name: str = ""
    """Shown beside the product's name, e.g. "Quầy 1"."""
    idle_s: float = 60.0
    """Seconds without a touch after which the window asks whether somebody is still there."""
    warn_s: float = 20.0
    """Seconds the question stays before the screen is wiped (WCAG 2.2 SC 2.2.1 asks for at least 20)."""
    notice_s: float = 15.0
    """Seconds a sentence about a rejected code stays before an idle screen; a card or another code ends it sooner."""
    may_type: bool = False
    """True at a desk that types records into another program's window."""
    one_stop: bool = False
    """The desk has the page of the one-stop officer."""
    scale: float | None = None
    """Size of everything against the 1366×768 drawing; None takes it from the screen."""
