"""The card's side of vpcd, as short as it can be: for the tests of what stands between a card and us."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable

ATR = bytes.fromhex("3B80800101")


def serve(connection: socket.socket, answer: Callable[[bytes], bytes], ended: threading.Event) -> None:
    """Answer until the connection or the test ends."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.settimeout(0.05)
    buffer = b""
    while not ended.is_set():
        if hasattr(socket, "TCP_QUICKACK"):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        try:
            part = connection.recv(65536)
        except TimeoutError:
            continue
        except OSError:
            return
        if not part:
            return
        buffer += part
        while len(buffer) >= 2 and len(buffer) >= 2 + int.from_bytes(buffer[:2], "big"):
            length = int.from_bytes(buffer[:2], "big")
            body, buffer = buffer[2 : 2 + length], buffer[2 + length :]
            reply = ATR if body == b"\x04" else answer(body) if length > 1 else None
            if reply is not None:
                connection.sendall(len(reply).to_bytes(2, "big") + reply)


class ImaginedCard:
    """A context: inside it, a card is connected to the virtual reader at `port`."""

    def __init__(self, port: int, answer: Callable[[bytes], bytes] = lambda _command: b"\x90\x00") -> None:
        self._port = port
        self._answer = answer
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        for _ in range(50):
            try:
                connection = socket.create_connection(("127.0.0.1", self._port), 2)
                break
            except OSError:
                time.sleep(0.05)
        else:
            return
        with connection:
            serve(connection, self._answer, self._ended)

    def take_away(self) -> None:
        self._ended.set()
        self._thread.join(5)

    def __enter__(self) -> ImaginedCard:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.take_away()
