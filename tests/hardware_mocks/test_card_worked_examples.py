"""The card's side of the worked examples of Doc 9303-11 (Appendices D, G, H and I), with its randomness injected."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from hardware_mocks import issuer, personas, profiles
from hardware_mocks.card import VirtualCard
from hardware_mocks.card.mapping import IntegratedMapping
from hardware_mocks.card.pace import chip_authentication_data
from hardware_mocks.card.primitives import CIPHER_SUITES, COUNTER_ENC, COUNTER_MAC
from hardware_mocks.domains import standard_domain
from hardware_mocks.issuing.chip_keys import ChipKey
from hardware_mocks.issuing.public_key_infos import public_key_info

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


def example_card(mrz_information: str, profile: str | profiles.Profile, *randomness: str) -> VirtualCard:
    document = issuer.issue(personas.load("adult"), profile)
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


def test_pace_over_a_group_follows_appendix_g_2(vectors: Vectors) -> None:
    pace = vectors("pace_dh_gm")
    profile = dataclasses.replace(profiles.load("vietnam-2021"), pace=(profiles.PaceOffer("AES-128", 0),))
    card = example_card(pace["mrz_information"], profile, pace["nonce"], pace["sk_map_ic"], pace["sk_dh_ic"])
    replay(
        card,
        [
            ("0022C1A40F800A04007F00070202040102830101", "9000"),
            ("10860000027C0000", "7C128010" + pace["enc_nonce"] + "9000"),
            ("10860000867C8183818180" + pace["pk_map_ifd"] + "00", "7C8183828180" + pace["pk_map_ic"] + "9000"),
            ("10860000867C8183838180" + pace["pk_dh_ifd"] + "00", "7C8183848180" + pace["pk_dh_ic"] + "9000"),
            ("008600000C7C0A8508" + pace["t_ifd"] + "00", "7C0A8608" + pace["t_ic"] + "9000"),
        ],
    )


@pytest.mark.parametrize(("vector", "parameter_id"), [("pace_ecdh_im", 13), ("pace_dh_im", 0)])
def test_integrated_mapping_follows_appendix_h(vectors: Vectors, vector: str, parameter_id: int) -> None:
    example, domain = vectors(vector), standard_domain(parameter_id)
    mapping = IntegratedMapping(domain, CIPHER_SUITES["AES-128"])
    answer, generator = mapping.respond(bytes.fromhex(example["s"]), bytes.fromhex(example["t"]))
    assert answer == b""
    assert domain.encode(generator).hex().upper().endswith(example["g_mapped"])


def test_chip_authentication_mapping_follows_appendix_i(vectors: Vectors) -> None:
    example = vectors("pace_cam")
    secrets = (int(example[name], 16) for name in ("sk_ic_derived", "sk_map_ic"))
    data = chip_authentication_data(
        standard_domain(13), CIPHER_SUITES["AES-128"], bytes.fromhex(example["ks_enc"]), *secrets
    )
    assert data.hex().upper() == example["a_ic"]


def test_the_key_of_chip_authentication_mapping_is_written_as_in_appendix_i(vectors: Vectors) -> None:
    example = vectors("pace_cam")
    key = ChipKey(profiles.ChipKeyOffer((), 13, "standardized"), int(example["sk_ic_derived"], 16))
    info = public_key_info(key.domain, key.public, "standardized").hex().upper()
    assert info in example["card_security_capki"]
