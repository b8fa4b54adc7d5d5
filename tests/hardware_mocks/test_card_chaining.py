"""Command chaining on the card: pieces in order make one command, anything else is refused (ISO 7816-4 §5.3.3)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from card_terminal import Terminal

from hardware_mocks import issuer, personas, profiles
from hardware_mocks.card import VirtualCard
from hardware_mocks.domains import standard_domain
from nfc_icao.encoding import tlv

BeforeCard = Callable[..., Terminal]
MSE_PACE_CAN = "0022C1A40F800A04007F00070202040102830102"
KEY_OF_2048_BITS = standard_domain(1).encode(standard_domain(1).multiply(5))


def opened_with_chip_keys(*keys: profiles.ChipKeyOffer) -> Terminal:
    profile = dataclasses.replace(profiles.load("vietnam-2021"), chip_authentication=(), further_chip_keys=keys)
    opened = Terminal(VirtualCard(issuer.issue(personas.load("adult"), profile)))
    opened.open_with_bac()
    return opened


def test_a_step_of_pace_may_come_in_pieces() -> None:
    profile = dataclasses.replace(profiles.load("vietnam-2021"), pace=(profiles.PaceOffer("AES-128", 0),))
    card = VirtualCard(issuer.issue(personas.load("adult"), profile))
    own = standard_domain(0)
    step_2 = tlv.encode(0x7C, tlv.encode(0x81, own.encode(own.multiply(7))))
    assert card.transmit(bytes.fromhex(MSE_PACE_CAN)) == b"\x90\x00"
    assert card.transmit(bytes.fromhex("10860000027C0000")).endswith(b"\x90\x00")
    first, second = step_2[:100], step_2[100:]
    assert card.transmit(b"\x10\x86\x00\x00" + bytes([len(first)]) + first) == b"\x90\x00"
    answer = card.transmit(b"\x10\x86\x00\x00" + bytes([len(second)]) + second + b"\x00")
    assert tlv.parse(answer[:-2]).children()[0].tag == 0x82


@pytest.mark.parametrize("pieces", [1, 2, 3, 5])
def test_a_long_key_comes_in_any_number_of_pieces(pieces: int) -> None:
    opened = opened_with_chip_keys(profiles.ChipKeyOffer(("3DES",), 1))
    data = tlv.encode(0x91, KEY_OF_2048_BITS)
    size = -(-len(data) // pieces)
    parts = [data[start : start + size] for start in range(0, len(data), size)]
    for part in parts[:-1]:
        assert opened.secured(0x22, 0x41A6, part, cla=0x10).is_ok
    assert opened.secured(0x22, 0x41A6, parts[-1]).is_ok


def test_another_command_in_between_breaks_the_chain() -> None:
    opened = opened_with_chip_keys(profiles.ChipKeyOffer(("3DES",), 1))
    assert opened.secured(0x22, 0x41A6, b"\x91\x82", cla=0x10).is_ok
    assert opened.select(0x011E).sw == 0x6883
    assert opened.select(0x011E).is_ok


def test_a_chain_without_end_is_of_wrong_length() -> None:
    opened = opened_with_chip_keys(profiles.ChipKeyOffer(("3DES",), 1))
    answers = [opened.secured(0x22, 0x41A6, bytes(200), cla=0x10).sw for _ in range(30)]
    assert 0x6700 in answers


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ("800A04007F00070202030202", 0x6A88),  # two keys, and none is named
        ("800A04007F00070202030202840101", 0x9000),
        ("800A04007F00070202030202840102", 0x9000),
        ("800A04007F00070202030202840109", 0x6A88),
        ("840101", 0x6A80),
    ],
)
def test_a_chip_with_two_keys_wants_to_know_which(data: str, answer: int) -> None:
    opened = opened_with_chip_keys(
        profiles.ChipKeyOffer(("AES-128",), 13, key_id=1), profiles.ChipKeyOffer(("AES-128",), 12, key_id=2)
    )
    assert opened.secured(0x22, 0x41A4, bytes.fromhex(data)).sw == answer


def test_mse_set_at_without_tag_84_is_answered_6a87_where_it_is_wanted(terminal: BeforeCard) -> None:
    before = terminal("adult", "quirk-tag-84-wanted")
    assert before.plain("0022C1A40F800A04007F00070202040202830102") == "6A87"
    assert before.plain("0022C1A412800A04007F0007020204020283010284010D") == "9000"


def test_an_answer_that_does_not_fit_is_refused_and_never_announced_with_61xx() -> None:
    profile = dataclasses.replace(profiles.load("vietnam-2021"), pace=(profiles.PaceOffer("AES-128", 1),))
    card = VirtualCard(issuer.issue(personas.load("adult"), profile))
    step_2 = tlv.encode(0x7C, tlv.encode(0x81, KEY_OF_2048_BITS))
    card.transmit(bytes.fromhex(MSE_PACE_CAN))
    card.transmit(bytes.fromhex("10860000027C0000"))
    card.transmit(b"\x10\x86\x00\x00\xc8" + step_2[:200])
    assert card.transmit(b"\x10\x86\x00\x00" + bytes([len(step_2) - 200]) + step_2[200:] + b"\x00") == b"\x67\x00"


def test_ef_card_access_in_the_application_is_free_and_the_rest_is_not(terminal: BeforeCard) -> None:
    before = terminal("adult", "quirk-card-access-in-application")
    assert before.plain("00A4020C02011C") == "6A82"
    assert before.plain("00A4040C07A0000002471001") == "9000"
    assert before.plain("00A4020C02011C") == "9000"
    assert before.plain("00B0000000").endswith("9000")
    assert before.plain("00A4020C02011E") == "6982"


def test_ef_dir_names_the_application(terminal: BeforeCard) -> None:
    before = terminal("passport", "bsi-passport")
    assert before.plain("00B09E0000") == "61094F07A00000024710019000"


def test_extended_length_has_the_limit_ef_atr_announces(terminal: BeforeCard) -> None:
    before = terminal("adult", "vietnam-2021")
    assert before.plain("00A4040C0007C0" + "00" * 1984 + "0000") == "6A82"
    assert before.plain("00A4040C0007FA" + "00" * 2042 + "0000") == "6700"
