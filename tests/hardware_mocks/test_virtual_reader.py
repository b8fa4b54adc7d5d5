"""The imagined reader: what it tells, when a card can be had, and what happens when it goes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from drivers.errors import ReaderGone, ReaderServiceDown, SharingViolation
from drivers.nfc.events import (
    CardArrived,
    CardLeft,
    ReaderEvent,
    ReaderPlugged,
    ReaderUnplugged,
    ServiceDown,
    ServiceUp,
)
from drivers.nfc.reader import CardReader
from hardware_mocks import personas, profiles
from hardware_mocks.card import VirtualCard
from hardware_mocks.card.virtual_card import EXTENDED_APDUS
from hardware_mocks.errors import UnknownName
from hardware_mocks.faults import faulty
from hardware_mocks.virtual_reader import DEFAULT_NAME, VirtualReader
from nfc_icao.access.keys import Can
from nfc_icao.errors import CardLost
from nfc_icao.reading import read_chip
from nfc_icao.transport import SHORT_APDUS, ApduLimits, limits_of

SELECT_CARD_ACCESS = bytes.fromhex("00A4020C02011C")


class Watching:
    """A watcher in a thread of its own, as the kiosk has it."""

    def __init__(self, reader: VirtualReader) -> None:
        self.events: list[ReaderEvent] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, args=(reader,))
        self._thread.start()

    def _watch(self, reader: VirtualReader) -> None:
        for event in reader.watch(self._stop.is_set):
            self.events.append(event)

    def until(self, count: int) -> list[ReaderEvent]:
        give_up_at = time.monotonic() + 5
        while len(self.events) < count and time.monotonic() < give_up_at:
            time.sleep(0.005)
        return list(self.events)

    def end(self) -> None:
        self._stop.set()
        self._thread.join(1)
        assert not self._thread.is_alive()


@pytest.fixture
def watching() -> Iterator[Callable[[VirtualReader], Watching]]:
    started: list[Watching] = []

    def start(reader: VirtualReader) -> Watching:
        started.append(Watching(reader))
        started[-1].until(1)
        return started[-1]

    yield start
    for watcher in started:
        watcher.end()


@pytest.fixture
def card() -> VirtualCard:
    return VirtualCard.of("adult")


def test_it_stands_behind_the_port_of_real_readers(card: VirtualCard) -> None:
    reader = VirtualReader()
    port: CardReader = reader
    reader.tap(card)
    with port.connect(DEFAULT_NAME) as transport:
        reading = read_chip(transport, Can(personas.load("adult").can))
    assert reading.files["DG2"] == card.document.files["DG2"]


def test_tap_and_lift_are_told(watching: Callable[[VirtualReader], Watching], card: VirtualCard) -> None:
    reader = VirtualReader()
    watcher = watching(reader)
    reader.tap(card)
    reader.lift()
    reader.lift()
    assert watcher.until(3) == [
        ReaderPlugged(DEFAULT_NAME),
        CardArrived(DEFAULT_NAME, card.atr),
        CardLeft(DEFAULT_NAME),
    ]


def test_what_is_there_already_is_told_first(watching: Callable[[VirtualReader], Watching], card: VirtualCard) -> None:
    reader = VirtualReader()
    reader.tap(card)
    assert watching(reader).until(2) == [ReaderPlugged(DEFAULT_NAME), CardArrived(DEFAULT_NAME, card.atr)]


def test_a_pulled_out_reader_takes_its_card_with_it(
    watching: Callable[[VirtualReader], Watching], card: VirtualCard
) -> None:
    reader = VirtualReader()
    reader.tap(card)
    watcher = watching(reader)
    watcher.until(2)
    reader.unplug()
    reader.unplug()
    reader.plug()
    reader.plug()
    assert watcher.until(6)[2:] == [
        CardLeft(DEFAULT_NAME),
        ReaderUnplugged(DEFAULT_NAME),
        ReaderPlugged(DEFAULT_NAME),
        CardArrived(DEFAULT_NAME, card.atr),
    ]


def test_a_service_that_stops_and_comes_back_is_told(watching: Callable[[VirtualReader], Watching]) -> None:
    reader = VirtualReader()
    watcher = watching(reader)
    reader.stop_service("restart")
    with pytest.raises(ReaderServiceDown), reader.connect(DEFAULT_NAME):
        pass
    reader.start_service()
    assert watcher.until(5)[1:] == [
        ReaderUnplugged(DEFAULT_NAME),
        ServiceDown("restart"),
        ServiceUp(),
        ReaderPlugged(DEFAULT_NAME),
    ]


def test_a_watcher_of_a_stopped_service_is_told_so(watching: Callable[[VirtualReader], Watching]) -> None:
    reader = VirtualReader()
    reader.stop_service()
    assert isinstance(watching(reader).until(1)[0], ServiceDown)


def test_two_cards_can_lie_on_two_readers_at_once() -> None:
    reader = VirtualReader(("A", "B"))
    reader.tap(VirtualCard.of("adult"), "A")
    reader.tap(VirtualCard.of("elder"), "B")
    with reader.connect("A") as first, reader.connect("B") as second:
        assert first.transmit(SELECT_CARD_ACCESS) == second.transmit(SELECT_CARD_ACCESS) == b"\x90\x00"


def test_a_second_card_takes_the_place_of_the_first(
    watching: Callable[[VirtualReader], Watching], card: VirtualCard
) -> None:
    reader = VirtualReader()
    watcher = watching(reader)
    reader.tap(card)
    reader.tap(VirtualCard.of("elder"))
    assert [type(event) for event in watcher.until(4)[1:]] == [CardArrived, CardLeft, CardArrived]


@pytest.mark.parametrize("leave", ["lift", "unplug", "stop_service"])
def test_a_card_that_left_is_lost_for_whoever_held_it_even_when_it_is_back(card: VirtualCard, leave: str) -> None:
    reader = VirtualReader()
    reader.tap(card)
    with reader.connect(DEFAULT_NAME) as transport:
        transport.transmit(SELECT_CARD_ACCESS)
        getattr(reader, leave)()
        with pytest.raises(CardLost):
            transport.transmit(SELECT_CARD_ACCESS)
        reader.start_service()
        reader.plug()
        reader.tap(card)
        with pytest.raises(CardLost):
            transport.transmit(SELECT_CARD_ACCESS)
    with reader.connect(DEFAULT_NAME) as transport:
        assert transport.transmit(SELECT_CARD_ACCESS) == b"\x90\x00"


def test_a_card_that_lifts_itself_is_told_as_lifted(watching: Callable[[VirtualReader], Watching]) -> None:
    reader = VirtualReader()
    watcher = watching(reader)
    reader.tap(faulty(VirtualCard.of("adult"), "lift-after:1"))
    with reader.connect(DEFAULT_NAME) as transport:
        transport.transmit(SELECT_CARD_ACCESS)
        with pytest.raises(CardLost):
            transport.transmit(SELECT_CARD_ACCESS)
    assert watcher.until(3)[-1] == CardLeft(DEFAULT_NAME)


def test_a_card_lifted_while_it_computes_gives_no_answer() -> None:
    reader = VirtualReader()
    reader.tap(faulty(VirtualCard.of("adult"), "stall:1", sleep=lambda _: reader.lift()))
    with reader.connect(DEFAULT_NAME) as transport, pytest.raises(CardLost):
        transport.transmit(SELECT_CARD_ACCESS)


def test_connecting_resets_the_card_and_so_does_leaving(card: VirtualCard) -> None:
    reader = VirtualReader()
    reader.tap(card)
    with reader.connect(DEFAULT_NAME) as transport:
        assert transport.transmit(SELECT_CARD_ACCESS) == b"\x90\x00"
    with reader.connect(DEFAULT_NAME) as transport:
        assert transport.transmit(bytes.fromhex("00B0000004")) == b"\x69\x86"


def test_a_held_card_cannot_be_held_twice(card: VirtualCard) -> None:
    reader = VirtualReader()
    reader.tap(card)
    with reader.connect(DEFAULT_NAME), pytest.raises(SharingViolation), reader.connect(DEFAULT_NAME):
        pass


def test_connecting_without_card_or_reader_says_which_is_missing(card: VirtualCard) -> None:
    reader = VirtualReader()
    with pytest.raises(CardLost), reader.connect(DEFAULT_NAME):
        pass
    reader.unplug()
    with pytest.raises(ReaderGone), reader.connect(DEFAULT_NAME):
        pass
    with pytest.raises(UnknownName):
        reader.tap(card, "another")


@pytest.mark.parametrize(("limits", "most_commands"), [(SHORT_APDUS, 200), (EXTENDED_APDUS, 60)])
def test_a_reader_carries_what_it_was_made_with(limits: ApduLimits, most_commands: int) -> None:
    reader = VirtualReader(limits=limits)
    adult = personas.load("adult")
    reader.tap(VirtualCard(adult, replace(profiles.load("vietnam-2021"), ef_atr=True)))
    with reader.connect(DEFAULT_NAME) as transport:
        assert limits_of(transport) == limits
        assert read_chip(transport, Can(personas.load("adult").can)).traffic.commands < most_commands
