"""Status words a chip answers with (ISO 7816-4 §5.6), and how its parts say them."""

from __future__ import annotations

from dataclasses import dataclass

OK = 0x9000
DATA_MAY_BE_CORRUPTED = 0x6281
END_OF_FILE = 0x6282
AUTHENTICATION_FAILED = 0x6300
WRONG_LENGTH = 0x6700
LAST_OF_CHAIN_EXPECTED = 0x6883
SECURITY_NOT_SATISFIED = 0x6982
CONDITIONS_NOT_SATISFIED = 0x6985
NO_CURRENT_EF = 0x6986
SM_OBJECTS_MISSING = 0x6987
SM_OBJECTS_INCORRECT = 0x6988
INCORRECT_DATA = 0x6A80
FILE_NOT_FOUND = 0x6A82
INCORRECT_P1_P2 = 0x6A86
INCONSISTENT_LC = 0x6A87
REFERENCE_NOT_FOUND = 0x6A88
WRONG_OFFSET = 0x6B00
WRONG_LE = 0x6C00
INS_NOT_SUPPORTED = 0x6D00
CLA_NOT_SUPPORTED = 0x6E00


def is_error(status_word: int) -> bool:
    """Neither success nor a warning (ISO 7816-4 §5.6)."""
    return status_word != OK and status_word >> 8 not in {0x62, 0x63}


class RefusedCommand(Exception):
    """The command ends here with this status word; caught by the card, never seen outside."""

    def __init__(self, status_word: int) -> None:
        self.status_word = status_word
        super().__init__(f"{status_word:04X}")


@dataclass(frozen=True, repr=False)
class Answer:
    """A response before it is protected or encoded."""

    data: bytes = b""
    status_word: int = OK

    def encoded(self) -> bytes:
        return self.data + self.status_word.to_bytes(2, "big")
