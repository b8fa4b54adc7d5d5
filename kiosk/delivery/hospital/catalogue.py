"""What the hospital offers: types of visit, departments, services with rooms and prices.

Lists change a few times a day and are asked for at every visit, so they are kept for a while; when the hospital does
not answer, the list it gave last still stands, for as long as the settings allow. What is about one person (who they
are, what their card covers) is never kept.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TypeVar

from kiosk.delivery.errors import DeliveryLater, DeliveryRefused, PortalError
from kiosk.delivery.hospital import entries
from kiosk.delivery.hospital.contract import CallName
from kiosk.delivery.hospital.conversation import HospitalConversation, NotThere
from kiosk.delivery.hospital.entries import (
    Department,
    HospitalInsurance,
    HospitalPatient,
    Service,
    Slot,
    VisitType,
)
from kiosk.runtime.clock import Clock, SystemClock

Entry = TypeVar("Entry")
Parse = Callable[[Mapping[str, object], entries.Names], Entry | None]
_Question = tuple[CallName, tuple[tuple[str, str], ...]]
_MOST_KEPT = 200


class CatalogueUnavailable(PortalError):
    """The hospital does not say, and what it said last is too old."""


class HospitalCatalogue:
    """May be asked from several threads. Raises `CatalogueUnavailable`, nothing else."""

    def __init__(
        self,
        conversation: HospitalConversation,
        *,
        clock: Clock | None = None,
        keep_s: float = 900.0,
        stale_s: float = 12 * 3600.0,
    ) -> None:
        """`keep_s`: not asked again for so long. `stale_s`: so old a list is better than none."""
        self._conversation = conversation
        self._clock = clock or SystemClock()
        self._keep_s = keep_s
        self._stale_s = stale_s
        self._kept: dict[_Question, tuple[float, tuple[object, ...]]] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        self._conversation.close()

    def visit_types(self) -> tuple[VisitType, ...]:
        """GET /loai-kham."""
        return self._list(CallName.VISIT_TYPES, {}, entries.visit_type)

    def departments(self, visit_type: str) -> tuple[Department, ...]:
        """GET /khoa: where this type of visit is held."""
        return self._list(CallName.DEPARTMENTS, {"visit_type": visit_type}, entries.department)

    def services(self, visit_type: str, department: str) -> tuple[Service, ...]:
        """GET /dichvu: services and rooms of a department, with prices."""
        arguments = {"visit_type": visit_type, "department": department}
        return self._list(CallName.SERVICES, arguments, entries.service)

    def slots(self, service: str, day: str) -> tuple[Slot, ...]:
        """GET /dichvu-lichkham: never kept, places go."""
        return self._asked(CallName.SLOTS, {"service": service, "day": day}, entries.slot)

    def has_service(self, department: str, service: str) -> bool:
        """GET /khoa/dichvu-cotontai: whether the service still exists there, just before a person confirms."""
        try:
            self._conversation.ask(CallName.DEPARTMENT_SERVICE, {"department": department, "service": service})
        except NotThere:
            return False
        except (DeliveryLater, DeliveryRefused):
            raise CatalogueUnavailable(CallName.DEPARTMENT_SERVICE.value) from None
        return True

    def patient(self, personal_number: str) -> HospitalPatient | None:
        """GET /benhnhan; None when the hospital does not know the person."""
        found = self._asked(CallName.PATIENT, {"personal_number": personal_number}, entries.patient)
        return found[0] if found else None

    def insurance(self, personal_number: str, full_name: str, birth: str) -> HospitalInsurance | None:
        """GET /bhyt: the hospital asks the portal with its own account; None when it finds nothing."""
        arguments = {"personal_number": personal_number, "full_name": full_name, "birth": birth}
        found = self._asked(CallName.INSURANCE, arguments, entries.insurance)
        return found[0] if found else None

    def _list(self, name: CallName, arguments: Mapping[str, str], parse: Parse[Entry]) -> tuple[Entry, ...]:
        question = (name, tuple(sorted(arguments.items())))
        now = self._clock.monotonic()
        with self._lock:
            kept = self._kept.get(question)
        if kept is not None and now - kept[0] < self._keep_s:
            return kept[1]  # type: ignore[return-value]  # What was kept under a question is what it was parsed to.
        try:
            found = self._asked(name, arguments, parse)
        except CatalogueUnavailable:
            if kept is None or now - kept[0] > self._stale_s:
                raise
            return kept[1]  # type: ignore[return-value]  # As above.
        with self._lock:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.pop(min(self._kept, key=lambda one: self._kept[one][0]))
            self._kept[question] = (now, found)
        return found

    def _asked(self, name: CallName, arguments: Mapping[str, str], parse: Parse[Entry]) -> tuple[Entry, ...]:
        names = self._conversation.settings.contract.calls
        try:
            content = self._conversation.ask(name, arguments).content
        except NotThere:
            return ()
        except (DeliveryLater, DeliveryRefused):
            raise CatalogueUnavailable(name.value) from None
        rows = entries.rows_of([content] if isinstance(content, Mapping) else content)
        return tuple(one for row in rows if (one := parse(row, names[name].answer)) is not None)
