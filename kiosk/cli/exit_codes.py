"""What the command line answers with. Stable: scripts depend on it."""

from __future__ import annotations

from enum import IntEnum

from drivers.errors import DeviceError
from nfc_icao import errors as chip
from nfc_icao.trust.report import Result


class ExitCode(IntEnum):
    DONE = 0
    USAGE = 2
    DEVICE = 3
    ACCESS_REFUSED = 4
    MALFORMED = 5
    CHECK_FAILED = 6
    UNDETERMINED = 7
    PORTAL = 8
    STORE = 9


def of_error(error: Exception) -> ExitCode:
    """The code for an error of the chip or of a device.

    A card that was lifted or a reader that vanished is a device matter; a chip that talks nonsense is malformed data.
    """
    if isinstance(error, chip.AccessDenied):
        return ExitCode.ACCESS_REFUSED
    if isinstance(error, DeviceError | chip.CardLost | chip.ReadingCancelled):
        return ExitCode.DEVICE
    return ExitCode.MALFORMED


def of_result(overall: Result) -> ExitCode:
    match overall:
        case Result.SUCCESSFUL:
            return ExitCode.DONE
        case Result.FAILED | Result.ABORTED:
            return ExitCode.CHECK_FAILED
        case _:
            return ExitCode.UNDETERMINED
