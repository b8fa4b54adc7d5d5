"""What a health-insurance answer means for this visit, on this day, at this facility: what reception shows beside the
form.

Everything here is a reading of the portal's words by dated rules. The route is a suggestion: it is settled after the
visit (QĐ 3276/QĐ-BYT). Unknown stays None and is shown as "chưa rõ".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kiosk.domain.insurance import PastVisit


class Validity(StrEnum):
    """The card on the day of the visit."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class RouteSuggestion:
    code: str
    """MA_DOITUONG_KCB, as text: "1.1" is not a number."""
    reason: str
    """A text key: why this one."""
    alternatives: tuple[str, ...] = ()
    """Codes that would stand if a paper is shown (referral, appointment) or if it is an emergency, from the top of
    the list."""
    pays_percent: Decimal | None = None
    """How much of the covered cost the fund pays on this route, on this day, with this card, before any rule about
    small bills or co-payments; None where the card's level or the route's share is not known."""
    better: tuple[str, ...] = ()
    """Of the alternatives, those that fit as they are, without another paper, and on which the fund pays more. The
    list's order still decides the suggestion; a person decides the visit."""


@dataclass(frozen=True)
class Coverage:
    """One card on one day at one facility."""

    card_number: str | None = field(repr=False)
    validity: Validity
    valid_from: date | None
    valid_to: date | None
    facility_code: str | None
    """MA_DKBD."""
    facility_name: str | None
    registered_here: bool | None
    area_code: str | None
    """K1, K2, K3."""
    five_years_on: date | None
    five_years_reached: bool | None
    benefit_percent: int | None
    """By the third character of the card number that the portal returned; never from the 12 digits of an identity
    card."""
    route: RouteSuggestion | None
    visits_today: tuple[PastVisit, ...] = field(default=(), repr=False)
    """Visits that began on this very day: the portal audits the interval between them."""
    recent_visits: tuple[PastVisit, ...] = field(default=(), repr=False)
    """The others within the rules' window, newest first."""
    history_known: bool = False
    """False when nobody could be asked: no visit shown then does not mean that there was none."""
    copayment_vnd: int | None = None
    """What the holder paid themselves this year, in đồng."""
    copayment_limit_vnd: int | None = None
    """Above this, with five continuous years, the fund pays all until the year ends."""
    small_bill_limit_vnd: int | None = None
    """A visit that costs no more than this in all is paid whole; None when the amount of the day is not known."""
    warnings: tuple[str, ...] = ()
    """Text keys, the weightiest first."""
