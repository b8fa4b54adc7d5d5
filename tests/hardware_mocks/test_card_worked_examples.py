"""The card's side of the worked examples of Doc 9303-11 (Appendices D and G.1), with its randomness injected."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from hardware_mocks import issuer, personas, profiles
from hardware_mocks.card import VirtualCard
from hardware_mocks.card.primitives import CIPHER_SUITES, COUNTER_ENC, COUNTER_MAC

Vectors = Callable[[str], Any]
# EF.COM of Appendix D.4: LDS 1.7, Unicode 4.0.0, DG1 and DG2.
EF_COM_OF_THE_EXAMPLE = bytes.fromhex("60145F0104303130365F36063034303030305C026175")


def scripted_randomness(*values: str) -> Callable[[int], bytes]:
    remaining = [bytes.fromhex(value) for value in values]

    def draw(count: int) -> bytes:
        value = remaining.pop(0)
        assert len(value) == count
        return value

    return draw


def example_card(mrz_information: str, profile: str, *randomness: str) -> VirtualCard:
    document = issuer.issue(personas.load("adult"), profiles.load(profile))
    document = dataclasses.replace(
        document,
        mrz_information=mrz_information.encode(),
        files={**document.files, "EF_COM": EF_COM_OF_THE_EXAMPLE},
    )
    return VirtualCard(document, randomness=scripted_randomness(*randomness))


def replay(card: VirtualCard, exchanges: Iterable[tuple[str, str]]) -> None:
    for command, answer in exchanges:
        assert card.transmit(bytes.fromhex(command)).hex().upper() == answer


def test_bac_and_the_protected_reading_of_ef_com_follow_appendix_d(vectors: Vectors) -> None:
    bac, exchanges = vectors("bac"), vectors("secure_messaging_3des")["exchanges"]
    card = example_card(bac["mrz_information"], "bac-only", bac["rnd_ic"], bac["k_ic"])
    replay(
        card,
        [
            ("00A4040C07A0000002471001", "9000"),
            ("0084000008", bac["rnd_ic"] + "9000"),
            (bac["cmd"], bac["resp"] + "9000"),
            *((exchange["protected"], exchange["resp_protected"]) for exchange in exchanges),
        ],
    )


def test_bac_keys_are_those_of_appendix_d(vectors: Vectors) -> None:
    bac = vectors("bac")
    suite = CIPHER_SUITES["3DES"]
    for seed, enc, mac in (("kseed", "kenc", "kmac"), ("ks_seed", "ks_enc", "ks_mac")):
        secret = bytes.fromhex(bac[seed])
        assert suite.derive(secret, COUNTER_ENC) == bytes.fromhex(bac[enc])
        assert suite.derive(secret, COUNTER_MAC) == bytes.fromhex(bac[mac])


def test_pace_with_generic_mapping_follows_appendix_g_1(vectors: Vectors) -> None:
    pace = vectors("pace_ecdh_gm")
    card = example_card(pace["mrz_information"], "vietnam-2021", pace["nonce"], pace["sk_map_ic"], pace["sk_dh_ic"])
    replay(
        card,
        [
            (pace["mse"], "9000"),
            ("10860000027C0000", "7C128010" + pace["enc_nonce"] + "9000"),
            ("10860000457C43814104" + pace["pk_map_ifd"] + "00", "7C43824104" + pace["pk_map_ic"] + "9000"),
            ("10860000457C43834104" + pace["pk_dh_ifd"] + "00", "7C43844104" + pace["pk_dh_ic"] + "9000"),
            ("008600000C7C0A8508" + pace["t_ifd"] + "00", "7C0A8608" + pace["t_ic"] + "9000"),
        ],
    )
