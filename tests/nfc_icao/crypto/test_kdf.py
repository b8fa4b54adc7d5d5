from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.kdf import COUNTER_PASSWORD, adjust_parity, derive_key, derive_session_keys


def test_bac_keys_come_out_as_printed_in_appendix_d(vectors: Callable[[str], Any]) -> None:
    example = vectors("bac")

    k_enc, k_mac = derive_session_keys(bytes.fromhex(example["kseed"]), Cipher.TDES)

    assert (k_enc.hex().upper(), k_mac.hex().upper()) == (example["kenc"], example["kmac"])


def test_the_pace_password_key_comes_out_as_printed_in_appendix_g(vectors: Callable[[str], Any]) -> None:
    example = vectors("pace_ecdh_gm")

    k_pi = derive_key(bytes.fromhex(example["k"]), COUNTER_PASSWORD, Cipher.AES_128)

    assert k_pi.hex().upper() == example["k_pi"]


def test_the_aes_session_keys_come_out_as_printed_in_appendix_g(vectors: Callable[[str], Any]) -> None:
    example = vectors("pace_ecdh_gm")

    ks_enc, ks_mac = derive_session_keys(bytes.fromhex(example["shared_x"]), Cipher.AES_128)

    assert (ks_enc.hex().upper(), ks_mac.hex().upper()) == (example["ks_enc"], example["ks_mac"])


@pytest.mark.parametrize("cipher", list(Cipher))
def test_a_key_is_as_long_as_its_cipher_wants(cipher: Cipher) -> None:
    assert len(derive_key(b"shared", 1, cipher)) == cipher.key_size


def test_parity_is_odd_in_every_byte_and_touches_nothing_else() -> None:
    every_byte = bytes(range(256))

    adjusted = adjust_parity(every_byte)

    assert all(byte.bit_count() % 2 == 1 for byte in adjusted)
    assert [byte >> 1 for byte in adjusted] == [byte >> 1 for byte in every_byte]
