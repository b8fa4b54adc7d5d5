from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nfc_icao.crypto.ciphers import Cipher, decrypt_cbc, encrypt_cbc, encrypt_ecb_block, mac
from nfc_icao.errors import MalformedData


def test_the_bac_cryptogram_and_retail_mac_are_those_of_appendix_d(vectors: Callable[[str], Any]) -> None:
    example = vectors("bac")
    k_enc, k_mac = bytes.fromhex(example["kenc"]), bytes.fromhex(example["kmac"])

    e_ifd = encrypt_cbc(Cipher.TDES, k_enc, bytes.fromhex(example["s"]))

    assert e_ifd.hex().upper() == example["e_ifd"]
    assert mac(Cipher.TDES, k_mac, e_ifd).hex().upper() == example["m_ifd"]


def test_aes_cmac_is_cut_to_eight_bytes() -> None:
    # NIST SP 800-38B, D.1 example 2, as published by NIST.
    key = bytes.fromhex("2B7E151628AED2A6ABF7158809CF4F3C")
    message = bytes.fromhex("6BC1BEE22E409F96E93D7E117393172A")

    assert mac(Cipher.AES_128, key, message).hex().upper() == "070A16B46B4D4144"


def test_a_retail_mac_over_less_than_a_block_is_one_two_key_step() -> None:
    key = bytes(range(16))

    assert mac(Cipher.TDES, key, b"") == encrypt_cbc(Cipher.TDES, key, b"\x80" + bytes(7))


@pytest.mark.parametrize("cipher", list(Cipher))
def test_what_is_encrypted_is_decrypted_under_any_initial_vector(cipher: Cipher) -> None:
    key, iv, data = bytes(range(cipher.key_size)), bytes(range(cipher.block_size)), bytes(3 * cipher.block_size)

    assert decrypt_cbc(cipher, key, encrypt_cbc(cipher, key, data, iv), iv) == data


@pytest.mark.parametrize("cipher", list(Cipher))
def test_part_of_a_block_is_malformed(cipher: Cipher) -> None:
    key = bytes(range(cipher.key_size))
    for operation in (encrypt_cbc, decrypt_cbc, encrypt_ecb_block):
        with pytest.raises(MalformedData):
            operation(cipher, key, b"abc")


def test_labels_are_those_of_the_report() -> None:
    assert [cipher.label for cipher in Cipher] == ["3DES", "AES-128", "AES-192", "AES-256"]
