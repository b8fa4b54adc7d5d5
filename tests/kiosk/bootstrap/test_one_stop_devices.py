"""Scans and cards while the one-stop page is open: people, not visits; and what the visit is told afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from kiosk.bootstrap.one_stop_devices import ChipRoad, CounterDevices
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, Identity
from kiosk.domain.verdict import Outcome, Verdict
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post
from kiosk.visit.effects import ReadChip, StopReading

CLAIM, PROVEN = Identity(document_kind="cccd_2021"), Identity(document_kind="can_cuoc_2024")
VERDICT = Verdict(Outcome.SUCCESSFUL, Assurance.GENUINE_CHIP, (), "PACE", "CAN")


@dataclass
class Counter:
    """Everything around the devices, remembered."""

    added: list[Identity] = field(default_factory=list)
    failures: list[FailureCode] = field(default_factory=list)
    read: list[ReadChip] = field(default_factory=list)
    wiped: list[str] = field(default_factory=list)
    answer: type[happened.ChipRead] | type[happened.ReadingFailed] = happened.ChipRead

    def devices(self) -> CounterDevices:
        road = ChipRoad(self.reading, self.stopped, lambda effect, post: self.wiped.append(effect.visit_id))
        return CounterDevices(road, lambda job: job(), self.added.append, self.failures.append)

    def reading(self, effect: ReadChip, post: Post) -> None:
        self.read.append(effect)
        if self.answer is happened.ChipRead:
            post(happened.ChipRead(effect.visit_id, PROVEN, VERDICT))
        else:
            post(happened.ReadingFailed(effect.visit_id, FailureCode.CARD_OF_SOMEBODY_ELSE))

    def stopped(self, effect: StopReading, post: Post) -> None:
        assert effect.visit_id.startswith("one-stop-")


@pytest.fixture
def counter() -> Counter:
    return Counter()


def test_while_the_page_is_shut_nothing_is_taken_from_the_visit(counter: Counter) -> None:
    assert not counter.devices().take(happened.CodeScanned(CLAIM))
    assert counter.added == []


def test_a_code_adds_a_person_and_the_card_that_follows_proves_them(counter: Counter) -> None:
    devices = counter.devices()
    devices.open(None)
    assert devices.take(happened.CodeScanned(CLAIM))
    assert counter.read == []
    assert devices.take(happened.CardArrived("reader"))
    assert counter.added == [CLAIM, PROVEN]


def test_a_card_that_lay_there_already_is_read_with_the_code(counter: Counter) -> None:
    devices = counter.devices()
    devices.open("reader")
    devices.take(happened.CodeScanned(CLAIM))
    assert counter.added == [CLAIM, PROVEN]


def test_a_chip_that_is_read_is_not_read_again_when_the_card_comes_back(counter: Counter) -> None:
    devices = counter.devices()
    devices.open("reader")
    devices.take(happened.CodeScanned(CLAIM))
    devices.take(happened.CardLeft("reader"))
    devices.take(happened.CardArrived("reader"))
    assert len(counter.read) == 1


def test_somebody_elses_card_is_a_sentence_and_the_claim_stays(counter: Counter) -> None:
    counter.answer = happened.ReadingFailed
    devices = counter.devices()
    devices.open("reader")
    devices.take(happened.CodeScanned(CLAIM))
    assert counter.added == [CLAIM]
    assert counter.failures == [FailureCode.CARD_OF_SOMEBODY_ELSE]


def test_after_leaving_the_visit_is_told_of_cards_and_codes_go_to_it_again(counter: Counter) -> None:
    devices = counter.devices()
    devices.open(None)
    devices.take(happened.CardArrived("reader"))
    devices.take(happened.CardLeft("reader"))
    assert devices.leave() == (happened.CardArrived("reader"), happened.CardLeft("reader"))
    assert counter.wiped
    assert not devices.take(happened.CodeScanned(CLAIM))
    assert devices.leave() == ()
