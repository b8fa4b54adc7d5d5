from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.access.pace import PaceOutcome, open_with_pace
from nfc_icao.access.pace_protocols import PaceProtocol, preferred_protocols
from nfc_icao.access.refusal import KeyRefusedError, NotReadyError, ProtocolRefusedError
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.curves import STANDARDIZED
from nfc_icao.crypto.groups import STANDARDIZED_GROUPS
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.encoding import tlv
from nfc_icao.errors import ChipError, MalformedData
from nfc_icao.lds.security_infos import PaceInfo, parse_security_infos

PACE = "0.4.0.127.0.7.2.2.4."
DH_GM, ECDH_GM, DH_IM, ECDH_IM, ECDH_CAM = (PACE + arc for arc in ("1.2", "2.2", "3.2", "4.2", "6.2"))
CAN = Can("123456")
KEY = MrzKey("T22000129", "640812", "101031")


def protocol(oid: str = ECDH_GM, parameter_id: int = 12) -> PaceProtocol:
    (found,) = preferred_protocols([PaceInfo(oid, 2, parameter_id)])
    return found


def card(pace_card: Any, chosen: PaceProtocol, **more: Any) -> Any:
    return pace_card(chosen.oid, chosen.parameter_id, **more)


def opened(chip: Any, chosen: PaceProtocol, key: AccessKey = CAN) -> PaceOutcome:
    return open_with_pace(ChipChannel(chip), chosen, key, system_randomness)


def test_appendix_g1_is_replayed_byte_for_byte(vectors: Callable[[str], Any], script: Any, repeated: Any) -> None:
    g1 = vectors("pace_ecdh_gm")
    offered = parse_security_infos(bytes.fromhex(g1["card_access"])).pace
    chip = script(
        [
            (g1["mse"], "9000"),
            ("10860000 02 7C00 00", "7C12 8010" + g1["enc_nonce"] + "9000"),
            ("10860000 45 7C43 8141 04" + g1["pk_map_ifd"] + "00", "7C43 8241 04" + g1["pk_map_ic"] + "9000"),
            ("10860000 45 7C43 8341 04" + g1["pk_dh_ifd"] + "00", "7C43 8441 04" + g1["pk_dh_ic"] + "9000"),
            ("00860000 0C 7C0A 8508" + g1["t_ifd"] + "00", "7C0A 8608" + g1["t_ic"] + "9000"),
        ]
    )
    (chosen,) = preferred_protocols(offered)
    assert (chosen.cipher, chosen.domain.name, chosen.needs_parameter_id) == (Cipher.AES_128, "brainpoolP256r1", False)

    session = open_with_pace(ChipChannel(chip), chosen, KEY, repeated(g1["sk_map_ifd"], g1["sk_dh_ifd"])).session

    assert chip.is_finished
    assert session.ssc == bytes(16)
    assert (session._ks_enc.hex().upper(), session._ks_mac.hex().upper()) == (g1["ks_enc"], g1["ks_mac"])


def test_appendix_g2_is_replayed_byte_for_byte(vectors: Callable[[str], Any], script: Any, repeated: Any) -> None:
    g2 = vectors("pace_dh_gm")
    (chosen,) = preferred_protocols(parse_security_infos(bytes.fromhex(g2["card_access"])).pace)
    in_82, in_84 = "7C8183 828180" + g2["pk_map_ic"], "7C8183 848180" + g2["pk_dh_ic"]
    chip = script(
        [
            ("0022C1A4 0F 800A 04007F00070202040102 830101", "9000"),
            ("10860000 02 7C00 00", "7C12 8010" + g2["enc_nonce"] + "9000"),
            ("10860000 86 7C8183 818180" + g2["pk_map_ifd"] + "00", in_82 + "9000"),
            ("10860000 86 7C8183 838180" + g2["pk_dh_ifd"] + "00", in_84 + "9000"),
            ("00860000 0C 7C0A 8508" + g2["t_ifd"] + "00", "7C1B 8608" + g2["t_ic"] + "870F" + g2["car"] + "9000"),
        ]
    )
    assert (chosen.mapping, chosen.cipher, chosen.parameter_id) == ("GM", Cipher.AES_128, 0)

    session = open_with_pace(ChipChannel(chip), chosen, KEY, repeated(g2["sk_map_ifd"], g2["sk_dh_ifd"])).session

    assert chip.is_finished
    assert (session._ks_enc.hex().upper(), session._ks_mac.hex().upper()) == (g2["ks_enc"], g2["ks_mac"])


@pytest.mark.parametrize("nonce_size", [16, 32, 48])
def test_generic_mapping_takes_nonces_of_any_usual_length(pace_card: Any, nonce_size: int) -> None:
    chosen = protocol()

    assert opened(card(pace_card, chosen, nonce=bytes(range(1, nonce_size + 1))), chosen)


