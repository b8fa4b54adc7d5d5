"""What this room raises: one error, carrying what to tell people and nothing of what was scanned."""

from __future__ import annotations

from kiosk.domain.failure import FailureCode


class CodeError(Exception):
    """A scanned text is not a code we can start from. The message never holds the text: it is personal."""

    def __init__(self, failure: FailureCode, reason: str) -> None:
        self.failure = failure
        self.reason = reason
        super().__init__(f"{failure.key}: {reason}")
