"""What real chips do against the standard, or at its edges, when they are opened: one test for each kind of card.

Each test names the documents it was seen on. How EF.CardAccess is reached is in `test_card_access`, what happens to
reads in the tests of `nfc_icao.chip`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.access.opening import Opening, open_chip
from nfc_icao.access.passwords import mrz_information, pace_secret
from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.crypto.groups import DhGroup
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.encoding import tlv
from nfc_icao.errors import AccessDenied, MalformedData
from nfc_icao.lds.security_infos import PaceInfo, SecurityInfos
from nfc_icao.transport import SHORT_APDUS

PACE = "0.4.0.127.0.7.2.2.4."
CAN = Can("123456")
MRZ = MrzKey("T22000129", "640812", "101031")
INS_GET_CHALLENGE = 0x84


def opened(chip: Any, *keys: AccessKey, pause: Callable[[float], None] = lambda seconds: None) -> Opening:
    offers = SecurityInfos(pace=tuple(PaceInfo(oid, 2, parameter_id) for oid, parameter_id in chip.offers))
    return open_chip(ChipChannel(chip), keys or (CAN,), offers, system_randomness, pause=pause)


def instructions(chip: Any) -> list[int]:
    return [command.ins for command in chip.commands]


def template_commands(chip: Any) -> list[CommandApdu]:
    return [command for command in chip.commands if command.ins == 0x22]


@pytest.mark.parametrize("status", [0x6A80, 0x6A87, 0x6A88])
def test_ukrainian_passports_want_the_domain_named_though_they_offer_one(pace_card: Any, status: int) -> None:
    chip = pace_card(PACE + "2.2", 12)
    chip.lie = lambda step, honest: status if step == 0 and b"\x84\x01\x0c" not in chip.commands[-1].data else honest

    assert opened(chip).protocol == "PACE"
    assert len(template_commands(chip)) == 2


@pytest.mark.parametrize("status", [0x6300, 0x6A80])
def test_greek_passports_answer_a_wrong_token_so_and_open_with_the_next_key(pace_card: Any, status: int) -> None:
    chip = pace_card(PACE + "2.2", 12, pace_secret(MRZ))
    honest_prove = chip.prove
    chip.prove = lambda inner: honest_prove(inner) or b""
    chip.lie = lambda step, honest: status if step == 4 and honest == b"\x7c\x00" else honest

    assert opened(chip, CAN, MRZ).key_index == 1


def test_slovak_identity_cards_with_aes_256_give_nonces_of_two_blocks(pace_card: Any) -> None:
    chip = pace_card(PACE + "2.4", 13)

    assert len(chip.nonce) == 32
    assert opened(chip).cipher == "AES-256"


def test_a_token_cut_to_four_bytes_opens_nothing(pace_card: Any) -> None:
    def cut(step: int, honest: bytes) -> bytes:
        if step != 4:
            return honest
        return tlv.encode(0x7C, tlv.encode(0x86, tlv.require(tlv.parse(honest), 0x86).value[:4]))

    with pytest.raises(AccessDenied):
        opened(pace_card(PACE + "2.4", 13, lie=cut))


@pytest.mark.parametrize("arcs", ["1.2", "3.2", "1.4"])
@pytest.mark.parametrize("group", [1, 2])
def test_italian_identity_cards_need_extended_length_for_their_keys(pace_card: Any, arcs: str, group: int) -> None:
    chip = pace_card(PACE + arcs, group)

    assert opened(chip).domain == chip_domain(group)
    longest = max(chip.commands, key=lambda command: len(command.data))
    assert len(longest.data) > 255
    assert longest.is_extended


@pytest.mark.parametrize("arcs", ["1.2", "3.4"])
def test_keys_too_long_for_a_short_link_are_sent_in_a_chain(pace_card: Any, arcs: str) -> None:
    chip = pace_card(PACE + arcs, 2, limits=SHORT_APDUS)

    assert opened(chip).domain == chip_domain(2)
    assert not any(command.is_extended for command in chip.commands)
    pieces = [command for command in chip.commands if command.ins == 0x86 and command.le is None]
    assert pieces
    assert all(command.cla == 0x10 for command in pieces)


def test_a_chip_that_refuses_the_chain_is_not_opened(pace_card: Any) -> None:
    chip = pace_card(PACE + "1.2", 2, limits=SHORT_APDUS)
    answer = chip.transmit

    def refuses_chains(command: bytes) -> bytes:
        return b"\x68\x84" if command[1] == 0x86 and len(command) == 5 + 255 else answer(command)

    chip.transmit = refuses_chains
    with pytest.raises(AccessDenied, match="6884"):
        opened(chip)


def test_a_secret_that_chips_write_in_different_ways_is_agreed_on_anew(
    pace_card: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenPACE drops the leading zeros of a Diffie-Hellman secret, which PKCS #3 keeps."""
    pretended = iter([True, True])
    monkeypatch.setattr(DhGroup, "is_ambiguous", lambda group, secret: next(pretended))
    chip = pace_card(PACE + "1.2", 0)

    assert opened(chip).protocol == "PACE"
    assert len(template_commands(chip)) == 2


