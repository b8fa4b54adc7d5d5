"""How the portal behaves until told otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hardware_mocks.portals.contract import Call

EVERY_CALL = frozenset(Call)


@dataclass(frozen=True)
class Script:
    """Faults concern the calls in `calls`; `result_code` card look-ups only, `copayment` co-payments only."""

    calls: frozenset[Call] = EVERY_CALL
    times: int | None = None
    """So many of the next calls; then well-behaved again. None: all."""
    every: int = 1
    """Every so-manieth call only; 2 is a portal that works every other time."""
    for_s: float | None = None
    """So long from now; then well-behaved again: a maintenance window."""

    result_code: str | None = None
    latency_s: float = 0.0
    http_status: int | None = None
    body: bytes | None = None
    """Sent as it is, under status 200 or `http_status`."""
    gzip: bool = False
    """Compress the answer, although nobody asked for it."""
    filler_bytes: int = 0
    """An answer that is right and this much too long."""
    changed: Mapping[str, Any] = field(default_factory=dict)
    """Fields of a right answer that stand there differently: other types, markup."""
    drop: bool = False
    """Close the connection without a word."""
    drip_s: float = 0.0
    """Send the answer byte by byte with this pause: a slow loris from the server's side."""
    redirect_to: str | None = None
    forget_tokens: int = 0
    """So many of the next calls find their token unknown (401 with an empty body)."""
    expires_in: str | None = None
    """What stands there as a token's end: a clock that is off, or no time at all."""
    new_card_number: str | None = None
    """The card that 003 and 004 name as new; without it, the person's own."""

    new_card_confirmed: bool = False
    """Asked about the new card, the portal says what it thinks of it instead of `result_code`."""

    copayment: str | None = None
    """`restricted`, `fault`, `none` or `bad`: what the co-payment call says instead of data."""
    copayment_vnd: int | None = None
    """Paid by everybody this year, whatever their own data say."""
    visits_today: int = 0
    """Visits elsewhere that began this morning."""
    more_visits: int = 0
    """Visits of earlier days, one a day."""
