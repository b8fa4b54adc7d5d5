"""What can go wrong with typing: one class per thing a person can do about it. No text ever quotes what was typed."""

from __future__ import annotations

from drivers.errors import DeviceError


class KeyboardMissing(DeviceError):
    """This session has no keyboard that a program may press: no X server, or one without the XTEST extension."""


class KeyboardUnusable(DeviceError):
    """Somebody holds Ctrl, Alt, Shift or the like down, or the window does not take keys from a program."""
