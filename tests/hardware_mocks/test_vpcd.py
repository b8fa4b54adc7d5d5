"""The card's side of vpcd: framing, power, readers that come and go, and a real pcscd where there is one."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from drivers.nfc.vpcd_link import connect_to_card, wait_for_card
from hardware_mocks import personas, vpcd
from hardware_mocks.card import VirtualCard
from hardware_mocks.errors import LinkClosed
from hardware_mocks.faults import faulty
from hardware_mocks.powered_card import PoweredCard
from nfc_icao.access.keys import Can
from nfc_icao.errors import CardLost
from nfc_icao.reading import read_chip

CAN = Can(personas.load("adult").can)
SELECT_CARD_ACCESS = bytes.fromhex("00A4020C02011C")


class Serving:
    """A card served from a thread, ended with the test."""

    def __init__(self, serve: Callable[..., None], *args: object, **options: object) -> None:
        self._stop = threading.Event()
        options = {"cancelled": self._stop.is_set, **options}
        self._thread = threading.Thread(target=serve, args=args, kwargs=options)
        self._thread.start()

    def end(self) -> None:
        self._stop.set()
        self._thread.join(3)
        assert not self._thread.is_alive()


@pytest.fixture
def serving() -> Iterator[Callable[..., Serving]]:
    started: list[Serving] = []

    def start(*args: object, **options: object) -> Serving:
        started.append(Serving(*args, **options))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for served in started:
        served.end()


@pytest.fixture
def listening_card(serving: Callable[..., Serving]) -> Callable[[PoweredCard], int]:
    """Serves a card on a port the system chooses, and says which."""

    def serve(card: PoweredCard) -> int:
        ports: list[int] = []
        opened = threading.Event()

        def tell(port: int) -> None:
            ports.append(port)
            opened.set()

        serving(vpcd.serve_listening, card, 0, listening=tell)
        assert opened.wait(3)
        return ports[0]

    return serve


def exchange(connection: socket.socket, body: bytes, *, answered: bool = True) -> bytes:
    connection.sendall(len(body).to_bytes(2, "big") + body)
    if not answered:
        return b""
    stream = connection.makefile("rb")
    return stream.read(int.from_bytes(stream.read(2), "big"))


def test_control_bytes_and_commands_are_framed_as_vpcd_does(listening_card: Callable[[PoweredCard], int]) -> None:
    card = VirtualCard.of("adult")
    with socket.create_connection(("127.0.0.1", listening_card(card)), timeout=3) as connection:
        exchange(connection, b"\x01", answered=False)
        assert exchange(connection, b"\x04") == card.atr
        assert exchange(connection, SELECT_CARD_ACCESS) == b"\x90\x00"
        exchange(connection, b"\x02", answered=False)  # a reset forgets the selection
        assert exchange(connection, bytes.fromhex("00B0000004")) == b"\x69\x86"
        exchange(connection, b"", answered=False)  # an empty message is nobody's
        exchange(connection, b"\x7f", answered=False)  # an unknown control byte is ignored
        assert exchange(connection, b"\x00\x00") == b"\x67\x00"


def test_a_card_without_power_answers_no_command_and_still_shows_that_it_is_there(
    listening_card: Callable[[PoweredCard], int],
) -> None:
    card = VirtualCard.of("adult")
    with socket.create_connection(("127.0.0.1", listening_card(card)), timeout=3) as connection:
        exchange(connection, b"\x01", answered=False)
        exchange(connection, b"\x00", answered=False)
        exchange(connection, SELECT_CARD_ACCESS, answered=False)
        assert exchange(connection, b"\x04") == card.atr  # The first thing that is answered.
        assert not card.log
        exchange(connection, b"\x01", answered=False)
        assert exchange(connection, SELECT_CARD_ACCESS) == b"\x90\x00"


def test_a_message_may_arrive_byte_by_byte(listening_card: Callable[[PoweredCard], int]) -> None:
    with socket.create_connection(("127.0.0.1", listening_card(VirtualCard.of("adult"))), timeout=3) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in len(SELECT_CARD_ACCESS).to_bytes(2, "big") + SELECT_CARD_ACCESS:
            connection.sendall(bytes([byte]))
            time.sleep(0.002)
        assert connection.recv(4) == b"\x00\x02\x90\x00"


def test_a_listening_card_serves_one_reader_after_the_other(listening_card: Callable[[PoweredCard], int]) -> None:
    port = listening_card(VirtualCard.of("adult"))
    for _ in range(2):
        with connect_to_card("127.0.0.1", port) as transport:
            assert read_chip(transport, CAN).access.protocol == "PACE"


def test_a_card_connects_to_a_reader_that_waits_and_again_when_it_restarts(
    serving: Callable[..., Serving],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    serving(vpcd.serve_to_pcscd, VirtualCard.of("adult"), "127.0.0.1", port, retry_s=0.02)
    for _ in range(2):
        with wait_for_card(port, wait_limit_s=5) as transport:
            assert transport.transmit(SELECT_CARD_ACCESS) == b"\x90\x00"


def test_a_card_that_lifts_itself_ends_the_link_and_comes_back(listening_card: Callable[[PoweredCard], int]) -> None:
    port = listening_card(faulty(VirtualCard.of("adult"), "lift-after:3"))
    with pytest.raises(CardLost), connect_to_card("127.0.0.1", port) as transport:
        read_chip(transport, CAN)
    with connect_to_card("127.0.0.1", port) as transport:
        assert read_chip(transport, CAN).access.protocol == "PACE"


def test_a_reader_that_nobody_starts_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(LinkClosed, match="no reader"):
        vpcd.serve_to_pcscd(VirtualCard.of("adult"), "127.0.0.1", port, retry_s=0.01, give_up_after_s=0.03)


def test_a_port_that_is_taken_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(LinkClosed, match="cannot listen"):
        vpcd.serve_listening(VirtualCard.of("adult"), taken.getsockname()[1])


@pytest.mark.parametrize("serve", [vpcd.serve_listening, lambda card, port: vpcd.serve_to_pcscd(card, port=port)])
def test_a_number_that_is_no_port_is_an_error(serve: Callable[[PoweredCard, int], None]) -> None:
    with pytest.raises(LinkClosed, match="no port"):
        serve(VirtualCard.of("adult"), 80000)


def test_a_cancelled_server_ends_while_a_reader_is_connected(serving: Callable[..., Serving]) -> None:
    told: list[bool] = []
    with socket.create_server(("127.0.0.1", 0)) as reader:
        reader.settimeout(3)
        served = serving(
            vpcd.serve_to_pcscd, VirtualCard.of("adult"), "127.0.0.1", reader.getsockname()[1], connected=told.append
        )
        connection, _ = reader.accept()
        with connection:
            assert exchange(connection, SELECT_CARD_ACCESS) == b"\x90\x00"
            served.end()
    assert told == [True, False]


def test_an_exchange_takes_no_delayed_acknowledgement(listening_card: Callable[[PoweredCard], int]) -> None:
    with connect_to_card("127.0.0.1", listening_card(VirtualCard.of("adult"))) as transport:
        start = time.perf_counter()
        for _ in range(50):
            transport.transmit(SELECT_CARD_ACCESS)
        assert time.perf_counter() - start < 50 * 0.02
