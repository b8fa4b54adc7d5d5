"""A chip at the other end of a socket: the reader's side of the vpcd protocol.

vpcd (the virtual reader of the vsmartcard project) moves every message as a 2-byte big-endian length and a body. A body
of one byte is a control message: 00 power off, 01 power on, 02 reset, 04 "what is your ATR?"; only 04 is answered. Any
other body is a command APDU, answered by a response APDU. Speaking it ourselves lets a virtual card, or a telephone
with a relay, stand where a reader would, without the PC/SC service and on every platform.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from drivers.errors import NoCard, NoCardListening, ReaderFault
from nfc_icao.errors import CardLost, CardSilent
from nfc_icao.transport import ApduLimits

POWER_OFF = b"\x00"
POWER_ON = b"\x01"
RESET = b"\x02"
GET_ATR = b"\x04"
MAX_FRAME_BYTES = 0xFFFF
MAX_ATR_BYTES = 33
"""ISO 7816-3 §8.2.1: TS and at most 32 characters."""


class VpcdTransport:
    """`CardTransport` over one connected socket. After any fault it is dead: the card must be presented again."""

    def __init__(self, connection: socket.socket, *, command_limit_s: float = 30.0) -> None:
        """`command_limit_s` is the wall clock for one command, however slowly the bytes drip in."""
        self.limits = ApduLimits(MAX_FRAME_BYTES, MAX_FRAME_BYTES)
        self.answer_to_reset = b""
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        self._command_limit_s = command_limit_s
        self._lost = False

    def power_on(self) -> bytes:
        """Power the chip and return its ATR.

        Raises:
            CardLost: the other side does not answer as a card does.
        """
        deadline = self._deadline()
        self._send(POWER_ON, deadline)
        self._send(GET_ATR, deadline)
        atr = self._receive(deadline)
        if not 2 <= len(atr) <= MAX_ATR_BYTES:
            raise self._lose(f"an ATR of {len(atr)} bytes")
        self.answer_to_reset = atr
        return atr

    def reset(self) -> None:
        """Reset the chip: its secure session and its selected application are gone."""
        self._send(RESET, self._deadline())

    def power_off(self) -> None:
        """Take the power away; the connection stays."""
        self._send(POWER_OFF, self._deadline())

    def transmit(self, command: bytes) -> bytes:
        """See `CardTransport.transmit`.

        Raises:
            ReaderFault: the command does not fit into one frame, or would be taken for a control message.
        """
        if not 2 <= len(command) <= MAX_FRAME_BYTES:
            raise ReaderFault(f"a command of {len(command)} bytes cannot be sent over vpcd")
        deadline = self._deadline()
        self._send(command, deadline)
        response = self._receive(deadline)
        if len(response) < 2:
            raise self._lose(f"an answer of {len(response)} bytes, not even a status word")
        return response

    def _deadline(self) -> float:
        return time.monotonic() + self._command_limit_s

    def _send(self, body: bytes, deadline: float) -> None:
        if self._lost:
            raise CardLost("the connection to the card was lost before")
        try:
            self._connection.settimeout(_left(deadline))
            self._connection.sendall(len(body).to_bytes(2, "big") + body)
        except OSError as error:
            raise self._lose(_reason(error), _kind(error)) from error

    def _receive(self, deadline: float) -> bytes:
        length = int.from_bytes(self._receive_exactly(2, deadline), "big")
        return self._receive_exactly(length, deadline)

    def _receive_exactly(self, count: int, deadline: float) -> bytes:
        received = bytearray()
        while len(received) < count:
            try:
                self._connection.settimeout(_left(deadline))
                _acknowledge_quickly(self._connection)
                part = self._connection.recv(count - len(received))
            except OSError as error:
                raise self._lose(_reason(error), _kind(error)) from error
            if not part:
                raise self._lose(f"the connection ended after {len(received)} of {count} bytes")
            received += part
        return bytes(received)

    def _lose(self, reason: str, kind: type[CardLost] = CardLost) -> CardLost:
        self._lost = True
        return kind(f"the card at the other end of the connection is lost: {reason}")


@contextmanager
def connect_to_card(
    host: str, port: int, *, connect_limit_s: float = 10.0, command_limit_s: float = 30.0
) -> Iterator[VpcdTransport]:
    """Connect to a card that listens, power it, and release it at the end.

    Raises:
        NoCardListening: nobody listens there.
        CardLost: whoever listens does not answer as a card does.
    """
    try:
        connection = socket.create_connection((host, port), timeout=connect_limit_s)
    except OSError as error:
        raise NoCardListening(f"no card listens at {host}:{port}: {_reason(error)}") from error
    with connection:
        yield from _powered(VpcdTransport(connection, command_limit_s=command_limit_s))


@contextmanager
def wait_for_card(
    port: int,
    *,
    host: str = "127.0.0.1",
    wait_limit_s: float | None = None,
    command_limit_s: float = 30.0,
    cancelled: Callable[[], bool] = lambda: False,
    listening: Callable[[int], None] = lambda _port: None,
) -> Iterator[VpcdTransport]:
    """Listen until a card connects, power it, and release it at the end.

    Only this machine may connect unless `host` says otherwise: whoever connects is taken for a card. `listening` is
    told the port once it is open; with port 0 the system chooses one.

    Raises:
        ReaderFault: the port cannot be opened.
        NoCard: nobody came within `wait_limit_s`.
        CardLost: the wait was cancelled, or what came is no card.
    """
    try:
        server = socket.create_server((host, port), backlog=1)
    except OSError as error:
        raise ReaderFault(f"cannot listen on {host}:{port}: {_reason(error)}") from error
    with server:
        listening(int(server.getsockname()[1]))
        connection = _accept(server, wait_limit_s, cancelled)
    with connection:
        yield from _powered(VpcdTransport(connection, command_limit_s=command_limit_s))


def _accept(server: socket.socket, wait_limit_s: float | None, cancelled: Callable[[], bool]) -> socket.socket:
    give_up_at = None if wait_limit_s is None else time.monotonic() + wait_limit_s
    server.settimeout(0.05)
    while not cancelled():
        if give_up_at is not None and time.monotonic() >= give_up_at:
            raise NoCard(f"no card connected within {wait_limit_s:g} s")
        try:
            connection, _ = server.accept()
        except TimeoutError:
            continue
        except OSError as error:
            raise ReaderFault(f"cannot accept a card: {_reason(error)}") from error
        return connection
    raise CardLost("the wait for a card was cancelled")


def _powered(transport: VpcdTransport) -> Iterator[VpcdTransport]:
    transport.power_on()
    try:
        yield transport
    finally:
        _release(transport)


def _release(transport: VpcdTransport) -> None:
    try:
        transport.power_off()
    except CardLost:
        # The card went first; there is nothing left to switch off.
        return


def _left(deadline: float) -> float:
    """Seconds left, never zero: zero would make the socket non-blocking."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    return left


def _reason(error: OSError) -> str:
    return "no answer in time" if isinstance(error, TimeoutError) else (error.strerror or type(error).__name__)


def _kind(error: OSError) -> type[CardLost]:
    return CardSilent if isinstance(error, TimeoutError) else CardLost


def _acknowledge_quickly(connection: socket.socket) -> None:
    """Acknowledge at once what comes next.

    WORKAROUND vpcd and its clients write length and body in two packets: Nagle's algorithm at the sender then waits for
    our delayed acknowledgement, 40 ms for every command. Linux forgets the option, so it is set before each receive.
    """
    quick_ack: int | None = getattr(socket, "TCP_QUICKACK", None)
    if quick_ack is not None:
        connection.setsockopt(socket.IPPROTO_TCP, quick_ack, 1)
