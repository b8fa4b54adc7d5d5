"""Secure messaging on the card: what ends a session, and how it is said (Doc 9303-11 §9.8)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from card_terminal import SELECT_EMRTD, Terminal

from hardware_mocks.card.primitives import CIPHER_SUITES
from hardware_mocks.card.secure_messaging import SecureChannel
from nfc_icao.access.keys import Can
from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.chip.secure_messaging import SecureMessaging, maximum_short_read
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.reading import read_chip

BeforeCard = Callable[..., Terminal]
READ_FOUR = CommandApdu(0x00, 0xB0, 0x9E, 0x00, le=4)


def protected(session: SecureMessaging) -> bytes:
    return session.protect(READ_FOUR).encoded()


def without_last_object(apdu: bytes) -> bytes:
    """The same command without DO8E."""
    data = apdu[5:-1]
    return apdu[:4] + bytes([len(data) - 10]) + data[:-10] + apdu[-1:]


@pytest.mark.parametrize(
    ("spoil", "answer"),
    [
        (without_last_object, "6987"),
        (lambda apdu: apdu[:-2] + bytes([apdu[-2] ^ 1]) + apdu[-1:], "6988"),  # wrong MAC
        (lambda apdu: apdu[:2] + bytes([apdu[2] ^ 1]) + apdu[3:], "6988"),  # another header than the MAC covers
        (lambda apdu: apdu[:7] + bytes([apdu[7] ^ 1]) + apdu[8:], "6988"),  # another Le
        (lambda apdu: apdu[:4] + b"\x03\x97\x05\x00" + b"\x00", "6988"),  # no data objects
        (lambda apdu: apdu[:4] + bytes([2 * apdu[4]]) + 2 * apdu[5:-1] + b"\x00", "6988"),  # every object twice
        (lambda apdu: bytes([0x00]) + apdu[1:], "6982"),  # in plain: the session ends, and access with it
    ],
)
def test_a_spoilt_command_ends_session_and_access(
    terminal: BeforeCard, spoil: Callable[[bytes], bytes], answer: str
) -> None:
    opened = terminal()
    session = opened.open_with_bac()
    assert opened.plain(spoil(protected(session)).hex()) == answer
    assert opened.plain(protected(session).hex()) == "6982"
    assert opened.plain("00B09E0004") == "6982"


def test_a_replayed_command_is_refused(terminal: BeforeCard) -> None:
    opened = terminal()
    command = protected(opened.open_with_bac()).hex()
    assert opened.plain(command).endswith("9000")
    assert opened.plain(command) == "6988"


def test_an_error_of_the_application_is_answered_under_the_session(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    assert opened.select(0x010B).sw == 0x6A82
    assert opened.card.log[-1].protected
    assert opened.select(0x011E).is_ok


def test_selecting_the_application_under_the_session_keeps_it(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    assert opened.secured(0xA4, 0x040C, bytes.fromhex("A0000002471001")).is_ok
    assert opened.select(0x011E).is_ok


def test_selecting_the_application_in_plain_starts_anew(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    assert opened.plain(SELECT_EMRTD) == "9000"
    opened.channel.secure_messaging = None
    opened.open_with_bac()
    assert opened.select(0x011E).is_ok


def test_no_second_access_control_inside_a_session(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    assert opened.secured(0x84, 0x0000, le=8).sw == 0x6985
    assert opened.secured(0x22, 0xC1A4, b"\x80\x00").sw == 0x6985
    assert opened.select(0x011E).is_ok


def test_the_log_knows_headers_lengths_and_status_words_only(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    opened.secured(0xB0, 0x8100, le=95)
    record = opened.card.log[-1]
    assert record.header == "0C B0 81 00"
    assert (record.command_bytes, record.status_word, record.protected) == (19, 0x9000, True)
    assert opened.card.document.can not in " ".join(str(entry) for entry in opened.card.log)


@pytest.mark.parametrize(("name", "cipher"), [("3DES", Cipher.TDES), ("AES-128", Cipher.AES_128)])
def test_card_and_reader_agree_how_much_fits_into_a_short_answer(name: str, cipher: Cipher) -> None:
    channel = SecureChannel.from_secret(CIPHER_SUITES[name], bytes(16))
    assert channel.capacity(256) == maximum_short_read(cipher)


def test_a_session_of_thousands_of_commands_keeps_counting(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    for _ in range(300):
        assert opened.select(0x011E).is_ok


def test_a_whole_reading_is_protected_from_access_to_end(terminal: BeforeCard) -> None:
    before = terminal()
    read_chip(before.card, Can(before.card.document.can))
    flags = [record.protected for record in before.card.log]
    assert flags == sorted(flags)
    assert all(record.header.startswith("0C") for record in before.card.log if record.protected)
