"""What this room raises. Messages name places, roles and answers, never what stands on a card."""

from __future__ import annotations


class FamilyError(Exception):
    """Every error of this room."""


class CardsUnfit(FamilyError):
    """No card, too many, or one that was laid twice."""


class PartUnknown(FamilyError):
    """A correction speaks of a role that is not wanted here, or of a card that is not there."""


class BundleUnfit(FamilyError):
    """A bundle contradicts itself or its forms."""


class AnswerUnknown(FamilyError):
    """An answer has no place in this bundle."""


class AnswerUnfit(FamilyError):
    """An answer is no date, no sex, or none of the choices offered."""
