from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.access.pace import PaceProtocol, choose_protocol, open_with_pace
from nfc_icao.access.refusal import KeyRefusedError, ProtocolRefusedError
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.curves import STANDARDIZED
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.encoding import tlv
from nfc_icao.errors import ChipError, MalformedData
from nfc_icao.lds.der import encode_object_identifier
from nfc_icao.lds.security_infos import PaceInfo, parse_security_infos

ECDH_GM = "0.4.0.127.0.7.2.2.4.2."
CAN = Can("123456")
KEY = MrzKey("T22000129", "640812", "101031")


def protocol(cipher: Cipher = Cipher.AES_128, parameter_id: int = 12, several: bool = False) -> PaceProtocol:
    oid = ECDH_GM + str(list(Cipher).index(cipher) + 1)
    return PaceProtocol(oid, cipher, STANDARDIZED[parameter_id], several)


def card(pace_card: Any, chosen: PaceProtocol, **more: Any) -> Any:
    return pace_card(encode_object_identifier(chosen.oid), chosen.cipher, chosen.domain, b"123456", **more)


def opened(chip: Any, chosen: PaceProtocol, key: AccessKey = CAN) -> Any:
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
    chosen = choose_protocol(offered)
    assert chosen is not None
    assert (chosen.cipher, chosen.domain.name, chosen.needs_parameter_id) == (Cipher.AES_128, "brainpoolP256r1", False)

    session = open_with_pace(ChipChannel(chip), chosen, KEY, repeated(g1["sk_map_ifd"], g1["sk_dh_ifd"]))

    assert chip.is_finished
    assert session.ssc == bytes(16)
    assert (session._ks_enc.hex().upper(), session._ks_mac.hex().upper()) == (g1["ks_enc"], g1["ks_mac"])


@pytest.mark.parametrize("parameter_id", STANDARDIZED, ids=lambda number: STANDARDIZED[number].name)
def test_every_standardized_curve_is_spoken(pace_card: Any, parameter_id: int) -> None:
    chosen = protocol(parameter_id=parameter_id)

    assert opened(card(pace_card, chosen), chosen).cipher is Cipher.AES_128


@pytest.mark.parametrize("cipher", list(Cipher), ids=lambda cipher: cipher.label)
@pytest.mark.parametrize("nonce_size", [16, 32])
def test_every_cipher_is_spoken_with_nonces_of_either_length(pace_card: Any, cipher: Cipher, nonce_size: int) -> None:
    chosen = protocol(cipher)
    chip = card(pace_card, chosen, nonce=bytes(range(1, nonce_size + 1)))

    session = opened(chip, chosen)

    assert session.cipher is cipher


def test_a_can_is_announced_as_password_2(pace_card: Any) -> None:
    chosen = protocol()
    chip = card(pace_card, chosen)

    opened(chip, chosen)

    assert chip.commands[0].encoded().hex().upper() == "0022C1A40F800A04007F00070202040202830102"


def test_a_wrong_can_shows_in_the_token(pace_card: Any) -> None:
    chosen = protocol()

    with pytest.raises(KeyRefusedError, match="6300"):
        opened(card(pace_card, chosen), chosen, Can("654321"))


@pytest.mark.parametrize("status", [0x6300, 0x63C2, 0x6982])
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
    domain = chosen.domain
    g = domain.generator
    compressed = b"\x02" + g.x.to_bytes(32, "big")
    for point in (b"\x00", compressed, b"\x04" + bytes(64), domain.encode(g)[:-1], domain.encode(g)[:-1] + b"\x00"):
        forged = tlv.encode(0x7C, tlv.encode(2 * step + 0x7E, point))
        with pytest.raises(MalformedData):
            opened(card(pace_card, chosen, lie=lambda at, honest, f=forged: f if at == step else honest), chosen)


def test_a_mirrored_ephemeral_key_is_refused(pace_card: Any) -> None:
    chosen = protocol()
    chip = card(pace_card, chosen)
    chip.lie = lambda step, honest: (
        tlv.encode(0x7C, tlv.encode(0x84, chosen.domain.encode(chip.pk_ifd))) if step == 3 else honest
    )

    with pytest.raises(MalformedData, match="own ephemeral key"):
        opened(chip, chosen)


def test_certification_authority_references_in_the_last_step_are_passed_over(pace_card: Any) -> None:
    chosen = protocol()

    def with_references(step: int, honest: bytes) -> bytes:
        if step != 4:
            return honest
        return tlv.encode(0x7C, tlv.parse(honest).value, tlv.encode(0x87, b"DETESTCVCA00003"), tlv.encode(0x88, b"x"))

    assert opened(card(pace_card, chosen, lie=with_references), chosen).cipher is Cipher.AES_128


def test_the_parameter_id_is_sent_when_several_curves_are_offered(pace_card: Any) -> None:
    chosen = protocol(several=True)
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

    assert opened(chip, chosen).cipher is Cipher.AES_128


def test_the_strongest_cipher_that_we_speak_is_chosen_and_the_first_curve() -> None:
    offers = [
        PaceInfo("0.4.0.127.0.7.2.2.4.1.4", 2, 2),  # DH
        PaceInfo("0.4.0.127.0.7.2.2.4.4.4", 2, 13),  # integrated mapping
        PaceInfo(ECDH_GM + "1", 2, 12),
        PaceInfo(ECDH_GM + "2", 2, 13),
        PaceInfo(ECDH_GM + "3", 2, 16),
        PaceInfo(ECDH_GM + "3", 2, 12),
        PaceInfo(ECDH_GM + "4", 1, 12),  # an old version
        PaceInfo(ECDH_GM + "4", 2, None),  # domain parameters of its own
        PaceInfo(ECDH_GM + "4", 2, 99),
    ]

    chosen = choose_protocol(offers)

    assert chosen is not None
    assert (chosen.cipher, chosen.domain.parameter_id, chosen.needs_parameter_id) == (Cipher.AES_192, 16, True)
    assert choose_protocol(offers[:2]) is None
    assert choose_protocol([]) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=80), max_size=6))
def test_any_answers_end_in_a_chip_error(answers: list[bytes]) -> None:
    class Junk:
        def transmit(self, command: bytes) -> bytes:
            return answers.pop(0) + b"\x90\x00" if answers else b"\x6f\x00"

    with pytest.raises(ChipError):
        opened(Junk(), protocol())
