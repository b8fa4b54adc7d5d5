"""Command APDUs as they arrive (ISO 7816-4 §5.2, §5.3), short and extended."""

from __future__ import annotations

from dataclasses import dataclass

from hardware_mocks.card import status
from hardware_mocks.card.status import RefusedCommand

SHORT_MAX_NE = 256
EXTENDED_MAX_NE = 65536
_PROTECTED = 0x0C  # ISO 7816-4 §5.4.1: secure messaging, header authenticated
_CHAINED = 0x10


@dataclass(frozen=True, repr=False)
class Command:
    """One command. `ne` is the maximum number of response bytes expected; None when Le is absent."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    ne: int | None = None
    extended: bool = False

    @property
    def header(self) -> bytes:
        return bytes([self.cla, self.ins, self.p1, self.p2])

    @property
    def is_protected(self) -> bool:
        return self.cla & _PROTECTED == _PROTECTED

    @property
    def is_chained(self) -> bool:
        return bool(self.cla & _CHAINED)

    @property
    def wants_all(self) -> bool:
        """Le of zeroes: whatever there is, up to the maximum."""
        return self.ne in {SHORT_MAX_NE, EXTENDED_MAX_NE}

    @property
    def p1_p2(self) -> int:
        return self.p1 << 8 | self.p2


def parse(apdu: bytes) -> Command:
    """The command in `apdu`.

    Raises:
        RefusedCommand: 6700, the bytes are no command APDU.
    """
    if len(apdu) < 4:
        raise RefusedCommand(status.WRONG_LENGTH)
    header, body = apdu[:4], apdu[4:]
    if not body:
        data, ne, extended = b"", None, False
    elif len(body) == 1:
        data, ne, extended = b"", body[0] or SHORT_MAX_NE, False
    elif body[0] != 0:
        data, ne = _short_body(body)
        extended = False
    else:
        data, ne = _extended_body(body)
        extended = True
    cla, ins, p1, p2 = header
    return Command(cla, ins, p1, p2, data=data, ne=ne, extended=extended)


def _short_body(body: bytes) -> tuple[bytes, int | None]:
    length, rest = body[0], body[1:]
    if len(rest) == length:
        return rest, None
    if len(rest) == length + 1:
        return rest[:length], rest[length] or SHORT_MAX_NE
    raise RefusedCommand(status.WRONG_LENGTH)


def _extended_body(body: bytes) -> tuple[bytes, int | None]:
    if len(body) == 3:
        return b"", int.from_bytes(body[1:3], "big") or EXTENDED_MAX_NE
    length, rest = int.from_bytes(body[1:3], "big"), body[3:]
    if length and len(rest) == length:
        return rest, None
    if length and len(rest) == length + 2:
        return rest[:length], int.from_bytes(rest[length:], "big") or EXTENDED_MAX_NE
    raise RefusedCommand(status.WRONG_LENGTH)
