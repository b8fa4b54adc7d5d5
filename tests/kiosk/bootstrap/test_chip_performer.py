from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest

from hardware_mocks import issuer, personas
from hardware_mocks.card import VirtualCard
from kiosk.bootstrap.chip_performer import ChipPerformer
from kiosk.bootstrap.lost_cards import LostCards
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import FactName
from kiosk.domain.verdict import Outcome
from kiosk.identification import identity_from_code, parse_code
from kiosk.runtime.portrait import PortraitDecoder
from kiosk.visit.effects import ReadChip, StopReading, Wipe
from kiosk.visit.events import ChipRead, Event, ReadingFailed, ReadingProgressed
from nfc_icao import TrustStore
from nfc_icao.errors import CardLost
from nfc_icao.transport import ApduLimits, CardTransport

ADULT = personas.load("adult")
CLAIM = identity_from_code(parse_code(ADULT.qr_text()), date(2026, 11, 21))
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
WHOLE_READING = 110


class Hand:
    """A reader port and the hand above it: each connection meets the next card, which is lifted after some commands."""

    def __init__(self, *stays: tuple[VirtualCard, int], limits: ApduLimits | None = None) -> None:
        self._stays = list(stays)
        self._limits = limits
        self.commands: list[int] = []

    def watch(self, cancelled: Callable[[], bool]) -> Iterator[object]:
        raise NotImplementedError

    @contextmanager
    def connect(self, reader: str) -> Iterator[CardTransport]:
        if not self._stays:
            raise CardLost("no card")
        card, patience = self._stays.pop(0)
        card.reset()
        stay = Stay(card, patience, self._limits)
        try:
            yield stay
        finally:
            self.commands.append(stay.seen)


class Stay:
    def __init__(self, card: VirtualCard, patience: int, limits: ApduLimits | None) -> None:
        self.card, self.patience, self.seen = card, patience, 0
        if limits is not None:
            self.limits = limits

    def transmit(self, command: bytes) -> bytes:
        if self.seen >= self.patience:
            raise CardLost("lifted")
        self.seen += 1
        return self.card.transmit(command)


class Desk:
    def __init__(self, hand: Hand, lost_cards: LostCards | None = None) -> None:
        self.said: list[Event] = []
        self.performer = ChipPerformer(
            hand,  # type: ignore[arg-type] # It never watches.
            TrustStore.from_certificates([issuer.demo_csca_der()]),
            PortraitDecoder(),
            now=lambda: NOW,
            clock_is_trusted=lambda: True,
            lost_cards=lost_cards,
        )
        self.performer._portrait = lambda lds, report: None  # type: ignore[method-assign] # Pictures have their own tests.

    def read(self, visit_id: str = "v") -> Event:
        self.performer.read(ReadChip(visit_id, "r", CLAIM), self.said.append)
        return self.said[-1]


@pytest.fixture
def card() -> VirtualCard:
    return VirtualCard.of("adult")


def test_a_card_that_comes_back_is_read_on_from_where_it_was_and_fully_proven(card: VirtualCard) -> None:
    hand = Hand((card, 60), (card, 999))
    desk = Desk(hand)

    assert desk.read() == ReadingFailed("v", FailureCode.CARD_LIFTED)
    read = desk.read()

    assert isinstance(read, ChipRead)
    assert read.verdict.overall is Outcome.SUCCESSFUL
    assert read.identity.get(FactName.FULL_NAME) is not None
    whole = Hand((VirtualCard.of("adult"), 999))
    assert isinstance(Desk(whole).read(), ChipRead)
    assert hand.commands[1] < whole.commands[0] - 40


def test_another_visit_begins_from_nothing(card: VirtualCard) -> None:
    hand = Hand((card, 60), (card, 999), (card, 999))
    desk = Desk(hand)
    desk.read("first")

    assert isinstance(desk.read("second"), ChipRead)
    assert isinstance(desk.read("third"), ChipRead)
    assert hand.commands[1] == hand.commands[2]


def test_what_was_read_goes_when_the_visit_goes(card: VirtualCard) -> None:
    hand = Hand((card, 60), (card, 999), (card, 999))
    desk = Desk(hand)
    desk.read()
    desk.performer.wipe(Wipe("v"), desk.said.append)

    desk.read()
    desk.read("other")
    assert hand.commands[1] == hand.commands[2]


def test_another_card_in_the_same_visit_is_never_mixed_in(card: VirtualCard) -> None:
    twin = VirtualCard.of("tampered-photo")  # The same invented number opens it, but it is another document.
    hand = Hand((card, 60), (twin, 999))
    desk = Desk(hand)
    desk.read()

    said = desk.read()
    if isinstance(said, ChipRead):
        assert said.verdict.overall is not Outcome.SUCCESSFUL
    else:
        assert isinstance(said, ReadingFailed)


def test_progress_is_told_in_bytes_of_all_files(card: VirtualCard) -> None:
    desk = Desk(Hand((card, 999)))
    desk.read()

    steps = [one.progress for one in desk.said if isinstance(one, ReadingProgressed)]
    done = [step.done for step in steps if step.phase.startswith(("DG", "EF"))]
    assert done == sorted(done)
    assert steps[-1].phase == "chip_authentication"
    files = [step for step in steps if step.phase.startswith(("DG", "EF"))]
    assert files[-1].done == files[-1].expected


def test_a_reader_that_loses_the_card_over_a_long_command_is_asked_again_in_short_ones(card: VirtualCard) -> None:
    class Brittle(Stay):
        def transmit(self, command: bytes) -> bytes:
            if len(command) > 5 and command[4] == 0 and command[1] == 0xB0:
                raise CardLost("the reader cannot carry it")
            return super().transmit(command)

    class BrittleHand(Hand):
        @contextmanager
        def connect(self, reader: str) -> Iterator[CardTransport]:
            card.reset()
            stay = Brittle(card, 999, ApduLimits(65535, 65535))
            yield stay
            self.commands.append(stay.seen)

    hand = BrittleHand()
    desk = Desk(hand)

    assert isinstance(desk.read(), ChipRead)
    assert not any(isinstance(one, ReadingFailed) for one in desk.said)


def test_a_visit_that_was_stopped_keeps_nothing(card: VirtualCard) -> None:
    lost_cards = LostCards()
    desk = Desk(Hand((card, 60)), lost_cards)
    stay_over = 40

    original = card.transmit

    def transmit(command: bytes) -> bytes:
        if len(card.log) == stay_over:
            desk.performer.stop(StopReading("v"), desk.said.append)
            raise CardLost("lifted")
        return original(command)

    card.transmit = transmit  # type: ignore[method-assign]
    desk.performer.read(ReadChip("v", "r", CLAIM), desk.said.append)

    assert lost_cards.take("v") is None
    assert not any(isinstance(one, ReadingFailed) for one in desk.said)
