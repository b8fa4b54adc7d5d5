"""What can be wrong with the rules of coverage, found when they are made, before a citizen stands here."""

from __future__ import annotations

from kiosk.insurance.errors import InsuranceError


class CoverageError(InsuranceError):
    """The rules contradict themselves, or a moment has no zone."""
