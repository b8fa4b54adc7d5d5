"""Exceptions become failure codes here, once, and nowhere else.

The order matters: the first row whose class fits is taken.
"""

from __future__ import annotations

from drivers import errors as device
from drivers.printers import PaperOut, PrinterFault, PrinterGone
from kiosk.domain.failure import FailureCode
from kiosk.identification import CodeError
from kiosk.papers import PaperError
from nfc_icao import errors as chip
from nfc_icao.trust import TrustStoreError

_ROWS: tuple[tuple[type[Exception], FailureCode], ...] = (
    (chip.CardSilent, FailureCode.CHIP_SILENT),
    (chip.CardLost, FailureCode.CARD_LIFTED),
    (chip.ReadingCancelled, FailureCode.READING_TOO_SLOW),
    (chip.NotAnEmrtd, FailureCode.NOT_AN_IDENTITY_CARD),
    (chip.AccessDenied, FailureCode.WRONG_ACCESS_KEY),
    (chip.MalformedData, FailureCode.CHIP_MALFORMED),
    (chip.SecureMessagingError, FailureCode.CHIP_CONVERSATION_BROKEN),
    (chip.StatusWordError, FailureCode.CHIP_CONVERSATION_BROKEN),
    (TrustStoreError, FailureCode.TRUST_ANCHOR_UNREADABLE),
    (chip.ChipError, FailureCode.CHIP_CONVERSATION_BROKEN),
    (device.LibraryMissing, FailureCode.READER_SOFTWARE_MISSING),
    (device.ReaderServiceDown, FailureCode.READER_SERVICE_STOPPED),
    (device.ReaderAccessDenied, FailureCode.READER_ACCESS_DENIED),
    (device.NoReader, FailureCode.READER_UNPLUGGED),
    (device.UnknownReader, FailureCode.READER_NOT_FOUND),
    (device.NoCardListening, FailureCode.NO_CARD_LISTENING),
    (device.ReaderGone, FailureCode.READER_UNPLUGGED),
    (device.NoCard, FailureCode.NO_CARD),
    (device.SharingViolation, FailureCode.READER_BUSY),
    (device.CardUnusable, FailureCode.NOT_AN_IDENTITY_CARD),
    (device.ReaderFault, FailureCode.READER_FAULT),
    (device.ScannerGone, FailureCode.SCANNER_UNPLUGGED),
    (device.CameraGone, FailureCode.SCANNER_UNPLUGGED),
    (device.UnreadableImage, FailureCode.CODE_UNREADABLE),
    (PrinterGone, FailureCode.TICKET_NOT_PRINTED),
    (PaperOut, FailureCode.TICKET_NOT_PRINTED),
    (PrinterFault, FailureCode.TICKET_NOT_PRINTED),
    (PaperError, FailureCode.TICKET_NOT_PRINTED),
    (device.DeviceError, FailureCode.READER_UNPLUGGED),
)


PCSC_LIBRARY = "pyscard"


def failure_of(error: Exception) -> FailureCode:
    """The failure code a person is told for `error`; `UNEXPECTED` when nobody foresaw it."""
    if isinstance(error, CodeError):
        return error.failure
    if isinstance(error, device.LibraryMissing) and error.library != PCSC_LIBRARY:
        return FailureCode.SCANNER_SOFTWARE_MISSING
    for expected, code in _ROWS:
        if isinstance(error, expected):
            return code
    return FailureCode.UNEXPECTED
