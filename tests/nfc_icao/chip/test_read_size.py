from __future__ import annotations

import pytest

from nfc_icao.chip.read_size import LARGEST_ANSWER_BYTES, PROBED_ANSWER_BYTES, ReadSize
from nfc_icao.chip.secure_messaging import maximum_read
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.encoding import tlv
from nfc_icao.habits import ReadingHabits
from nfc_icao.transport import SHORT_APDUS, ApduLimits

WIDE = ApduLimits(65_535, 65_535)
AES = Cipher.AES_128


def protected_bytes(cipher: Cipher, plain: int) -> int:
    """The data field of an answer with this many plain bytes, built as a chip builds it."""
    padded = (plain // cipher.block_size + 1) * cipher.block_size
    cryptogram = tlv.encode(0x87, b"\x01", bytes(padded))
    return len(cryptogram + tlv.encode(0x99, b"\x90\x00") + tlv.encode(0x8E, bytes(8)))


@pytest.mark.parametrize("cipher", list(Cipher))
@pytest.mark.parametrize("room", [*range(60, 320), 1022, 2046, 4096, 65_533])
def test_a_read_fits_the_answer_to_the_byte_and_one_more_would_not(cipher: Cipher, room: int) -> None:
    most = maximum_read(cipher, room)
    assert protected_bytes(cipher, most) <= room < protected_bytes(cipher, most + 1)


def test_the_short_limits_are_231_and_223() -> None:
    size = ReadSize(SHORT_APDUS)
    assert (size.limit(Cipher.TDES), size.limit(AES), size.limit(None)) == (231, 223, 256)


def test_what_the_chip_takes_and_what_the_link_carries_are_both_kept() -> None:
    size = ReadSize(WIDE)
    size.chip_takes(ApduLimits(2048, 1024))
    assert size.limit(AES) == maximum_read(AES, 1022)

    narrow = ReadSize(ApduLimits(500, 500))
    narrow.chip_takes(ApduLimits(2048, 2048))
    assert narrow.limit(AES) == maximum_read(AES, 498)


def test_a_chip_that_takes_everything_is_still_read_in_blocks_that_can_be_lost() -> None:
    size = ReadSize(WIDE)
    size.chip_takes(WIDE)
    assert size.limit(AES) == maximum_read(AES, LARGEST_ANSWER_BYTES)


def test_a_chip_that_announces_no_extended_length_is_never_asked_in_it() -> None:
    size = ReadSize(WIDE)
    assert size.limit(AES) == 223
    assert size.link_is_extended  # Commands of access control may still need it.


def test_a_chip_that_knows_extended_length_and_names_no_lengths_is_asked_for_two_kilobytes() -> None:
    size = ReadSize(WIDE)
    size.chip_knows_extended_length()
    assert size.limit(AES) == maximum_read(AES, PROBED_ANSWER_BYTES) == 2015


def test_a_chip_that_takes_short_answers_only_is_asked_for_short_ones() -> None:
    size = ReadSize(WIDE)
    size.chip_takes(ApduLimits(261, 258))
    assert size.limit(AES) == 223


def test_nothing_is_read_in_extended_length_before_there_is_a_session() -> None:
    assert ReadSize(WIDE).limit(None) == 256


def test_habits_only_become_more_cautious() -> None:
    size = ReadSize(WIDE)
    size.keep_short()
    assert size.limit(AES) == 223
    assert not size.link_is_extended
    assert size.lower(100, AES)
    assert not size.lower(150, AES)
    assert not size.lower(3, AES)
    assert size.habits == ReadingHabits(short_only=True, longest_read=100)


def test_habits_of_an_earlier_conversation_hold_from_the_first_command() -> None:
    assert ReadSize(WIDE, ReadingHabits(short_only=True, longest_read=128)).limit(AES) == 128
