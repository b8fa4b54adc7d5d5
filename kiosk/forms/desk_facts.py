"""What the desk itself knows about a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.dates import VIETNAM_TIME
from kiosk.forms.errors import FormError


@dataclass(frozen=True)
class DeskFacts:
    facility_code: str
    """MA_CSKCB, five characters."""
    arrived_at: datetime
    """Aware; written on forms in Vietnamese time."""
    record_number: str
    """Unique per visit; stands in MA_LK until the hospital's own system gives one."""

    def __post_init__(self) -> None:
        if self.arrived_at.tzinfo is None:
            raise FormError("the time of arrival has no zone")

    @property
    def arrived_local(self) -> datetime:
        return self.arrived_at.astimezone(VIETNAM_TIME)
