"""What can go wrong with a check-in table. Messages name columns and places, never what stands there."""

from __future__ import annotations

from kiosk.insurance.errors import InsuranceError


class CheckInError(InsuranceError):
    """Every error of this room: also rules that contradict themselves, and columns that do not exist."""


class MalformedCheckIn(CheckInError):
    """A file that is no check-in table."""


class LibraryMissing(CheckInError):
    """XML needs a library that this installation left out."""
