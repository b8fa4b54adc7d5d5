from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from imagined_card import ATR, ImaginedCard, serve

from drivers.errors import NoCard, NoCardListening, ReaderFault
from drivers.nfc.vpcd_link import VpcdTransport, connect_to_card, wait_for_card
from nfc_icao.errors import CardLost, CardSilent
from nfc_icao.transport import answer_to_reset_of

COMMAND = bytes.fromhex("0084000008")


@contextmanager
def listening_card(handle: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """A card's side that listens; yields its port."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def run() -> None:
            connection, _ = server.accept()
            with connection:
                handle(connection, ended)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            ended.set()
            thread.join(5)


def answering(answer: Callable[[bytes], bytes]) -> Callable[[socket.socket, threading.Event], None]:
    return lambda connection, ended: serve(connection, answer, ended)


def sending_after_atr(*parts: bytes, gap_s: float = 0.0) -> Callable[[socket.socket, threading.Event], None]:
    """Answers the ATR well and the first command with these raw bytes."""

    def handle(connection: socket.socket, ended: threading.Event) -> None:
        connection.settimeout(5)
        connection.recv(6)
        connection.sendall(len(ATR).to_bytes(2, "big") + ATR)
        connection.recv(100)
        for part in parts:
            try:
                connection.sendall(part)
            except OSError:
                return
            if ended.wait(gap_s):
                return

    return handle


def test_a_card_that_listens_is_powered_and_answers() -> None:
    with (
        listening_card(answering(lambda command: command[::-1] + b"\x90\x00")) as port,
        connect_to_card("127.0.0.1", port) as card,
    ):
        assert answer_to_reset_of(card) == ATR
        assert card.transmit(COMMAND) == COMMAND[::-1] + b"\x90\x00"
        card.reset()
        assert card.transmit(COMMAND)[-2:] == b"\x90\x00"


def test_a_card_that_connects_is_awaited_powered_and_answers() -> None:
    ports: list[int] = []
    cards: list[ImaginedCard] = []

    def start(port: int) -> None:
        ports.append(port)
        cards.append(ImaginedCard(port).__enter__())

    with wait_for_card(0, wait_limit_s=5, listening=start) as card:
        assert card.transmit(COMMAND) == b"\x90\x00"
    cards[0].take_away()


def test_answers_up_to_the_longest_response_come_through() -> None:
    longest = bytes(65_000) + b"\x90\x00"
    with listening_card(answering(lambda _command: longest)) as port, connect_to_card("127.0.0.1", port) as card:
        assert card.transmit(COMMAND) == longest


def test_a_hundred_commands_take_well_under_a_second() -> None:
    with (
        listening_card(answering(lambda _command: b"\x90\x00")) as port,
        connect_to_card("127.0.0.1", port) as card,
    ):
        begun = time.monotonic()
        for _ in range(100):
            card.transmit(COMMAND)
        assert time.monotonic() - begun < 1.0


def test_nobody_listening_means_the_reader_is_gone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(NoCardListening), connect_to_card("127.0.0.1", port):
        pass


@pytest.mark.parametrize("raw", [b"\x00\x00", b"\x00\x01\x90", b"\x00\x05ab", b"\x00", b"\xff\xffabc", b""])
def test_an_answer_cut_short_loses_the_card_for_good(raw: bytes) -> None:
    with listening_card(sending_after_atr(raw)) as port, connect_to_card("127.0.0.1", port, command_limit_s=2) as card:
        for _ in range(2):
            with pytest.raises(CardLost):
                card.transmit(COMMAND)


def test_an_answer_that_drips_in_is_cut_off_by_the_wall_clock() -> None:
    drip = sending_after_atr(b"\x00\x40", *[b"x"] * 64, gap_s=0.05)
    with listening_card(drip) as port, connect_to_card("127.0.0.1", port, command_limit_s=0.3) as card:
        begun = time.monotonic()
        with pytest.raises(CardSilent, match="no answer in time"):
            card.transmit(COMMAND)
        assert time.monotonic() - begun < 1.0


def test_someone_who_answers_the_power_up_with_nonsense_is_no_card() -> None:
    def handle(connection: socket.socket, _ended: threading.Event) -> None:
        connection.recv(6)
        connection.sendall(b"\x00\x40" + bytes(64))

    with (
        listening_card(handle) as port,
        pytest.raises(CardLost, match="ATR"),
        connect_to_card("127.0.0.1", port, command_limit_s=2),
    ):
        pass


@pytest.mark.parametrize("command", [b"", b"\x00", bytes(0x10000)])
def test_a_command_that_cannot_be_framed_is_not_sent(command: bytes) -> None:
    ours, theirs = _tcp_pair()
    with ours, theirs, pytest.raises(ReaderFault):
        VpcdTransport(ours).transmit(command)


def test_waiting_for_a_card_ends_when_cancelled_or_when_time_is_up() -> None:
    with pytest.raises(CardLost, match="cancelled"), wait_for_card(0, cancelled=lambda: True):
        pass
    with pytest.raises(NoCard, match="no card connected"), wait_for_card(0, wait_limit_s=0.1):
        pass


def test_a_port_in_use_is_a_reader_fault() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ReaderFault),
        wait_for_card(taken.getsockname()[1]),
    ):
        pass


def _tcp_pair() -> tuple[socket.socket, socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ours = socket.create_connection(server.getsockname())
        theirs, _ = server.accept()
    return ours, theirs
