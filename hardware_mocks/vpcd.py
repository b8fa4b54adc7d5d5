"""The card's side of the vpcd protocol: an imagined card in front of other people's readers.

Every message is a 2-byte big-endian length and a body. One-byte bodies are control: 00 power off, 01 power on, 02
reset, 04 "what is your ATR?" (the only one answered); any other body is a command APDU. Without power the chip answers
none; the ATR is given all the same, because vpcd asks for it to see whether a card is there. vpcd, the virtual reader
driver of the vsmartcard project, listens on all addresses of its machine: for tests and demonstrations only.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import closing

from hardware_mocks.errors import LinkClosed
from hardware_mocks.powered_card import PoweredCard
from nfc_icao.errors import CardLost

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 35963
"""Where vpcd waits for cards of its first slot."""
POWER_OFF, POWER_ON, RESET, GET_ATR = 0x00, 0x01, 0x02, 0x04
_POWER_CONTROL = (bytes([POWER_OFF]), bytes([POWER_ON]), bytes([RESET]))
_POLL_S = 0.1
_SEND_LIMIT_S = 10.0
_MAX_BODY_BYTES = 0xFFFF
_MAX_PORT = 0xFFFF


def _never() -> bool:
    return False


def _ignore(_: object) -> None:
    """Nobody wants to know."""


def serve_to_pcscd(
    card: PoweredCard,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    *,
    cancelled: Callable[[], bool] = _never,
    connected: Callable[[bool], None] = _ignore,
    retry_s: float = 0.5,
    lifted_s: float = 1.0,
    give_up_after_s: float | None = None,
) -> None:
    """Lay `card` into a reader that listens: pcscd with the vpcd driver, or a reader waiting for a card.

    Blocks until `cancelled()`. Connects again when the reader restarts; a card that lifts itself (`CardLost`) stays
    away for `lifted_s`. `connected` is told when the link comes and goes.

    Raises:
        LinkClosed: nobody answered within `give_up_after_s`, or `port` is none.
    """
    _require_port(port)
    started = time.monotonic()
    while not cancelled():
        try:
            connection = socket.create_connection((host, port), timeout=_POLL_S * 10)
        except OSError as reason:
            if give_up_after_s is not None and time.monotonic() - started > give_up_after_s:
                raise LinkClosed(f"no reader at {host}:{port}: {reason.strerror or 'no answer'}") from None
            _pause(retry_s, cancelled)
            continue
        with closing(connection):
            lifted = _attend(connection, card, cancelled, connected)
        _pause(lifted_s if lifted else retry_s, cancelled)
        started = time.monotonic()


def serve_listening(
    card: PoweredCard,
    port: int,
    host: str = DEFAULT_HOST,
    *,
    cancelled: Callable[[], bool] = _never,
    connected: Callable[[bool], None] = _ignore,
    listening: Callable[[int], None] = _ignore,
) -> None:
    """Wait for readers to connect, one after the other, until `cancelled()`.

    `listening` is told the port once it is open; with port 0 the system chooses one.

    Raises:
        LinkClosed: the port cannot be opened, or is none.
    """
    _require_port(port)
    try:
        server = socket.create_server((host, port), backlog=1)
    except OSError as reason:
        raise LinkClosed(f"cannot listen on {host}:{port}: {reason.strerror}") from None
    with closing(server):
        server.settimeout(_POLL_S)
        listening(int(server.getsockname()[1]))
        while not cancelled():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            with closing(connection):
                _attend(connection, card, cancelled, connected)


def _require_port(port: int) -> None:
    if not 0 <= port <= _MAX_PORT:
        raise LinkClosed(f"{port} is no port")


def _attend(
    connection: socket.socket,
    card: PoweredCard,
    cancelled: Callable[[], bool],
    connected: Callable[[bool], None],
) -> bool:
    """Answer one reader until it goes, the card lifts itself (returns True), or it is cancelled."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.settimeout(_POLL_S)
    connected(True)
    powered = True  # Readers that never say so take a connected card to have power.
    try:
        while (body := _receive(connection, cancelled)) is not None:
            if body in _POWER_CONTROL:
                powered = body != bytes([POWER_OFF])
            answer = _answer(card, body, powered=powered)
            if answer is not None:
                _send(connection, answer)
    except CardLost:
        return True
    except OSError:
        return False  # the reader went away in the middle of a message
    finally:
        card.reset()
        connected(False)
    return False


def _answer(card: PoweredCard, body: bytes, *, powered: bool) -> bytes | None:
    if len(body) > 1:
        return card.transmit(body) if powered else None
    if body == bytes([GET_ATR]):
        return card.atr
    if body in _POWER_CONTROL:
        card.reset()
    return None


def _send(connection: socket.socket, body: bytes) -> None:
    body = body[:_MAX_BODY_BYTES]
    connection.settimeout(_SEND_LIMIT_S)
    connection.sendall(len(body).to_bytes(2, "big") + body)
    connection.settimeout(_POLL_S)


def _receive(connection: socket.socket, cancelled: Callable[[], bool]) -> bytes | None:
    """One message body; None when the other end closed or we are cancelled."""
    header = _receive_exactly(connection, 2, cancelled)
    if header is None:
        return None
    return _receive_exactly(connection, int.from_bytes(header, "big"), cancelled)


def _receive_exactly(connection: socket.socket, count: int, cancelled: Callable[[], bool]) -> bytes | None:
    received = bytearray()
    while len(received) < count:
        if cancelled():
            return None
        _acknowledge_quickly(connection)
        try:
            part = connection.recv(count - len(received))
        except TimeoutError:
            continue
        if not part:
            return None
        received += part
    return bytes(received)


def _acknowledge_quickly(connection: socket.socket) -> None:
    """Acknowledge what comes next at once.

    WORKAROUND vpcd writes length and body in two packets, and Nagle's algorithm holds the second until the first is
    acknowledged: 46 ms for every command. Linux forgets the option, so it is set before each receive; elsewhere it does
    not exist.
    """
    quick_ack: int | None = getattr(socket, "TCP_QUICKACK", None)
    if quick_ack is not None:
        connection.setsockopt(socket.IPPROTO_TCP, quick_ack, 1)


def _pause(seconds: float, cancelled: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while not cancelled() and (left := end - time.monotonic()) > 0:
        time.sleep(min(_POLL_S, left))
