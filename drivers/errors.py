"""What can go wrong with a device. One class per thing a person can do about it.

Everything that leaves this room is a `DeviceError`, or `nfc_icao.errors.CardLost` while a card is being talked to.
Messages name devices and codes, never what was read with them.
"""

from __future__ import annotations


class DeviceError(Exception):
    """A device, its driver or its service is not able to work."""


class LibraryMissing(DeviceError):
    """A vendor library is not installed. `remedy` is the command that installs it."""

    def __init__(self, library: str, remedy: str) -> None:
        self.library = library
        self.remedy = remedy
        super().__init__(f"{library} is not installed: {remedy}")


class ReaderServiceDown(DeviceError):
    """The PC/SC service (pcscd, or the Smart Card service of Windows) is not running, or stopped while we used it."""


class ReaderAccessDenied(DeviceError):
    """The service runs but does not let this user in (a polkit rule is missing, or the session is a remote one)."""


class NoReader(DeviceError):
    """The service runs and has no reader that could hold an identity card."""


class ReaderGone(DeviceError):
    """The reader was unplugged, or its driver lost it."""


class UnknownReader(ReaderGone):
    """There are readers, and none has the name that was asked for."""


class NoCardListening(ReaderGone):
    """Nothing listens at the address where a card was to be."""


class NoCard(DeviceError):
    """No card came within the time allowed."""


class SharingViolation(DeviceError):
    """Another program holds the card and does not let go."""


class CardUnusable(DeviceError):
    """Something lies on the reader that the reader cannot talk to: no chip, a mute chip, an unknown protocol."""


class ReaderFault(DeviceError):
    """The reader or its driver answered with a fault that has no better name."""


class ScannerGone(DeviceError):
    """The code scanner is not plugged in, or was pulled out."""


class CameraGone(DeviceError):
    """The camera does not open, or stopped giving frames."""


class UnreadableImage(DeviceError):
    """These bytes or this array are not an image we are willing to look at."""


class UnreadableFile(UnreadableImage):
    """There is no such file, or it may not be read: whether it is an image is not known."""
