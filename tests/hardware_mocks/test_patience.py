"""A card whose reader is not there yet says so, once, and is there when the reader comes."""

from __future__ import annotations

import queue
import socket
import threading
from contextlib import closing

import pytest

from hardware_mocks import serve
from hardware_mocks.card import VirtualCard
from hardware_mocks.patience import serve_patiently

LIMIT_S = 5


def test_nobody_is_told_once_and_the_reader_that_comes_late_is_served() -> None:
    told: queue.Queue[bool] = queue.Queue()
    stop = threading.Event()
    with closing(socket.socket()) as late:
        late.bind(("127.0.0.1", 0))  # Taken, and nobody listens.
        card = threading.Thread(
            target=serve_patiently,
            args=(VirtualCard.of("adult"), "127.0.0.1", late.getsockname()[1]),
            kwargs={"tell": told.put, "cancelled": stop.is_set, "patience_s": 0.1},
        )
        card.start()
        try:
            assert told.get(timeout=LIMIT_S) is False
            late.settimeout(LIMIT_S)
            late.listen()
            reader, _ = late.accept()
            with closing(reader):
                assert told.get(timeout=LIMIT_S) is True
                assert told.empty()
                reader.settimeout(LIMIT_S)
                reader.sendall(b"\x00\x01\x04")
                assert reader.recv(2)[1] > 0
        finally:
            stop.set()
            card.join(LIMIT_S)


def test_the_program_says_on_stderr_that_no_reader_answers(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def served(*_arguments: object, tell: object, **_options: object) -> None:
        assert callable(tell)
        tell(False)
        seen.append(True)

    monkeypatch.setattr(serve, "serve_patiently", served)
    assert serve.main(["adult", "--vpcd", "35999"]) == 0
    assert seen == [True]
    assert "no reader answers yet at 127.0.0.1:35999" in capsys.readouterr().err
