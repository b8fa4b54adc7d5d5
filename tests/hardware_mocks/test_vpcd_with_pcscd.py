"""A served card through the real PC/SC service, where this machine has one: the path other people's readers take."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from drivers.errors import DeviceError
from drivers.nfc.pcsc_reader import PcscReader
from hardware_mocks import vpcd
from hardware_mocks.card import VirtualCard
from nfc_icao.access.keys import Can
from nfc_icao.errors import CardLost
from nfc_icao.reading import read_chip

SECOND_SLOT, SECOND_SLOT_PORT = "Virtual PCD 00 01", 35964  # the first is left to the tests of the drivers
PATIENCE_S = 10.0

pytestmark = pytest.mark.pcscd


def until(condition: Callable[[], bool]) -> bool:
    give_up_at = time.monotonic() + PATIENCE_S
    while not condition() and time.monotonic() < give_up_at:
        time.sleep(0.1)
    return condition()


@pytest.mark.usefixtures("pcscd")
def test_a_served_card_is_read_through_pcscd() -> None:
    card = VirtualCard.of("adult")
    stop, connected = threading.Event(), threading.Event()
    thread = threading.Thread(
        target=vpcd.serve_to_pcscd,
        args=(card, vpcd.DEFAULT_HOST, SECOND_SLOT_PORT),
        kwargs={"cancelled": stop.is_set, "connected": lambda there: connected.set() if there else connected.clear()},
    )
    thread.start()
    try:
        assert connected.wait(PATIENCE_S)
        assert until(card_is_seen)
        with PcscReader().connect(SECOND_SLOT) as transport:
            reading = read_chip(transport, Can(card.document.can))
    finally:
        stop.set()
        thread.join(PATIENCE_S)
    assert reading.files["DG2"] == card.document.files["DG2"]


def card_is_seen() -> bool:
    try:
        with PcscReader().connect(SECOND_SLOT):
            return True
    except (CardLost, DeviceError):
        return False