@pytest.mark.parametrize(("cipher_arc", "wrong_size"), [("1", 32), ("2", 32), ("3", 16), ("3", 48), ("4", 16)])
def test_integrated_mapping_takes_the_nonce_length_of_its_cipher_only(
    pace_card: Any, cipher_arc: str, wrong_size: int
) -> None:
    chosen = protocol(PACE + "4." + cipher_arc)

    with pytest.raises(MalformedData, match="nonces of"):
        opened(card(pace_card, chosen, nonce=bytes(range(1, wrong_size + 1))), chosen)


@pytest.mark.parametrize("answer", ["7C00", "7C028200"])
def test_the_empty_mapping_answer_of_integrated_mapping_may_be_left_out(pace_card: Any, answer: str) -> None:
    chosen = protocol(ECDH_IM)
    chip = card(pace_card, chosen, lie=lambda step, honest: bytes.fromhex(answer) if step == 2 else honest)

    assert opened(chip, chosen)


def test_integrated_mapping_sends_a_nonce_as_long_as_a_key_of_aes_192(pace_card: Any) -> None:
    chosen = protocol(PACE + "4.3")
    chip = card(pace_card, chosen)

    opened(chip, chosen)

    assert chip.commands[2].data[:4] == bytes.fromhex("7C1A8118")


def test_a_can_is_announced_as_password_2(pace_card: Any) -> None:
    chosen = protocol()
    chip = card(pace_card, chosen)

    opened(chip, chosen)

    assert chip.commands[0].encoded().hex().upper() == "0022C1A40F800A04007F00070202040202830102"


def test_a_wrong_can_shows_in_the_token(pace_card: Any) -> None:
    chosen = protocol()

    with pytest.raises(KeyRefusedError, match="6300"):
        opened(card(pace_card, chosen), chosen, Can("654321"))


@pytest.mark.parametrize("status", [0x6300, 0x63C2, 0x6982, 0x6A80])
def test_a_refused_token_is_a_refused_key(pace_card: Any, status: int) -> None:
    chosen = protocol()
    chip = card(pace_card, chosen, lie=lambda step, honest: status if step == 4 else honest)

    with pytest.raises(KeyRefusedError):
        opened(chip, chosen)


def test_a_wrong_token_of_the_chip_is_a_refused_key(pace_card: Any) -> None:
    chosen = protocol()
    for wrong in ("7C0A 8608 0000000000000000", "7C02 8600"):
        chip = card(pace_card, chosen, lie=lambda step, honest, w=wrong: bytes.fromhex(w) if step == 4 else honest)

        with pytest.raises(KeyRefusedError):
            opened(chip, chosen)


@pytest.mark.parametrize("length", [4, 7, 9, 16])
def test_a_right_token_of_another_length_is_a_refused_key(pace_card: Any, length: int) -> None:
    chosen = protocol(PACE + "2.4")

    def resized(step: int, honest: bytes) -> bytes:
        if step != 4:
            return honest
        token = tlv.require(tlv.parse(honest), 0x86).value
        return tlv.encode(0x7C, tlv.encode(0x86, (token + bytes(16))[:length]))

    with pytest.raises(KeyRefusedError):
        opened(card(pace_card, chosen, lie=resized), chosen)


@pytest.mark.parametrize("status", [0x6300, 0x6982, 0x6985])
def test_a_nonce_withheld_is_a_chip_that_is_not_ready(pace_card: Any, status: int) -> None:
    chosen = protocol()

    with pytest.raises(NotReadyError):
        opened(card(pace_card, chosen, lie=lambda step, honest: status if step == 1 else honest), chosen)


@pytest.mark.parametrize("step", [0, 1, 2, 3, 4])
def test_an_error_in_any_step_is_a_refused_protocol(pace_card: Any, step: int) -> None:
    chosen = protocol()
    chip = card(pace_card, chosen, lie=lambda at, honest: 0x6F00 if at == step else honest)

    with pytest.raises(ProtocolRefusedError, match="6F00"):
        opened(chip, chosen)


@pytest.mark.parametrize("step", [1, 2, 3, 4])
@pytest.mark.parametrize("wrong", ["", "7C00", "7C 02 9900", "7D 02 8000", "7C 05 80", "30 00"])
def test_an_answer_without_what_the_step_calls_for_is_malformed(pace_card: Any, step: int, wrong: str) -> None:
    chosen = protocol()
    chip = card(pace_card, chosen, lie=lambda at, honest: bytes.fromhex(wrong) if at == step else honest)

    with pytest.raises(MalformedData):
        opened(chip, chosen)


