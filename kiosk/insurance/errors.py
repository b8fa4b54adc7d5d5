"""What can go wrong with the portal. None of it leaves the room: `PortalClient.look_up` turns it into an outcome.

Messages say what happened in protocol words. They never hold an address line (its query carries tokens) or a value sent
or received.
"""

from __future__ import annotations

from kiosk.domain.insurance import Happened


class InsuranceError(Exception):
    """Every error of this room."""


class SettingsError(InsuranceError):
    """The settings cannot work; raised when they are made, before any citizen stands here."""


class PortalTrouble(InsuranceError):
    """The portal is slow, down, or answers what no portal should. Asking later may help."""

    def __init__(
        self, detail: str, happened: Happened = Happened.NOT_THE_CONTRACT, http_status: int | None = None
    ) -> None:
        self.happened = happened
        self.http_status = http_status
        super().__init__(detail)


class Unauthorized(InsuranceError):
    """The token is not accepted (any more)."""


class LoginRefused(InsuranceError):
    """The facility's account is not accepted; nobody but an administrator can help."""

    def __init__(self, result_code: str) -> None:
        self.result_code = result_code
        super().__init__(f"token/take answered {result_code}")
