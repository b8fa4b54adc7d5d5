"""Command and response APDUs (ISO 7816-4 §5.1), in short and extended length.

The parser of commands is for whoever plays the card: virtual chips and recorders.
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.errors import MalformedData

SHORT_NC_MAX = 255
SHORT_NE_MAX = 256
EXTENDED_MAX = 65536
SW_OK = 0x9000

_EXTENDED_HEADER = 7  # CLA INS P1 P2, 00, two length bytes


@dataclass(frozen=True, repr=False)
class CommandApdu:
    """A command. `le` is Ne, the number of bytes asked for (1-65536), not its encoding; None asks for none.

    `extended` writes both lengths in extended form although they would fit the short one: under secure messaging the
    protected answer is longer than what was asked for.
    """

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    le: int | None = None
    extended: bool = False

    def __post_init__(self) -> None:
        if any(not 0 <= byte <= 0xFF for byte in (self.cla, self.ins, self.p1, self.p2)):
            raise ValueError("CLA, INS, P1, P2 are bytes")
        if len(self.data) >= EXTENDED_MAX or (self.le is not None and not 1 <= self.le <= EXTENDED_MAX):
            raise ValueError("command longer than an extended APDU")

    @property
    def header(self) -> bytes:
        return bytes([self.cla, self.ins, self.p1, self.p2])

    @property
    def is_extended(self) -> bool:
        """One of the two lengths is extended, so both are (ISO 7816-4 §5.2)."""
        return self.extended or not self._fits_short

    @property
    def _fits_short(self) -> bool:
        return len(self.data) <= SHORT_NC_MAX and (self.le or 0) <= SHORT_NE_MAX

    def encoded(self) -> bytes:
        """The bytes on the link: case 1 to 4, short where that suffices."""
        length = 2 if self.is_extended else 1
        body = b""
        if self.is_extended and (self.data or self.le is not None):
            body += b"\x00"
        if self.data:
            body += len(self.data).to_bytes(length, "big") + self.data
        if self.le is not None:
            body += (self.le % 256**length).to_bytes(length, "big")
        return self.header + body

    def __repr__(self) -> str:  # data may be personal
        return f"CommandApdu({self.header.hex().upper()}, {len(self.data)} bytes, le={self.le})"


@dataclass(frozen=True, repr=False)
class ResponseApdu:
    """An answer: `data`, and SW1-SW2 as one integer."""

    data: bytes
    sw: int

    @property
    def is_ok(self) -> bool:
        return self.sw == SW_OK

    def encoded(self) -> bytes:
        return self.data + self.sw.to_bytes(2, "big")

    def __repr__(self) -> str:  # data may be personal
        return f"ResponseApdu({len(self.data)} bytes, {self.sw:04X})"


def parse_response(data: bytes) -> ResponseApdu:
    """Data and status word of an answer.

    Raises:
        MalformedData: fewer than two bytes.
    """
    if len(data) < 2:
        raise MalformedData(f"response APDU of {len(data)} bytes")
    return ResponseApdu(data[:-2], int.from_bytes(data[-2:], "big"))


def parse_command(data: bytes) -> CommandApdu:
    """The command in these bytes, as a card reads it.

    Raises:
        MalformedData: the length fields and the bytes disagree.
    """
    if len(data) < 4:
        raise MalformedData(f"command APDU of {len(data)} bytes")
    cla, ins, p1, p2 = data[:4]
    body = data[4:]
    if not body:
        return CommandApdu(cla, ins, p1, p2)
    if body[0] == 0 and len(data) >= _EXTENDED_HEADER:
        payload, le = _parse_body(body[1:], 2)
        needless = len(payload) <= SHORT_NC_MAX and (le or 0) <= SHORT_NE_MAX
        return CommandApdu(cla, ins, p1, p2, payload, le, extended=needless)
    return CommandApdu(cla, ins, p1, p2, *_parse_body(body, 1))


def _parse_body(body: bytes, width: int) -> tuple[bytes, int | None]:
    """Lc, data and Le after the header, with lengths of `width` bytes."""
    first = int.from_bytes(body[:width], "big")
    if len(body) == width:
        return b"", first or 256**width
    end = width + first
    if not first or len(body) not in (end, end + width):
        raise MalformedData(f"Lc {first} in a command body of {len(body)} bytes")
    if len(body) == end:
        return body[width:], None
    return body[width:end], int.from_bytes(body[end:], "big") or 256**width
