from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nfc_icao.access.bac import open_with_bac
from nfc_icao.access.keys import MrzKey
from nfc_icao.access.passwords import bac_seed, mrz_information
from nfc_icao.access.refusal import KeyRefusedError, ProtocolRefusedError
from nfc_icao.chip.apdu import parse_command
from nfc_icao.chip.channel import ChipChannel

KEY = MrzKey("L898902C", "690806", "940623")
CHALLENGE = "0084000008"


def test_appendix_d3_is_replayed_byte_for_byte_and_leads_to_the_session_of_d4(
    vectors: Callable[[str], Any], script: Any, repeated: Any
) -> None:
    bac, exchanges = vectors("bac"), vectors("secure_messaging_3des")["exchanges"]
    chip = script(
        [
            (CHALLENGE, bac["rnd_ic"] + "9000"),
            (bac["cmd"], bac["resp"] + "9000"),
            *((exchange["protected"], exchange["resp_protected"]) for exchange in exchanges),
        ]
    )
    channel = ChipChannel(chip)

    session = open_with_bac(channel, KEY, repeated(bac["rnd_ifd"], bac["k_ifd"]))

    assert session.ssc.hex().upper() == bac["ssc"]
    channel.secure_messaging = session
    for exchange in exchanges:
        answer = channel.transmit(parse_command(bytes.fromhex(exchange["plain"])))
        assert answer.encoded().hex().upper() == exchange["resp_plain"]
    assert chip.is_finished


def test_a_number_of_more_than_nine_characters_is_taken_whole(vectors: Callable[[str], Any]) -> None:
    example = vectors("bac_long_number")
    key = MrzKey("D23145890734", "340712", "950712")

    assert mrz_information(key).decode() == example["mrz_information"]
    assert bac_seed(key).hex().upper() == example["kseed"]


def test_a_shorter_number_is_filled_to_nine_characters(vectors: Callable[[str], Any]) -> None:
    assert mrz_information(KEY).decode() == vectors("bac")["mrz_information"]


@pytest.mark.parametrize("status", ["6300", "6982", "63C2", "6A80", "6985"])
def test_any_refusal_of_mutual_authentication_is_a_refused_key(
    vectors: Callable[[str], Any], script: Any, repeated: Any, status: str
) -> None:
    bac = vectors("bac")
    chip = script([(CHALLENGE, bac["rnd_ic"] + "9000"), (bac["cmd"], status)])

    with pytest.raises(KeyRefusedError, match=status):
        open_with_bac(ChipChannel(chip), KEY, repeated(bac["rnd_ifd"], bac["k_ifd"]))


def test_an_answer_the_chip_cannot_have_computed_is_a_refused_key(
    vectors: Callable[[str], Any], script: Any, repeated: Any
) -> None:
    bac = vectors("bac")
    right = bytes.fromhex(bac["resp"])
    for wrong in (b"", right[:-1], right[:-1] + bytes([right[-1] ^ 1]), bytes([right[0] ^ 1]) + right[1:]):
        chip = script([(CHALLENGE, bac["rnd_ic"] + "9000"), (bac["cmd"], wrong.hex() + "9000")])

        with pytest.raises(KeyRefusedError):
            open_with_bac(ChipChannel(chip), KEY, repeated(bac["rnd_ifd"], bac["k_ifd"]))


def test_our_own_cryptogram_sent_back_is_refused(vectors: Callable[[str], Any], script: Any, repeated: Any) -> None:
    bac = vectors("bac")
    chip = script([(CHALLENGE, bac["rnd_ic"] + "9000"), (bac["cmd"], bac["e_ifd"] + bac["m_ifd"] + "9000")])

    with pytest.raises(KeyRefusedError, match="challenge"):
        open_with_bac(ChipChannel(chip), KEY, repeated(bac["rnd_ifd"], bac["k_ifd"]))


@pytest.mark.parametrize("answer", ["6A88", "6D00", "9000", "46089000"])
def test_a_chip_without_a_challenge_does_not_do_bac(script: Any, repeated: Any, answer: str) -> None:
    with pytest.raises(ProtocolRefusedError):
        open_with_bac(ChipChannel(script([(CHALLENGE, answer)])), KEY, repeated())
