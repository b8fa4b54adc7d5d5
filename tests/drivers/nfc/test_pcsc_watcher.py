from __future__ import annotations

import threading
import time

import pytest
from imagined_card import ATR, ImaginedCard
from imagined_pcsc import ImaginedPcsc, Slot
from pcscd_service import VIRTUAL_READER, VIRTUAL_READER_PORT, PcscService
from watching import Watching

from drivers.nfc.events import (
    CardArrived,
    CardLeft,
    ReaderPlugged,
    ReaderUnplugged,
    ServiceDown,
    ServiceUp,
)
from drivers.nfc.pcsc_reader import PcscReader
from drivers.nfc.pcsc_watcher import PcscWatcher

PICC = "ACS ACR1252 Dual Reader [ACR1252 Dual Reader PICC] 00 00"
SAM = "ACS ACR1252 Dual Reader [ACR1252 Dual Reader SAM] 01 00"


def watcher(pcsc: ImaginedPcsc) -> PcscWatcher:
    return PcscWatcher(pcsc, slice_ms=20, retry_s=0.05, relist_s=0.2)


def test_a_service_that_is_down_from_the_start_is_said_once_and_awaited() -> None:
    pcsc = ImaginedPcsc(up=False)
    with Watching(watcher(pcsc).watch) as watching:
        assert isinstance(watching.next(), ServiceDown)
        watching.nothing_more(0.2)
        pcsc.start()
        assert watching.next() == ServiceUp()


def test_a_service_that_restarts_takes_card_and_reader_away_and_brings_them_back() -> None:
    pcsc = ImaginedPcsc({PICC: Slot()})
    pcsc.lay(PICC)
    with Watching(watcher(pcsc).watch) as watching:
        assert [watching.next() for _ in range(3)] == [ServiceUp(), ReaderPlugged(PICC), CardArrived(PICC, ATR)]
        pcsc.stop()
        assert [watching.next() for _ in range(2)] == [CardLeft(PICC), ReaderUnplugged(PICC)]
        down = watching.next()
        assert isinstance(down, ServiceDown)
        assert "F_COMM_ERROR" in down.reason
        pcsc.start()
        assert [watching.next() for _ in range(3)] == [ServiceUp(), ReaderPlugged(PICC), CardArrived(PICC, ATR)]


@pytest.mark.parametrize("pnp_works", [True, False])
def test_a_reader_plugged_and_unplugged_is_reported_with_and_without_notifications(pnp_works: bool) -> None:
    pcsc = ImaginedPcsc(pnp_works=pnp_works)
    with Watching(watcher(pcsc).watch) as watching:
        assert watching.next() == ServiceUp()
        pcsc.plug(PICC)
        assert watching.next() == ReaderPlugged(PICC)
        pcsc.lay(PICC)
        assert watching.next() == CardArrived(PICC, ATR)
        pcsc.unplug(PICC)
        assert [watching.next() for _ in range(2)] == [CardLeft(PICC), ReaderUnplugged(PICC)]


def test_a_slot_for_security_modules_is_not_watched() -> None:
    pcsc = ImaginedPcsc({SAM: Slot(), PICC: Slot()})
    pcsc.lay(SAM)
    with Watching(watcher(pcsc).watch) as watching:
        assert [watching.next() for _ in range(2)] == [ServiceUp(), ReaderPlugged(PICC)]
        watching.nothing_more()


def test_a_card_exchanged_between_two_looks_is_reported_as_left_and_arrived() -> None:
    pcsc = ImaginedPcsc({PICC: Slot()})
    pcsc.lay(PICC)
    with Watching(watcher(pcsc).watch) as watching:
        watching.until(CardArrived)
        pcsc.slots[PICC].moves += 1
        pcsc.lay(PICC)
        assert [watching.next() for _ in range(2)] == [CardLeft(PICC), CardArrived(PICC, ATR)]


def test_a_card_taken_into_use_by_another_program_is_no_event() -> None:
    pcsc = ImaginedPcsc({PICC: Slot()})
    pcsc.lay(PICC)
    with Watching(watcher(pcsc).watch) as watching:
        watching.until(CardArrived)
        pcsc.slots[PICC].moves += 0x10000  # Wraps to the same count: only other bits differ.
        watching.nothing_more()


def test_a_mute_card_arrives_without_an_atr() -> None:
    pcsc = ImaginedPcsc({PICC: Slot()})
    with Watching(watcher(pcsc).watch) as watching:
        watching.until(ReaderPlugged)
        pcsc.lay(PICC, mute=True)
        assert watching.next() == CardArrived(PICC, b"")


def test_a_watch_that_ends_gives_its_context_back() -> None:
    pcsc = ImaginedPcsc({PICC: Slot()})
    with Watching(watcher(pcsc).watch) as watching:
        watching.until(ReaderPlugged)
        watching.end()
    assert pcsc.open_contexts() == 0


def test_cancelling_ends_a_watch_within_a_tenth_of_a_second_also_while_the_service_is_down() -> None:
    with Watching(PcscWatcher(ImaginedPcsc(up=False), retry_s=30).watch) as watching:
        assert isinstance(watching.next(), ServiceDown)
        assert watching.end() < 0.3


@pytest.mark.pcscd
def test_a_watch_survives_the_death_and_return_of_pcscd(pcscd: PcscService) -> None:
    if not pcscd.is_ours:
        pytest.skip("pcscd was running before the tests: it is not ours to kill")
    with Watching(PcscReader().watch) as watching:
        with ImaginedCard(VIRTUAL_READER_PORT):
            watching.until(CardArrived(VIRTUAL_READER, ATR))
            pcscd.stop(brutally=True)
            watching.until(CardLeft(VIRTUAL_READER))
            watching.until(ReaderUnplugged(VIRTUAL_READER))
            watching.until(ServiceDown)
        pcscd.start()
        watching.until(ServiceUp())
        with ImaginedCard(VIRTUAL_READER_PORT):
            watching.until(CardArrived(VIRTUAL_READER, ATR))
        watching.until(CardLeft(VIRTUAL_READER))


def test_watching_uses_no_processor_while_nothing_happens() -> None:
    pcsc = ImaginedPcsc({PICC: Slot()})
    with Watching(PcscWatcher(pcsc).watch) as watching:
        watching.until(ReaderPlugged)
        before = time.process_time()
        time.sleep(0.5)
        assert time.process_time() - before < 0.2
    assert threading.active_count() < 10
