"""What this room raises. Messages name fields and rules, never values."""

from __future__ import annotations


class FormError(Exception):
    """Every error of this room."""


class DefinitionError(FormError):
    """A form definition contradicts itself or speaks of something that does not exist."""


class CorrectionRefused(FormError):
    """Somebody tried to correct a field that is not there or not theirs to change."""


class TooManyPeople(FormError):
    """A form has no room for so many people of one role."""

    def __init__(self, role: str, most: int) -> None:
        self.role, self.most = role, most
        super().__init__(f"the form has room for {most} as {role}")
