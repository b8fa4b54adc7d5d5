"""Why an office does not have a record, sorted by what happens next. No text here is the office's."""

from __future__ import annotations

from enum import StrEnum


class DeliveryProblem(StrEnum):
    """Text keys; also what the outbox keeps beside a waiting record."""

    UNREACHABLE = "delivery.unreachable"
    """Nobody opened: nothing of the record went out."""
    TLS = "delivery.tls"
    """The office's certificate is not one we trust."""
    TIMEOUT = "delivery.timeout"
    """No answer in time. The office may have the record; the same key asked again will tell."""
    HUNG_UP = "delivery.hung_up"
    """The connection ended in the middle. As with TIMEOUT, the office may have the record."""
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
    UNFIT = "delivery.unfit"
    """This office must have something that the record does not say, or its form cannot carry what the record says."""
    FOLDER_AWAY = "delivery.folder_away"
    """The folder is not there, or we may not write in it: a share that is not mounted looks like this."""
    FOLDER_FULL = "delivery.folder_full"


WHOLE_OFFICE = (
    DeliveryProblem.UNREACHABLE,
    DeliveryProblem.TLS,
    DeliveryProblem.TIMEOUT,
    DeliveryProblem.HUNG_UP,
    DeliveryProblem.THROTTLED,
    DeliveryProblem.UNAUTHORISED,
    DeliveryProblem.WRONG_ADDRESS,
    DeliveryProblem.FOLDER_AWAY,
    DeliveryProblem.FOLDER_FULL,
)
"""Problems of the office or the way to it: no other record would fare better, and all may go once one went through."""

PERHAPS_THE_RECORD = frozenset({DeliveryProblem.TIMEOUT, DeliveryProblem.HUNG_UP})
"""Problems of the whole office that one record may cause as well: an office can choke on it."""

FOR_ADMINISTRATOR = frozenset(
    {
        DeliveryProblem.TLS,
        DeliveryProblem.UNAUTHORISED,
        DeliveryProblem.WRONG_ADDRESS,
        DeliveryProblem.FOLDER_AWAY,
        DeliveryProblem.FOLDER_FULL,
    }
)
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
