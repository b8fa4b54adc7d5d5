"""What can go wrong among imagined devices.

A fault that is *meant*, such as a lifted card, is not here: it is raised as the real room's own error.
"""

from __future__ import annotations


class HardwareMockError(Exception):
    """The imagined hardware cannot be what it was asked to be."""


class UnknownName(HardwareMockError):
    """There is no persona, profile, fault or reader of this name; the message lists those that exist."""


class MalformedPersona(HardwareMockError):
    """A persona or profile file is not in the form its loader describes."""


class ScriptDiverged(HardwareMockError):
    """A scripted transport was asked something its script does not foresee."""


class LinkClosed(HardwareMockError):
    """The other end of a virtual PC/SC link could not be reached, or spoke no vpcd framing."""