@pytest.mark.parametrize("status", [0x6300, 0x6982, 0x6985])
def test_a_chip_that_sulks_after_a_wrong_key_gets_a_moment_and_another_try(pace_card: Any, status: int) -> None:
    chip = pace_card(PACE + "2.2", 12)
    pauses: list[float] = []
    chip.lie = lambda step, honest: status if step == 1 and instructions(chip).count(0x22) == 2 else honest

    opening = opened(chip, Can("000000"), CAN, pause=pauses.append)

    assert opening.key_index == 1
    assert len(pauses) == 1
    assert 0 < pauses[0] < 1


def test_a_chip_that_sulks_for_good_is_not_waited_for(pace_card: Any) -> None:
    pauses: list[float] = []

    with pytest.raises(AccessDenied):
        opened(
            pace_card(PACE + "2.2", 12, lie=lambda step, honest: 0x6982 if step == 1 else honest), pause=pauses.append
        )
    assert len(pauses) == 1


def test_turkish_and_french_documents_that_speak_integrated_mapping_only_are_opened(pace_card: Any) -> None:
    opening = opened(pace_card(PACE + "4.4", 18))

    assert (opening.mapping, opening.domain, opening.cipher) == ("IM", "secp521r1", "AES-256")


def test_german_passports_without_bac_are_opened_without_asking_for_a_challenge(pace_card: Any) -> None:
    chip = pace_card(PACE + "2.2", 13, pace_secret(MRZ))

    assert opened(chip, MRZ).password == "MRZ"
    assert INS_GET_CHALLENGE not in instructions(chip)


def test_a_wrong_mrz_on_a_document_without_bac_is_access_denied(pace_card: Any) -> None:
    chip = pace_card(PACE + "2.2", 13)

    with pytest.raises(AccessDenied, match="6A88"):
        opened(chip, MRZ)


def test_a_chip_that_hides_its_application_until_pace_is_an_emrtd_all_the_same(pace_card: Any) -> None:
    chip = pace_card(PACE + "2.2", 13)
    answer = chip.transmit
    chip.transmit = lambda command: b"\x69\x82" if command[:2] == b"\x00\xa4" else answer(command)

    with pytest.raises(AccessDenied):
        opened(chip, MRZ)


def test_a_chip_that_knows_no_can_is_opened_by_the_mrz(pace_card: Any) -> None:
    chip = pace_card(PACE + "2.2", 13, pace_secret(MRZ))
    chip.lie = lambda step, honest: 0x6A88 if step == 0 and b"\x83\x01\x02" in chip.commands[-1].data else honest

    assert opened(chip, CAN, Can("111111"), MRZ).key_index == 2
    assert len(template_commands(chip)) == 3  # Both ways of asking for the first CAN, none for the second.


def test_document_numbers_longer_than_nine_characters_go_into_the_key_whole() -> None:
    """Belgian and Swedish identity cards; the value is that of Doc 9303-11 Appendix D.2."""
    long_number = MrzKey("D23145890734", "340712", "950712")

    assert mrz_information(long_number) == b"D23145890734934071279507122"


def test_short_document_numbers_are_filled_up() -> None:
    assert mrz_information(MrzKey("L898902C", "690806", "940623")) == b"L898902C<369080619406236"


def test_the_next_protocol_is_tried_when_the_best_one_is_refused(pace_card: Any) -> None:
    chip = pace_card(PACE + "6.2", 13, also=((PACE + "2.2", 13), (PACE + "4.2", 13)))
    chip.lie = lambda step, honest: 0x6A80 if step == 0 and chip.mapping != "IM" else honest

    assert opened(chip).mapping == "IM"


def test_the_next_protocol_is_tried_when_the_best_one_is_broken(pace_card: Any) -> None:
    chip = pace_card(PACE + "6.2", 13, also=((PACE + "2.2", 13),))
    chip.lie = lambda step, honest: b"\x7c\x00" if step == 3 and chip.mapping == "CAM" else honest

    assert opened(chip).mapping == "GM"


def test_a_wrong_key_is_tried_with_one_protocol_only(pace_card: Any) -> None:
    chip = pace_card(PACE + "6.2", 13, also=((PACE + "2.2", 13),))

    assert opened(chip, Can("000000"), CAN).key_index == 1
    assert len(template_commands(chip)) == 2


def test_a_chip_that_offers_everything_is_not_asked_for_everything(pace_card: Any) -> None:
    arcs = ["6.4", "6.3", "6.2", "2.4", "2.3", "2.2", "4.4", "4.3"]
    chip = pace_card(PACE + arcs[0], 13, also=tuple((PACE + arc, 13) for arc in arcs[1:]))
    chip.lie = lambda step, honest: 0x6F00

    with pytest.raises(AccessDenied):
        opened(chip)
    assert len(template_commands(chip)) == 4


def test_a_chip_that_breaks_pace_is_not_opened_by_bac(pace_card: Any) -> None:
    off_the_curve = tlv.encode(0x7C, tlv.encode(0x82, b"\x04" + bytes(64)))
    for at, wrong in ((3, b"\x7c\x00"), (2, off_the_curve)):
        chip = pace_card(PACE + "2.2", 12, pace_secret(MRZ))
        chip.lie = lambda step, honest, at=at, wrong=wrong: wrong if step == at else honest

        with pytest.raises(MalformedData):
            opened(chip, MRZ)
        assert INS_GET_CHALLENGE not in instructions(chip)


def chip_domain(group: int) -> str:
    return {0: "MODP-1024-160", 1: "MODP-2048-224", 2: "MODP-2048-256"}[group]
