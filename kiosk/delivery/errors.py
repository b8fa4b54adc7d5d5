"""Why an office does not have a record, sorted by what happens next. No text here is the office's."""

from __future__ import annotations

from enum import StrEnum


class DeliveryProblem(StrEnum):
    """Text keys; also what the outbox keeps beside a waiting record."""

    UNREACHABLE = "delivery.unreachable"
    TLS = "delivery.tls"
    """The office's certificate is not one we trust."""
    TIMEOUT = "delivery.timeout"
    """No answer in time. The office may have the record; the same key asked again will tell."""
    THROTTLED = "delivery.throttled"
    UNAUTHORISED = "delivery.unauthorised"
    """401 or 403: the secret or the clock is wrong."""
    WRONG_ADDRESS = "delivery.wrong_address"
    """404, 405, a redirect: the address in the settings is not the office's."""
    SERVER_ERROR = "delivery.server_error"
    IN_PROGRESS = "delivery.in_progress"
    """409 while the office still works on the same key."""
    ANSWER_MALFORMED = "delivery.answer_malformed"
    """Accepted, perhaps, but the receipt cannot be read."""
    ANSWER_TOO_LARGE = "delivery.answer_too_large"
    REJECTED = "delivery.rejected"
    """The office looked at this record and says no; it will say no again."""
    CONTENT_DIFFERS = "delivery.content_differs"
    """The office has other content under this record's id."""


WHOLE_OFFICE = (
    DeliveryProblem.UNREACHABLE,
    DeliveryProblem.TLS,
    DeliveryProblem.TIMEOUT,
    DeliveryProblem.THROTTLED,
    DeliveryProblem.UNAUTHORISED,
    DeliveryProblem.WRONG_ADDRESS,
)
"""Problems of the office or the way to it: no other record would fare better, and all may go once one went through."""

FOR_ADMINISTRATOR = frozenset({DeliveryProblem.TLS, DeliveryProblem.UNAUTHORISED, DeliveryProblem.WRONG_ADDRESS})
"""Waiting does not mend these; an administrator must, and then nothing is lost."""


class PortalError(Exception):
    """Something about the office at the other end."""


class DeliverySettingsInvalid(PortalError):
    """The settings name no address a record may be sent to."""


class DeliveryLater(PortalError):
    """Not now. The record stays in the outbox and is sent again under the same key."""

    def __init__(self, problem: DeliveryProblem, retry_after_s: float | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.retry_after_s = retry_after_s
        """What the office asked for, None when it did not say."""


class DeliveryRefused(PortalError):
    """Never, as it is. A person must look."""

    def __init__(self, problem: DeliveryProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem

    @property
    def reason(self) -> str:
        return self.problem.value
