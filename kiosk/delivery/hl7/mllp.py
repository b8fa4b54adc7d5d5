"""One message and its answer over MLLP (HL7 Implementation Guide, minimal lower layer protocol, release 1): the
message between 0x0B and 0x1C 0x0D, on TCP, here with TLS unless the receiver is this very machine.

Own framing instead of hl7apy's: its client has neither TLS nor a limit on the answer nor a deadline for the whole
exchange. A connection serves one message: a broken one is then never found by the next citizen.
"""

from __future__ import annotations

import socket
import ssl

from kiosk.delivery.errors import DeliveryLater, DeliveryProblem
from kiosk.runtime.clock import Clock

MAX_ANSWER_BYTES = 64 * 1024
START, END = b"\x0b", b"\x1c\r"
_CHUNK = 16_384


def framed(message: bytes) -> bytes:
    return START + message + END


def exchange(
    host: str, port: int, message: bytes, *, timeout_s: float, clock: Clock, tls: ssl.SSLContext | None
) -> bytes:
    """Send one message and return the answer without its frame.

    `timeout_s` is for all of it, from connecting to the last byte. Raises `DeliveryLater`.
    """
    ends_at = clock.monotonic() + timeout_s
    connection = _connected(host, port, timeout_s)
    try:
        with connection:
            if tls is None:
                return _spoken(connection, message, ends_at, clock)
            connection.settimeout(_left(ends_at, clock))
            with _secured(connection, host, tls) as secured:
                return _spoken(secured, message, ends_at, clock)
    except TimeoutError:
        raise DeliveryLater(DeliveryProblem.TIMEOUT) from None
    except OSError:
        raise DeliveryLater(DeliveryProblem.HUNG_UP) from None


def _connected(host: str, port: int, timeout_s: float) -> socket.socket:
    try:
        return socket.create_connection((host, port), timeout_s)
    except (OSError, UnicodeError):
        raise DeliveryLater(DeliveryProblem.UNREACHABLE) from None


def _secured(connection: socket.socket, host: str, tls: ssl.SSLContext) -> ssl.SSLSocket:
    try:
        return tls.wrap_socket(connection, server_hostname=host)
    except TimeoutError:
        raise
    except (ssl.SSLError, ssl.CertificateError):
        raise DeliveryLater(DeliveryProblem.TLS) from None


def _spoken(connection: socket.socket, message: bytes, ends_at: float, clock: Clock) -> bytes:
    frame = framed(message)
    for start in range(0, len(frame), _CHUNK):
        connection.settimeout(_left(ends_at, clock))
        connection.sendall(frame[start : start + _CHUNK])
    answer = bytearray()
    while END not in answer:
        connection.settimeout(_left(ends_at, clock))
        part = connection.recv(_CHUNK)
        if not part:
            raise DeliveryLater(DeliveryProblem.HUNG_UP)
        answer += part
        if len(answer) > MAX_ANSWER_BYTES:
            raise DeliveryLater(DeliveryProblem.ANSWER_TOO_LARGE)
    if not answer.startswith(START):
        raise DeliveryLater(DeliveryProblem.ANSWER_MALFORMED)
    return bytes(answer[len(START) : answer.index(END)])


def _left(ends_at: float, clock: Clock) -> float:
    left = ends_at - clock.monotonic()
    if left <= 0:
        raise DeliveryLater(DeliveryProblem.TIMEOUT)
    return left
