"""What every `CardReader` promises: the virtual reader, the PC/SC reader on an imagined service, and, where there is
one, on pcscd."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from imagined_card import ATR, ImaginedCard
from imagined_pcsc import ImaginedPcsc
from pcscd_service import VIRTUAL_READER, VIRTUAL_READER_PORT
from watching import Watching

from drivers.errors import DeviceError, SharingViolation
from drivers.nfc.events import CardArrived, CardLeft, ReaderPlugged
from drivers.nfc.pcsc_reader import PcscReader, Sharing
from hardware_mocks.virtual_reader import VirtualReader
from nfc_icao.errors import CardLost

SELECT = bytes.fromhex("00A4040C07A0000002471001")


def echo(command: bytes) -> bytes:
    return command + b"\x90\x00"


class EchoCard:
    """A `PoweredCard` that repeats what it is told."""

    atr = ATR

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self.transmit = answer

    def reset(self) -> None:
        return


class VirtualBench:
    """The reader of the imagined hardware."""

    def __init__(self) -> None:
        self._reader = VirtualReader((VIRTUAL_READER,))

    def reader(self, _sharing: Sharing = Sharing.EXCLUSIVE) -> VirtualReader:
        return self._reader

    def lay(self, answer: Callable[[bytes], bytes] = echo) -> None:
        self._reader.tap(EchoCard(answer))

    def take(self) -> None:
        self._reader.lift()

    def clear(self) -> None:
        return


class ImaginedBench:
    """A reader and a hand that lays a card on it."""

    def __init__(self) -> None:
        self._pcsc = ImaginedPcsc()
        self._pcsc.plug(VIRTUAL_READER)

    def reader(self, sharing: Sharing = Sharing.EXCLUSIVE) -> PcscReader:
        return PcscReader(self._pcsc, sharing=sharing, patience_s=0.3)

    def lay(self, answer: Callable[[bytes], bytes] = echo) -> None:
        self._pcsc.lay(VIRTUAL_READER, answer)

    def take(self) -> None:
        self._pcsc.take(VIRTUAL_READER)

    def clear(self) -> None:
        return


class PcscdBench:
    """The same on the real service: cards come and go through a socket."""

    def __init__(self) -> None:
        self._card: ImaginedCard | None = None

    def reader(self, sharing: Sharing = Sharing.EXCLUSIVE) -> PcscReader:
        return PcscReader(sharing=sharing, patience_s=0.3)

    def lay(self, answer: Callable[[bytes], bytes] = echo) -> None:
        self._card = ImaginedCard(VIRTUAL_READER_PORT, answer).__enter__()
        self._settle(CardArrived)

    def take(self) -> None:
        assert self._card
        self._card.take_away()
        self._card = None
        self._settle(CardLeft)

    def clear(self) -> None:
        if self._card is not None:
            self.take()

    def _settle(self, event: type) -> None:
        """The daemon looks at its virtual slots a few times a second."""
        with Watching(self.reader().watch) as watching:
            if event is CardArrived:
                watching.until(CardArrived(VIRTUAL_READER, ATR))
            else:
                time.sleep(0.6)


BENCHES = {"virtual reader": VirtualBench, "imagined service": ImaginedBench, "pcscd": PcscdBench}


@pytest.fixture(params=["virtual reader", "imagined service", pytest.param("pcscd", marks=pytest.mark.pcscd)])
def bench(request: pytest.FixtureRequest) -> Iterator[VirtualBench | ImaginedBench | PcscdBench]:
    if request.param == "pcscd":
        request.getfixturevalue("pcscd")
    made = BENCHES[request.param]()
    yield made
    made.clear()


def test_a_watch_tells_the_readers_and_then_each_card_that_comes_and_goes(bench) -> None:
    with Watching(bench.reader().watch) as watching:
        watching.until(ReaderPlugged(VIRTUAL_READER))
        bench.lay()
        watching.until(CardArrived(VIRTUAL_READER, ATR))
        bench.take()
        watching.until(CardLeft(VIRTUAL_READER))


def test_a_card_that_lies_there_before_the_watch_begins_is_reported(bench) -> None:
    bench.lay()
    with Watching(bench.reader().watch) as watching:
        watching.until(CardArrived(VIRTUAL_READER, ATR))


def test_a_cancelled_watch_ends_at_once(bench) -> None:
    with Watching(bench.reader().watch) as watching:
        watching.until(ReaderPlugged(VIRTUAL_READER))
        assert watching.end() < 0.3


def test_a_connected_card_answers_commands_of_every_size(bench) -> None:
    bench.lay()
    with bench.reader().connect(VIRTUAL_READER) as card:
        assert card.transmit(SELECT) == SELECT + b"\x90\x00"
        extended = b"\x00\xd6\x00\x00\x00\x10\x00" + bytes(4096)
        assert card.transmit(extended) == extended + b"\x90\x00"


def test_a_card_can_be_connected_again_after_it_was_released(bench) -> None:
    bench.lay()
    for _ in range(3):
        with bench.reader().connect(VIRTUAL_READER) as card:
            assert card.transmit(SELECT)[-2:] == b"\x90\x00"


def test_connecting_without_a_card_says_the_card_is_lost(bench) -> None:
    with pytest.raises(CardLost), bench.reader().connect(VIRTUAL_READER):
        pass


def test_connecting_to_a_reader_that_is_not_there_is_a_device_error(bench) -> None:
    with pytest.raises(DeviceError), bench.reader().connect("No Such Reader 00 00"):
        pass


def test_taking_the_card_away_in_the_middle_loses_it(bench) -> None:
    bench.lay()
    with pytest.raises(CardLost), bench.reader().connect(VIRTUAL_READER) as card:
        card.transmit(SELECT)
        bench.take()
        card.transmit(SELECT)


def test_a_card_held_by_another_program_is_a_sharing_violation(bench) -> None:
    bench.lay()
    reader = bench.reader()
    with (
        reader.connect(VIRTUAL_READER) as card,
        pytest.raises(SharingViolation),
        bench.reader().connect(VIRTUAL_READER),
    ):
        pass
    with reader.connect(VIRTUAL_READER) as card:
        assert card.transmit(SELECT)[-2:] == b"\x90\x00"


def test_a_transaction_holds_the_card_as_well(bench) -> None:
    bench.lay()
    with bench.reader(Sharing.TRANSACTION).connect(VIRTUAL_READER) as card:
        assert card.transmit(SELECT)[-2:] == b"\x90\x00"
