"""What can go wrong in this room. No text here holds a person's data: codes of procedures and days are nobody's."""

from __future__ import annotations


class ProcedureError(Exception):
    """Something about a procedure could not be answered."""


class ProcedureUnknown(ProcedureError):
    """The catalogue has no procedure of this code. That it exists elsewhere is possible: the catalogue is a choice."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"there is no procedure {code!r} in the catalogue")


class ReceivedUnfit(ProcedureError):
    """A time of reception that no due date can be counted from."""


class PauseUnfit(ProcedureError):
    """A wait for supplements that ends before it begins, overlaps another, or lies outside the time it would stop."""


class HoursUnfit(ProcedureError):
    """Office hours without a shift, with shifts in the wrong order, or without a working day."""


class CatalogueUnfit(ProcedureError):
    """Two rows of the catalogue contradict each other, or one names what is not there."""


class OfficialCodeUnfit(ProcedureError):
    """A text that holds no official dossier code, or more than one."""


class SlipBookError(ProcedureError):
    """No slip number could be taken: the folder cannot be written, or the day's numbers are used up."""
