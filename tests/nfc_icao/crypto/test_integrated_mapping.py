from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.curves import STANDARDIZED
from nfc_icao.crypto.groups import STANDARDIZED_GROUPS
from nfc_icao.crypto.integrated_mapping import chip_nonce_size, pseudo_random_number, terminal_nonce_size
from nfc_icao.errors import MalformedData


def test_appendix_h1_is_replayed(vectors: Callable[[str], Any]) -> None:
    h1, domain = vectors("pace_ecdh_im"), STANDARDIZED[13]

    number = pseudo_random_number(Cipher.AES_128, bytes.fromhex(h1["s"]), bytes.fromhex(h1["t"]), domain.modulus)

    assert f"{number:064X}" == h1["rp"]
    assert domain.encode(domain.element_from(number))[1:].hex().upper() == h1["g_mapped"]


def test_appendix_h2_is_replayed(vectors: Callable[[str], Any]) -> None:
    h2, group = vectors("pace_dh_im"), STANDARDIZED_GROUPS[0]

    number = pseudo_random_number(Cipher.AES_128, bytes.fromhex(h2["s"]), bytes.fromhex(h2["t"]), group.modulus)

    assert group.encode(group.element_from(number)).hex().upper() == h2["g_mapped"]


@pytest.mark.parametrize(
    ("cipher", "chip", "terminal"),
    [(Cipher.TDES, 16, 16), (Cipher.AES_128, 16, 16), (Cipher.AES_192, 32, 24), (Cipher.AES_256, 32, 32)],
    ids=lambda value: value.label if isinstance(value, Cipher) else str(value),
)
def test_the_nonces_have_the_lengths_of_the_standard_and_no_others(cipher: Cipher, chip: int, terminal: int) -> None:
    assert (chip_nonce_size(cipher), terminal_nonce_size(cipher)) == (chip, terminal)
    p = STANDARDIZED[13].modulus
    assert 0 <= pseudo_random_number(cipher, bytes(chip), bytes(terminal), p) < p
    for sizes in ((chip - 8, terminal), (chip + 16, terminal), (chip, terminal + 8), (0, terminal)):
        with pytest.raises(MalformedData, match="integrated mapping"):
            pseudo_random_number(cipher, bytes(sizes[0]), bytes(sizes[1]), p)


def test_every_number_becomes_a_point_of_the_curve() -> None:
    for domain in STANDARDIZED.values():
        if domain.name == "secp224r1":
            continue
        points = [domain.element_from(number) for number in range(2, 12)]
        assert all(domain.contains(point) for point in points)
        assert len(set(points)) > 5


def test_secp224r1_has_no_such_encoding() -> None:
    with pytest.raises(MalformedData, match="secp224r1"):
        STANDARDIZED[10].element_from(5)


@pytest.mark.parametrize("number", [0, 1, -1])
def test_the_few_numbers_that_encode_nothing_are_malformed(number: int) -> None:
    with pytest.raises(MalformedData):
        STANDARDIZED[13].element_from(number)
