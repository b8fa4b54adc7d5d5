"""The imagined file system: selection, reading, and its ends (ISO 7816-4 §11.2, §11.3)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from card_terminal import SELECT_EMRTD, Terminal

from hardware_mocks import issuer
from nfc_icao.encoding import tlv

BeforeCard = Callable[..., Terminal]
READ_BINARY, READ_BINARY_ODD = 0xB0, 0xB1


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("00A4000C023F00", "6D00"),  # the master file, as the Vietnamese card answers
        ("00A4000C", "6D00"),
        ("00A4020C02011C", "9000"),  # EF.CardAccess straight away
        ("00A4000C02011C", "9000"),
        ("00A40200 02011C 00".replace(" ", ""), "6F0880020036830201 1C9000".replace(" ", "")),
        ("00A40204 02011C 00".replace(" ", ""), "620880020036830201 1C9000".replace(" ", "")),
        ("00A4020C022F01", "6A82"),  # EF.ATR/INFO does not exist here
        ("00A4020C02011E", "6A82"),  # EF.COM is in the application
        ("00A4020C0101", "6A80"),
        ("00A4040C07A0000002471001", "9000"),
        ("00A4040007A000000247100100", "6F09 8407A00000024710019000".replace(" ", "")),
        ("00A4040C07A0000002471002", "6A82"),
        ("00A4080C02011C", "6A86"),
        ("00A4020102011C", "6A86"),
    ],
)
def test_selecting_on_a_vietnamese_card(terminal: BeforeCard, command: str, answer: str) -> None:
    assert terminal().plain(command) == answer


def test_a_passport_lets_the_master_file_be_selected_and_ef_atr_be_read(terminal: BeforeCard) -> None:
    before = terminal("passport")
    assert before.plain(SELECT_EMRTD) == "9000"
    assert before.plain("00A4000C023F00") == "9000"
    assert before.plain("00B0810000") == before.card.document.files[issuer.EF_ATR].hex().upper() + "9000"


def test_ef_card_access_is_free_by_identifier_and_by_short_identifier(terminal: BeforeCard) -> None:
    before = terminal()
    content = before.card.document.files["EF_CardAccess"].hex().upper()
    assert before.plain("00B09C0000") == content + "9000"
    assert before.plain("00A4020C02011C") == "9000"
    assert before.plain("00B0000000") == content + "9000"
    assert before.plain("00B0003404") == content[0x34 * 2 :] + "6282"


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("00B0000004", "6986"),  # nothing selected
        ("00B0860004", "6A82"),  # no such short identifier here
        ("00B0DC0004", "6A86"),
        ("00B09C3604", "6B00"),  # at the end
        ("00B09CFF04", "6B00"),
        ("00B09C00", "6700"),  # no Le
        ("00D6000001FF", "6D00"),
        ("80B09C0004", "6E00"),
    ],
)
def test_reading_outside_the_application(terminal: BeforeCard, command: str, answer: str) -> None:
    assert terminal().plain(command) == answer


@pytest.mark.parametrize(
    ("profile", "answer"), [("vietnam-2021", "6282"), ("passport-bac-pace", "6C"), ("bac-only", "6B00")]
)
def test_reading_past_the_end_is_answered_as_the_profile_says(terminal: BeforeCard, profile: str, answer: str) -> None:
    opened = terminal("adult", profile)
    opened.open_with_bac()
    content = opened.card.document.files["EF_COM"]
    opened.select(0x011E)
    response = opened.secured(READ_BINARY, 0x0004, le=100)
    assert f"{response.sw:04X}".startswith(answer)
    assert response.data == (content[4:] if answer == "6282" else b"")
    if answer == "6C":
        assert response.sw & 0xFF == len(content) - 4


def test_every_file_can_be_read_by_identifier_and_by_short_identifier(terminal: BeforeCard) -> None:
    opened = terminal("passport")
    opened.open_with_bac()
    for fid, sfi, name in (
        (0x011E, 0x1E, "EF_COM"),
        (0x011D, 0x1D, "EF_SOD"),
        (0x0101, 1, "DG1"),
        (0x010F, 15, "DG15"),
    ):
        start = opened.card.document.files[name][:20]
        assert opened.select(fid).is_ok
        assert opened.secured(READ_BINARY, 0x0000, le=20).data == start
        assert opened.secured(READ_BINARY, 0x8000 | sfi << 8, le=20).data == start


def test_fingerprints_are_listed_and_refused_with_6982(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    opened.select(0x0103)
    assert opened.secured(READ_BINARY, 0x0000, le=4).sw == 0x6982
    assert opened.secured(READ_BINARY, 0x8300, le=4).sw == 0x6982


def test_data_groups_that_do_not_exist_are_not_found(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    assert opened.select(0x010B).sw == 0x6A82
    assert opened.secured(READ_BINARY, 0x8B00, le=4).sw == 0x6A82


def test_the_odd_instruction_reads_at_any_offset_and_answers_in_do53(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    content = opened.card.document.files["DG2"]
    opened.select(0x0102)
    for offset in (0, 5, 300, 16000):
        where = tlv.encode(0x54, offset.to_bytes(2, "big"))
        answer = opened.secured(READ_BINARY_ODD, 0x0000, where, le=102)
        assert tlv.parse(answer.data) == tlv.Tlv(0x53, content[offset : offset + 100])
    by_fid = opened.secured(READ_BINARY_ODD, 0x0101, tlv.encode(0x54, b"\x00"), le=12)
    assert tlv.parse(by_fid.data).value == opened.card.document.files["DG1"][:10]


@pytest.mark.parametrize(("data", "answer"), [(b"", 0x6A80), (b"\x54\x01", 0x6A80), (b"\x53\x01\x00", 0x6A80)])
def test_the_odd_instruction_wants_an_offset_object(terminal: BeforeCard, data: bytes, answer: int) -> None:
    opened = terminal()
    opened.open_with_bac()
    opened.select(0x0102)
    assert opened.secured(READ_BINARY_ODD, 0x0000, data, le=12).sw == answer


def test_a_chip_without_the_odd_instruction_says_6d00(terminal: BeforeCard) -> None:
    opened = terminal("adult", "bac-only")
    opened.open_with_bac()
    opened.select(0x0102)
    assert opened.secured(READ_BINARY_ODD, 0x0000, tlv.encode(0x54, b"\x00"), le=12).sw == 0x6D00


def test_a_short_protected_read_gives_at_most_231_bytes_with_3des(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    content = opened.card.document.files["DG2"]
    opened.select(0x0102)
    assert opened.secured(READ_BINARY, 0x0000, le=231).data == content[:231]
    assert opened.secured(READ_BINARY, 0x0000, le=232).sw == 0x6700
    assert opened.secured(READ_BINARY, 0x0000, le=256).data == content[:231]


def test_extended_length_reads_as_much_as_the_profile_allows(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    content = opened.card.document.files["DG2"]
    opened.select(0x0102)
    assert opened.secured(READ_BINARY, 0x0000, le=2000).data == content[:2000]
    assert opened.secured(READ_BINARY, 0x0000, le=2048).sw == 0x6700
    everything = opened.secured(READ_BINARY, 0x0000, le=65536)
    assert 2000 < len(everything.data) < 2048
    assert content.startswith(everything.data)


def test_a_chip_without_extended_length_refuses_the_form(terminal: BeforeCard) -> None:
    before = terminal("adult", "no-extended-length")
    assert before.plain("00B09C00000000") == "6700"
    assert terminal("adult").plain("00B09C00000000").endswith("9000")
