from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imagined_frames import CARD_TEXT

from drivers.scanners.scanned_text import is_harmless, recover_text


def test_utf8_is_taken_as_it_is_and_composed() -> None:
    recovered = recover_text(unicodedata.normalize("NFD", CARD_TEXT).encode())
    assert recovered is not None
    assert (recovered.text, recovered.was_repaired) == (CARD_TEXT, False)


@pytest.mark.parametrize("page", ["latin-1", "cp1252"])
def test_letters_garbled_by_a_western_code_page_are_put_back_and_marked(page: str) -> None:
    letters = [bytes([byte]).decode(page, errors="replace").replace("\ufffd", chr(byte)) for byte in CARD_TEXT.encode()]
    garbled = "".join(letters).encode()
    recovered = recover_text(garbled)
    assert recovered is not None
    assert (recovered.text, recovered.was_repaired) == (CARD_TEXT, True)


def windows_1258(text: str) -> bytes:
    """Letters with their hats are single bytes there; tones are bytes of their own after the letter."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, tone = unicodedata.normalize("NFD", letter)[:-1], unicodedata.normalize("NFD", letter)[-1]
            if tone not in "\u0300\u0301\u0303\u0309\u0323":
                base, tone = letter, ""
                parts = unicodedata.normalize("NFD", letter)
                tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
                base = parts.replace(tone, "")
            out += unicodedata.normalize("NFC", base).encode("cp1258") + tone.encode("cp1258")
    return out


def test_windows_1258_is_read_when_the_scanner_is_known_to_send_it_and_only_then() -> None:
    raw = windows_1258("Nguyễn Thị Ước Đặng")
    recovered = recover_text(raw, "windows-1258")
    assert recovered is not None
    assert (recovered.text, recovered.was_repaired) == ("Nguyễn Thị Ước Đặng", True)
    assert recover_text(raw) is None


def test_an_unknown_code_page_reads_nothing() -> None:
    assert recover_text(b"\xff\xfe", "no-such-page") is None


@pytest.mark.parametrize(
    "mischief", ["a\x00b", "a\x1b[2J", "\u202eabc", "a\u2066b", "a\u200db", "\ue000", "\ufeffabc", "a\x7f"]
)
def test_control_and_direction_characters_are_refused(mischief: str) -> None:
    assert recover_text(mischief.encode()) is None


def test_the_text_does_not_show_in_repr() -> None:
    assert "Nguyễn" not in repr(recover_text("Nguyễn".encode()))


@given(st.binary(max_size=300), st.sampled_from([None, "windows-1258", "cp1252"]))
def test_any_bytes_become_harmless_composed_text_or_nothing(raw: bytes, encoding: str | None) -> None:
    recovered = recover_text(raw, encoding)
    if recovered is not None:
        assert is_harmless(recovered.text)
        assert unicodedata.is_normalized("NFC", recovered.text)
