"""What a desk refuses as a whole. What is wrong with one row of a list is no error: the row is named and set aside."""

from __future__ import annotations


class DeskError(Exception):
    """Something a desk cannot go on with. No text here ever holds a value of a list."""


class ListRefused(DeskError):
    """A file that cannot be taken for a list. `key` names the sentence `desks.refused.<key>`."""

    def __init__(self, key: str, detail: str = "") -> None:
        self.key = key
        self.detail = detail
        super().__init__(f"{key} {detail}".strip())


class ShapeBroken(DeskError):
    """A description of lists, rules or checklists that contradicts itself."""


class SheetMissing(DeskError):
    """The desk has no such report or sheet."""
