"""What this room raises. Messages name slips, forms and boxes, never what stands in them."""

from __future__ import annotations


class HandOverError(Exception):
    """Every error of this room."""


class HandOverUnfit(HandOverError):
    """The papers do not make a hand-over: no paper, two of one form, a number that is no slip's."""


class FolderAway(HandOverError):
    """The folder is not there, or nothing can be written into it."""


class FolderFull(HandOverError):
    """The disk has no room."""


class NameTaken(HandOverError):
    """Something else has the name of one of the files; nothing was overwritten."""


class ClipboardFailed(HandOverError):
    """The clipboard of this session cannot be used."""
