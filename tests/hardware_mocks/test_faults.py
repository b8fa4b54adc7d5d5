"""Faults: each does what its name says, once where it counts, and around any card."""

from __future__ import annotations

import pytest

from hardware_mocks import personas
from hardware_mocks.card import VirtualCard
from hardware_mocks.errors import UnknownName
from hardware_mocks.faults import NAMES, MalformedFault, faulty
from hardware_mocks.scripted import ScriptedTransport
from nfc_icao.access.keys import Can
from nfc_icao.errors import CardLost, ChipError
from nfc_icao.reading import ReadingPlan, read_chip

SELECT_CARD_ACCESS = bytes.fromhex("00A4020C02011C")
READ_CARD_ACCESS = bytes.fromhex("00B09C0000")
CAN = Can(personas.load("adult").can)
ONLY_DG1 = ReadingPlan(data_groups=(1,), active_authentication=False, chip_authentication=False)


def test_lift_after_takes_the_card_away_once() -> None:
    card = faulty(VirtualCard.of("adult"), "lift-after:2")
    assert [card.transmit(SELECT_CARD_ACCESS) for _ in range(2)] == [b"\x90\x00"] * 2
    with pytest.raises(CardLost):
        card.transmit(SELECT_CARD_ACCESS)
    card.reset()
    assert card.transmit(SELECT_CARD_ACCESS) == b"\x90\x00"


def test_bad_mac_spoils_one_protected_answer_and_the_reader_notices() -> None:
    card = faulty(VirtualCard.of("adult"), "bad-mac:1")
    # The reader may open the chip anew; it never takes the spoilt answer.
    try:
        reading = read_chip(card, CAN, plan=ONLY_DG1)
    except ChipError:
        return
    assert reading.files["DG1"] == VirtualCard.of("adult").document.files["DG1"]


def test_bad_mac_leaves_plain_answers_alone() -> None:
    honest = VirtualCard.of("adult").transmit(READ_CARD_ACCESS)
    assert faulty(VirtualCard.of("adult"), "bad-mac:1").transmit(READ_CARD_ACCESS) == honest


def test_stall_waits_before_every_answer() -> None:
    waited: list[float] = []
    card = faulty(VirtualCard.of("adult"), "stall:0.25", sleep=waited.append)
    for _ in range(3):
        card.transmit(SELECT_CARD_ACCESS)
    assert waited == [0.25] * 3


def test_garbage_comes_from_the_named_answer_on_and_is_the_same_every_time() -> None:
    cards = [faulty(VirtualCard.of("adult"), "garbage:2") for _ in range(2)]
    answers = [[card.transmit(SELECT_CARD_ACCESS) for _ in range(4)] for card in cards]
    assert answers[0] == answers[1]
    assert answers[0][0] == b"\x90\x00"
    assert all(len(answer) >= 2 for answer in answers[0])


def test_garbage_never_brings_the_reader_more_than_a_chip_error() -> None:
    for first in range(1, 10, 2):
        with pytest.raises(ChipError):
            read_chip(faulty(VirtualCard.of("adult"), f"garbage:{first}"), CAN)


def test_huge_lengths_are_announced_inside_secure_messaging_and_refused_by_the_reader() -> None:
    card = faulty(VirtualCard.of("adult"), "huge-lengths")
    assert isinstance(card.card, VirtualCard)
    assert card.card.document.files["DG2"].startswith(b"\x75\x83\xff\xff\xff\x7f\x61")
    assert card.card.document.files["EF_CardAccess"] == VirtualCard.of("adult").document.files["EF_CardAccess"]
    try:
        reading = read_chip(card, CAN)
    except ChipError:
        return
    assert not {"DG1", "DG2", "EF_SOD"} & set(reading.files)


def test_a_status_word_is_answered_in_the_place_of_the_card() -> None:
    card = faulty(VirtualCard.of("adult"), "sw:6F00@2")
    answers = [card.transmit(SELECT_CARD_ACCESS).hex() for _ in range(3)]
    assert answers == ["9000", "6f00", "9000"]


def test_truncate_keeps_the_first_half() -> None:
    honest = VirtualCard.of("adult").transmit(READ_CARD_ACCESS)
    card = faulty(VirtualCard.of("adult"), "truncate:1")
    assert card.transmit(READ_CARD_ACCESS) == honest[: len(honest) // 2]
    assert card.transmit(READ_CARD_ACCESS) == honest


def test_faults_can_be_combined_and_the_card_keeps_its_atr() -> None:
    card = faulty(VirtualCard.of("adult"), "sw:6F00@1", "lift-after:1")
    assert card.atr == VirtualCard.of("adult").atr
    assert card.transmit(SELECT_CARD_ACCESS) == b"\x6f\x00"
    with pytest.raises(CardLost):
        card.transmit(SELECT_CARD_ACCESS)


def test_a_transport_without_power_can_be_faulty_too() -> None:
    card = faulty(ScriptedTransport([("00A40400", "9000"), ("00A40400", "9000")]), "truncate:2")
    card.reset()
    assert card.atr == b""
    assert [card.transmit(bytes.fromhex("00A40400")) for _ in range(2)] == [b"\x90\x00", b"\x90"]


@pytest.mark.parametrize(
    "spec", ["lift-after", "lift-after:", "lift-after:-1", "bad-mac:x", "stall:long", "sw:90@1", "sw:9000"]
)
def test_a_malformed_argument_is_refused(spec: str) -> None:
    with pytest.raises(MalformedFault):
        faulty(VirtualCard.of("adult"), spec)


def test_an_unknown_fault_is_answered_with_the_names_that_exist() -> None:
    with pytest.raises(UnknownName, match="lift-after:N"):
        faulty(VirtualCard.of("adult"), "explode")


def test_huge_lengths_need_a_virtual_card() -> None:
    with pytest.raises(MalformedFault):
        faulty(ScriptedTransport([]), "huge-lengths")


def test_every_fault_is_described() -> None:
    assert all(NAMES.values())