@pytest.mark.parametrize("nonce", [b"", bytes(8), bytes(17), bytes(128)])
def test_a_nonce_of_impossible_length_is_malformed(pace_card: Any, nonce: bytes) -> None:
    chosen = protocol()
    forged = tlv.encode(0x7C, tlv.encode(0x80, nonce))

    with pytest.raises(MalformedData):
        opened(card(pace_card, chosen, lie=lambda step, honest: forged if step == 1 else honest), chosen)


@pytest.mark.parametrize("step", [2, 3])
def test_points_that_are_none_are_malformed(pace_card: Any, step: int) -> None:
    chosen = protocol()
    domain = STANDARDIZED[12]
    g = domain.generator
    compressed = b"\x02" + g.x.to_bytes(32, "big")
    for point in (b"\x00", compressed, b"\x04" + bytes(64), domain.encode(g)[:-1], domain.encode(g)[:-1] + b"\x00"):
        forged = tlv.encode(0x7C, tlv.encode(2 * step + 0x7E, point))
        with pytest.raises(MalformedData):
            opened(card(pace_card, chosen, lie=lambda at, honest, f=forged: f if at == step else honest), chosen)


@pytest.mark.parametrize("step", [2, 3])
@pytest.mark.parametrize("parameter_id", [0, 2])
def test_numbers_outside_the_group_are_malformed(pace_card: Any, step: int, parameter_id: int) -> None:
    chosen = protocol(DH_GM, parameter_id)
    p = chosen.domain.modulus
    not_in_the_subgroup = next(
        number for number in range(2, 99) if pow(number, STANDARDIZED_GROUPS[parameter_id].order or 0, p) != 1
    )
    size = chosen.domain.public_key_size
    for number in (0, 1, p - 1, p, p + 1, not_in_the_subgroup):
        forged = tlv.encode(0x7C, tlv.encode(2 * step + 0x7E, number.to_bytes(size, "big")))
        with pytest.raises(MalformedData):
            opened(card(pace_card, chosen, lie=lambda at, honest, f=forged: f if at == step else honest), chosen)


@pytest.mark.parametrize("oid", [DH_GM, DH_IM, ECDH_GM, ECDH_IM, ECDH_CAM])
def test_a_mirrored_ephemeral_key_is_refused(pace_card: Any, oid: str) -> None:
    chosen = protocol(oid, 12 if oid in (ECDH_GM, ECDH_IM, ECDH_CAM) else 0)
    chip = card(pace_card, chosen)
    chip.lie = lambda step, honest: tlv.encode(0x7C, tlv.encode(0x84, chip.pk_ifd)) if step == 3 else honest

    with pytest.raises(MalformedData, match="own ephemeral key"):
        opened(chip, chosen)


def test_certification_authority_references_in_the_last_step_are_passed_over(pace_card: Any) -> None:
    chosen = protocol()

    def with_references(step: int, honest: bytes) -> bytes:
        if step != 4:
            return honest
        return tlv.encode(0x7C, tlv.parse(honest).value, tlv.encode(0x87, b"DETESTCVCA00003"), tlv.encode(0x88, b"x"))

    assert opened(card(pace_card, chosen, lie=with_references), chosen)


def test_the_parameter_id_is_sent_when_several_curves_are_offered(pace_card: Any) -> None:
    chosen, _ = preferred_protocols([PaceInfo(ECDH_GM, 2, 12), PaceInfo(ECDH_GM, 2, 13)])
    chip = card(pace_card, chosen)

    opened(chip, chosen)

    assert chip.commands[0].data.hex().upper().endswith("8301028401 0C".replace(" ", ""))


@pytest.mark.parametrize("status", [0x6A80, 0x6A87, 0x6A88])
def test_the_parameter_id_is_sent_after_a_refusal_without_it(pace_card: Any, status: int) -> None:
    chosen = protocol()
    chip = card(pace_card, chosen)
    chip.lie = lambda step, honest: status if step == 0 and b"\x84\x01" not in chip.commands[-1].data else honest

    opened(chip, chosen)

    assert [b"\x84\x01\x0c" in command.data for command in chip.commands[:2]] == [False, True]


def test_a_warning_that_few_tries_are_left_does_not_stop_us(pace_card: Any) -> None:
    chosen = protocol()
    chip = card(pace_card, chosen, lie=lambda step, honest: 0x63C1 if step == 0 else honest)

    assert opened(chip, chosen)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([DH_GM, ECDH_IM]), st.lists(st.binary(max_size=80), max_size=6))
def test_any_answers_end_in_a_chip_error(oid: str, answers: list[bytes]) -> None:
    class Junk:
        def transmit(self, command: bytes) -> bytes:
            return answers.pop(0) + b"\x90\x00" if answers else b"\x6f\x00"

    with pytest.raises(ChipError):
        opened(Junk(), protocol(oid, 12 if oid == ECDH_IM else 0))
