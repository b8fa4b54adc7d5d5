"""What can go wrong with a printer: one class per thing a person can do about it."""

from __future__ import annotations

from drivers.errors import DeviceError


class PrinterGone(DeviceError):
    """The printer does not answer: switched off, unplugged, or another address."""


class PaperOut(DeviceError):
    """The printer says it has no paper; nothing was printed."""


class PrinterFault(DeviceError):
    """The printer was reached and the ticket did not get through; it may have printed a part."""
