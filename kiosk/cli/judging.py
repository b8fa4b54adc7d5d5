"""From errors and verdicts to exit codes."""

from __future__ import annotations

from drivers.errors import DeviceError
from kiosk.cli.exit_codes import ExitCode
from nfc_icao import errors as chip
from nfc_icao.trust.report import Result


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
