"""Whether a printer's own letters can carry a Vietnamese text, and the bytes when they can."""

from __future__ import annotations

import unicodedata

from drivers.printers.settings import CodePage


def encoded(lines: tuple[str, ...], page: CodePage | None) -> bytes | None:
    """The lines in the page's bytes; None when there is no page, or one letter is missing from it.

    Windows-1258 has the vowels with their own marks (â, ơ) and the tones as letters to set behind, so tones are split
    off where the composed letter is unknown. Whether a printer draws such a tone above the vowel is the printer's
    business: the page is a setting for the one who has seen it do so.
    """
    if page is None or not lines:
        return None
    try:
        return b"".join(_line(line, page.codec) + b"\n" for line in lines)
    except (UnicodeEncodeError, LookupError):
        return None


def _line(line: str, codec: str) -> bytes:
    return b"".join(_letter(one, codec) for one in unicodedata.normalize("NFC", line))


def _letter(letter: str, codec: str) -> bytes:
    try:
        return letter.encode(codec)
    except UnicodeEncodeError:
        return _with_tone_behind(letter).encode(codec)


def _with_tone_behind(letter: str) -> str:
    """`ậ` as `â` and the tone: the tone is taken off, everything else stays composed."""
    parts = unicodedata.normalize("NFD", letter)
    for tone in _TONES:
        if tone in parts:
            return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone
    return letter


_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook above, tilde, acute, dot below."""
