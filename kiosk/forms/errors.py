"""What this room raises. Messages name fields and rules, never values."""

from __future__ import annotations


class FormError(Exception):
    """Every error of this room."""


class DefinitionError(FormError):
    """A form definition contradicts itself or speaks of something that does not exist."""


class CorrectionRefused(FormError):
    """Somebody tried to correct a field that is not there or not theirs to change."""
