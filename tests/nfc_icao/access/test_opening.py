from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hardware_mocks import personas
from hardware_mocks.card import VirtualCard
from nfc_icao.access.card_access import offered_protocols, read_card_access
from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.access.opening import AccessPolicy, Opening, open_chip
from nfc_icao.chip.apdu import parse_command
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.errors import AccessDenied, MalformedData, NotAnEmrtd

PERSON = personas.load("adult")
CAN = Can(PERSON.can)
MRZ = MrzKey(PERSON.document.number, PERSON.date_of_birth_yymmdd, PERSON.date_of_expiry_yymmdd)
WRONG_CAN = Can("000000")
WRONG_MRZ = MrzKey("000000000", "000101", "300101")


class Interfered:
    """A card whose answer to some commands is another: given INS and number of that INS so far."""

    def __init__(self, card: Any, rule: Callable[[int, int], bytes | None]) -> None:
        self.card, self.rule = card, rule
        self.seen: list[int] = []

    def transmit(self, command: bytes) -> bytes:
        ins = parse_command(command).ins
        self.seen.append(ins)
        changed = self.rule(ins, self.seen.count(ins))
        return self.card.transmit(command) if changed is None else changed


def opened(card: Any, *keys: AccessKey, access: AccessPolicy = "auto") -> Opening:
    channel = ChipChannel(card)
    offers = offered_protocols(read_card_access(channel))
    return open_chip(channel, keys, offers, system_randomness, access)


def test_the_six_digits_open_a_vietnamese_card_by_pace() -> None:
    assert opened(VirtualCard.of("adult"), CAN) == Opening("PACE", "GM", "AES-128", "brainpoolP256r1", "CAN", 0)


def test_the_mrz_opens_it_by_pace_too() -> None:
    assert opened(VirtualCard.of("adult"), MRZ).password == "MRZ"


def test_wrong_keys_are_passed_over_until_one_fits() -> None:
    opening = opened(VirtualCard.of("adult"), WRONG_CAN, WRONG_MRZ, CAN, MRZ)

    assert (opening.protocol, opening.key_index) == ("PACE", 2)


def test_bac_is_tried_with_every_mrz_key_where_there_is_no_pace() -> None:
    opening = opened(VirtualCard.of("adult", "bac-only"), CAN, WRONG_MRZ, MRZ)

    assert opening == Opening("BAC", None, "3DES", None, "MRZ", 2, fell_back=False)


def test_bac_can_be_demanded() -> None:
    assert opened(VirtualCard.of("adult"), MRZ, access="bac").protocol == "BAC"


def test_pace_that_the_chip_refuses_leads_to_bac_unless_it_was_demanded_and_the_opening_says_so() -> None:
    def no_pace(ins: int, times: int) -> bytes | None:
        return b"\x6f\x00" if ins == 0x22 else None

    opening = opened(Interfered(VirtualCard.of("adult"), no_pace), CAN, MRZ)
    assert (opening.protocol, opening.fell_back) == ("BAC", True)
    with pytest.raises(AccessDenied):
        opened(Interfered(VirtualCard.of("adult"), no_pace), CAN, MRZ, access="pace")


def test_a_hidden_card_access_does_not_talk_us_into_bac_when_pace_was_demanded() -> None:
    def hidden(ins: int, times: int) -> bytes | None:
        return b"\x6a\x82" if ins == 0xB0 else None

    card = Interfered(VirtualCard.of("adult"), hidden)
    with pytest.raises(AccessDenied):
        opened(card, CAN, MRZ, access="pace")
    assert 0x84 not in card.seen


def test_no_key_that_fits_is_access_denied() -> None:
    for keys in ((WRONG_CAN,), (WRONG_CAN, WRONG_MRZ), ()):
        with pytest.raises(AccessDenied):
            opened(VirtualCard.of("adult"), *keys)


def test_a_can_alone_cannot_open_a_chip_that_only_does_bac() -> None:
    with pytest.raises(AccessDenied, match="no key for BAC"):
        opened(VirtualCard.of("adult", "bac-only"), CAN)


def test_a_chip_without_the_application_is_no_emrtd() -> None:
    def no_application(ins: int, times: int) -> bytes | None:
        return b"\x6a\x82" if ins == 0xA4 else None

    with pytest.raises(NotAnEmrtd):
        opened(Interfered(VirtualCard.of("adult"), no_application), MRZ)


def test_a_chip_that_only_babbles_is_malformed() -> None:
    def babble(ins: int, times: int) -> bytes | None:
        return b"\x01\x02\x90\x00" if ins == 0x86 else None

    with pytest.raises(MalformedData):
        opened(Interfered(VirtualCard.of("adult"), babble), CAN, access="pace")


def test_neither_keys_nor_secrets_are_shown() -> None:
    with pytest.raises(AccessDenied) as caught:
        opened(VirtualCard.of("no-dg13"), CAN, MRZ)

    for secret in (PERSON.can, PERSON.document.number):
        assert secret not in str(caught.value) + repr(CAN) + repr(MRZ)
