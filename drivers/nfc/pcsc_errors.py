"""One table from PC/SC return codes to errors a person can act on.

The codes are those of winscard.h and pcsclite.h (PC/SC Part 5 §3.1); a few plain Win32 codes that Windows lets through
are listed below them. Anything not in the table is a `ReaderFault` that names its number.
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.errors import (
    CardUnusable,
    DeviceError,
    NoReader,
    ReaderAccessDenied,
    ReaderFault,
    ReaderGone,
    ReaderServiceDown,
    SharingViolation,
)
from nfc_icao.errors import CardLost

SUCCESS = 0x00000000
CANCELLED = 0x80100002
INSUFFICIENT_BUFFER = 0x80100008
UNKNOWN_READER = 0x80100009
TIMEOUT = 0x8010000A
NO_READERS_AVAILABLE = 0x8010002E


@dataclass(frozen=True)
class PcscMeaning:
    """What one return code says."""

    name: str
    """The name in winscard.h, without its SCARD_ prefix."""

    error: type[DeviceError] | type[CardLost]
    """`CardLost` where the card (or its session) is gone and the same card may be laid down again."""

    text: str


PCSC_MEANINGS: dict[int, PcscMeaning] = {
    0x80100001: PcscMeaning("F_INTERNAL_ERROR", ReaderFault, "the service failed a consistency check"),
    CANCELLED: PcscMeaning("E_CANCELLED", ReaderFault, "the wait was cancelled"),
    0x80100003: PcscMeaning("E_INVALID_HANDLE", ReaderServiceDown, "the service forgot us; it was restarted"),
    0x80100004: PcscMeaning("E_INVALID_PARAMETER", ReaderFault, "a parameter was refused"),
    0x80100006: PcscMeaning("E_NO_MEMORY", ReaderFault, "the service is out of memory"),
    INSUFFICIENT_BUFFER: PcscMeaning("E_INSUFFICIENT_BUFFER", ReaderFault, "an answer is longer than the buffer"),
    UNKNOWN_READER: PcscMeaning("E_UNKNOWN_READER", ReaderGone, "there is no reader of this name"),
    TIMEOUT: PcscMeaning("E_TIMEOUT", ReaderFault, "the time allowed has passed"),
    0x8010000B: PcscMeaning("E_SHARING_VIOLATION", SharingViolation, "another program holds the card"),
    0x8010000C: PcscMeaning("E_NO_SMARTCARD", CardLost, "no card on the reader"),
    0x8010000F: PcscMeaning("E_PROTO_MISMATCH", CardUnusable, "the card speaks neither T=0 nor T=1"),
    0x80100010: PcscMeaning("E_NOT_READY", ReaderFault, "the reader is not ready"),
    0x80100012: PcscMeaning("E_SYSTEM_CANCELLED", ReaderServiceDown, "the system is logging off or shutting down"),
    0x80100013: PcscMeaning("F_COMM_ERROR", ReaderServiceDown, "the connection to the service broke"),
    0x80100014: PcscMeaning("F_UNKNOWN_ERROR", ReaderFault, "an unknown fault inside the service"),
    0x80100015: PcscMeaning("E_INVALID_ATR", CardUnusable, "the card's ATR makes no sense"),
    # A contactless card lifted during a command shows up as this code on most readers; the session is lost either way.
    0x80100016: PcscMeaning("E_NOT_TRANSACTED", CardLost, "the command did not get through"),
    0x80100017: PcscMeaning("E_READER_UNAVAILABLE", ReaderGone, "the reader was unplugged"),
    0x80100018: PcscMeaning("P_SHUTDOWN", ReaderServiceDown, "the service is shutting down"),
    0x8010001A: PcscMeaning("E_READER_UNSUPPORTED", ReaderFault, "the driver does not support this reader"),
    0x8010001C: PcscMeaning("E_CARD_UNSUPPORTED", CardUnusable, "the reader does not support this card"),
    0x8010001D: PcscMeaning("E_NO_SERVICE", ReaderServiceDown, "the smart card service is not running"),
    0x8010001E: PcscMeaning("E_SERVICE_STOPPED", ReaderServiceDown, "the smart card service stopped"),
    0x8010001F: PcscMeaning("E_UNSUPPORTED_FEATURE", ReaderFault, "the reader or its driver cannot do this"),
    0x80100027: PcscMeaning("E_NO_ACCESS", ReaderAccessDenied, "the service does not let this user in"),
    NO_READERS_AVAILABLE: PcscMeaning("E_NO_READERS_AVAILABLE", NoReader, "no reader is plugged in"),
    0x8010002F: PcscMeaning("E_COMM_DATA_LOST", CardLost, "the link to the card lost data"),
    0x80100031: PcscMeaning("E_SERVER_TOO_BUSY", ReaderServiceDown, "the smart card service is overloaded"),
    0x80100065: PcscMeaning("W_UNSUPPORTED_CARD", CardUnusable, "the card's ATR asks for what the reader cannot give"),
    0x80100066: PcscMeaning("W_UNRESPONSIVE_CARD", CardLost, "the card does not answer to power"),
    0x80100067: PcscMeaning("W_UNPOWERED_CARD", CardLost, "the card lost its power"),
    0x80100068: PcscMeaning("W_RESET_CARD", CardLost, "the card was reset by another program"),
    0x80100069: PcscMeaning("W_REMOVED_CARD", CardLost, "the card was taken away"),
    0x8010006A: PcscMeaning("W_SECURITY_VIOLATION", ReaderAccessDenied, "the service refuses this user (polkit rule)"),
    # Win32 codes that the Windows service passes on from the reader's driver.
    0x00000006: PcscMeaning("ERROR_INVALID_HANDLE", ReaderServiceDown, "the service forgot us; it was restarted"),
    0x00000016: PcscMeaning("ERROR_BAD_COMMAND", CardLost, "the driver dropped the command; the card moved"),
    0x0000001F: PcscMeaning("ERROR_GEN_FAILURE", CardLost, "the driver lost the card"),
    0x00000079: PcscMeaning("ERROR_SEM_TIMEOUT", CardLost, "the driver waited too long for the card"),
    0x0000045D: PcscMeaning("ERROR_IO_DEVICE", CardLost, "an I/O fault between reader and card"),
    0x0000048F: PcscMeaning("ERROR_DEVICE_NOT_CONNECTED", ReaderGone, "the reader was unplugged"),
}


def unsigned(code: int) -> int:
    """The return code as winscard.h writes it: pyscard hands out signed numbers on some platforms."""
    return code & 0xFFFFFFFF


def error_for(code: int, call: str) -> DeviceError | CardLost:
    """The error to raise when `call` returned `code`; the code is kept in the message for whoever maintains readers."""
    meaning = PCSC_MEANINGS.get(unsigned(code))
    if meaning is None:
        return ReaderFault(f"{call} returned {unsigned(code):08X}")
    return meaning.error(f"{meaning.text} ({call} returned {meaning.name})")
