"""Text from the bytes a scanner sends, with the damage undone that can be undone with certainty.

A scanner should pass the code's UTF-8 through. Many are set to a code page instead, and then every Vietnamese letter
becomes two or three Western ones ("Nguyá»…n"), or single bytes of windows-1258. What comes out here is NFC text a
person could have typed, or nothing: control characters, direction overrides and unassigned letters have no place on a
card, and a keyboard's worth of mischief hides in them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

VIETNAMESE_LETTERS = frozenset(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) | frozenset("đĐ")


@dataclass(frozen=True)
class RecoveredText:
    """What the bytes say."""

    text: str = field(repr=False)
    was_repaired: bool
    """True when the bytes were not plain UTF-8: a person should look at the letters."""


def recover_text(raw: bytes, legacy_encoding: str | None = None) -> RecoveredText | None:
    """The text in `raw`, or None when no reading of it is trustworthy.

    `legacy_encoding` names the code page this scanner is set to, for example "windows-1258"; it is only used for bytes
    that are not UTF-8, because every byte string is "valid" in a code page.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _from_legacy(raw, legacy_encoding)
    unmangled = _undo_double_encoding(text)
    if unmangled is not None:
        return RecoveredText(unmangled, True)
    text = unicodedata.normalize("NFC", text)
    return RecoveredText(text, False) if is_harmless(text) else None


def is_harmless(text: str) -> bool:
    """No control, format, surrogate, private or unassigned characters (Unicode categories C*)."""
    return all(unicodedata.category(letter)[0] != "C" for letter in text)


def _from_legacy(raw: bytes, encoding: str | None) -> RecoveredText | None:
    if encoding is None:
        return None
    try:
        # windows-1258 writes a tone as a letter of its own: composing comes after decoding.
        text = unicodedata.normalize("NFC", raw.decode(encoding))
    except (UnicodeDecodeError, LookupError):
        return None
    return RecoveredText(text, True) if _looks_vietnamese(text) else None


def _undo_double_encoding(text: str) -> str | None:
    """Text whose UTF-8 bytes were once taken for Latin-1 or windows-1252; None when that is not what happened."""
    if text.isascii():
        return None
    try:
        original = b"".join(_western_byte(letter) for letter in text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None
    original = unicodedata.normalize("NFC", original)
    return original if _looks_vietnamese(original) else None


def _western_byte(letter: str) -> bytes:
    """windows-1252, with its five holes filled as Latin-1 does; that is what scanners and drivers really send."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _looks_vietnamese(text: str) -> bool:
    return is_harmless(text) and all(
        letter.isascii() or letter in VIETNAMESE_LETTERS or not letter.isalpha() for letter in text
    )
