"""What SW1-SW2 say (ISO 7816-4 §5.6, tables 5-7), in the words of the standard, for logs and error messages."""

from __future__ import annotations

OK = 0x9000
DATA_MAY_BE_CORRUPTED = 0x6281
END_OF_FILE = 0x6282
FILE_DEACTIVATED = 0x6283
AUTHENTICATION_FAILED = 0x6300
WRONG_LENGTH = 0x6700
SECURITY_STATUS_NOT_SATISFIED = 0x6982
CONDITIONS_NOT_SATISFIED = 0x6985
NO_CURRENT_EF = 0x6986
SM_OBJECTS_MISSING = 0x6987
SM_OBJECTS_INCORRECT = 0x6988
INCORRECT_DATA = 0x6A80
FILE_NOT_FOUND = 0x6A82
INCORRECT_P1_P2 = 0x6A86
INCONSISTENT_LC = 0x6A87
REFERENCED_DATA_NOT_FOUND = 0x6A88
OFFSET_OUTSIDE_FILE = 0x6B00
INSTRUCTION_NOT_SUPPORTED = 0x6D00

READ_WARNINGS = (DATA_MAY_BE_CORRUPTED, END_OF_FILE)
"""Beside data of READ BINARY. Chips say either at the end of a file; whether the data are right, a hash tells."""

_MEANINGS = {
    OK: "no error",
    DATA_MAY_BE_CORRUPTED: "part of the data may be corrupted",
    END_OF_FILE: "end of file reached before Ne bytes",
    FILE_DEACTIVATED: "selected file deactivated",
    AUTHENTICATION_FAILED: "authentication failed",
    WRONG_LENGTH: "wrong length",
    0x6800: "functions in CLA not supported",
    0x6881: "logical channel not supported",
    0x6882: "secure messaging not supported",
    0x6883: "last command of the chain expected",
    0x6884: "command chaining not supported",
    SECURITY_STATUS_NOT_SATISFIED: "security status not satisfied",
    0x6983: "authentication method blocked",
    0x6984: "reference data not usable",
    CONDITIONS_NOT_SATISFIED: "conditions of use not satisfied",
    NO_CURRENT_EF: "command not allowed, no current EF",
    SM_OBJECTS_MISSING: "expected secure messaging data objects missing",
    SM_OBJECTS_INCORRECT: "incorrect secure messaging data objects",
    INCORRECT_DATA: "incorrect parameters in the command data field",
    0x6A81: "function not supported",
    FILE_NOT_FOUND: "file or application not found",
    INCORRECT_P1_P2: "incorrect parameters P1-P2",
    INCONSISTENT_LC: "Nc inconsistent with parameters P1-P2",
    REFERENCED_DATA_NOT_FOUND: "referenced data not found",
    OFFSET_OUTSIDE_FILE: "offset outside the file",
    INSTRUCTION_NOT_SUPPORTED: "instruction not supported",
    0x6E00: "class not supported",
    0x6F00: "no precise diagnosis",
}
_MEANINGS_OF_SW1 = {
    0x61: "more bytes available",
    0x62: "warning, memory unchanged",
    0x63: "warning, memory changed",
    0x64: "execution error, memory unchanged",
    0x65: "execution error, memory changed",
    0x66: "security-related issue",
    0x6C: "wrong Le, SW2 says the right one",
}


def meaning(status_word: int) -> str:
    """The standard's words for a status word; `unknown` when it has none."""
    if is_try_counter(status_word):
        return f"verification failed, {status_word & 0xF} tries left"
    return _MEANINGS.get(status_word) or _MEANINGS_OF_SW1.get(status_word >> 8, "unknown")


def is_try_counter(status_word: int) -> bool:
    """63Cx: x tries are left."""
    return status_word & 0xFFF0 == 0x63C0


def is_warning(status_word: int) -> bool:
    """62xx and 63xx: the command was carried out, with something to say."""
    return status_word >> 8 in (0x62, 0x63)


def exact_length(status_word: int) -> int | None:
    """6Cxx: the Le the chip wants (00 is 256); None for any other status word."""
    return (status_word & 0xFF or 256) if status_word >> 8 == 0x6C else None


def blames_length(status_word: int) -> bool:
    """67xx and 6Cxx: the command or the answer would have the wrong length."""
    return status_word >> 8 in (WRONG_LENGTH >> 8, 0x6C)


def may_mean_past_the_end(status_word: int) -> bool:
    """What chips answer to a READ BINARY that reaches past the end of the file, when they give nothing."""
    return status_word in (OFFSET_OUTSIDE_FILE, *READ_WARNINGS) or blames_length(status_word)


def is_error(status_word: int) -> bool:
    """64xx to 6Fxx: the command was not carried out (ISO 7816-4 §5.6)."""
    return 0x6400 <= status_word <= 0x6FFF
