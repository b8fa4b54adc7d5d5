"""Which letters the bundled fonts can draw, read from their `cmap` (OpenType 1.9, `cmap`, formats 4 and 12).

PDF/A forbids a letter without a glyph (ISO 19005-2, 6.2.11.8), so one strange letter in a name would cost the whole
paper. Such letters are replaced before setting: by their plain form where there is one ("ﬁ" becomes "fi"), else by a
sign that shows that something stands there. What was confirmed and delivered keeps the letter; only paper lacks it.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parents[2] / "ui" / "fonts"
"""The one family of the program; the room beside us draws with it too, but is not imported for a folder's name."""
FAMILY = "Be Vietnam Pro"
LENT = frozenset(map(ord, "ƀɃĕĔĭĬŏŎŭŬ"))
"""Letters of Ê Đê, Gia Rai, Ba Na and Mnông names (Ƀlô, Êƀan, H'Mŏ) that our family lacks: with a sign in its place, it
would be another name. `layouts/shared.typ` draws them in Libertinus Serif, which is inside the typesetting library and
so the same on every machine. Taken apart (e and a breve) they look better, but read back as two letters."""
MISSING = "?"
_KEPT_CONTROLS = {"\n": "\n", "\t": " ", "\r": ""}
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_UNICODE_PLATFORMS = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}


def printable(text: str) -> str:
    """`text` composed (NFC), without invisible characters, every letter one that can be drawn."""
    known = letters() | LENT
    return "".join(_drawn(one, known) for one in unicodedata.normalize("NFC", text))


def _drawn(letter: str, known: frozenset[int]) -> str:
    if letter in _KEPT_CONTROLS:
        return _KEPT_CONTROLS[letter]
    if unicodedata.category(letter) in _INVISIBLE:
        return ""
    if ord(letter) in known:
        return letter
    plain = unicodedata.normalize("NFKC", letter)
    if plain != letter and all(ord(one) in known for one in plain):
        return plain
    return MISSING


@cache
def letters() -> frozenset[int]:
    """The code points for which every bundled face has a glyph."""
    faces = [frozenset(_code_points(path.read_bytes())) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*faces) if faces else frozenset()


def _code_points(font: bytes) -> Iterator[int]:
    """These are our own files, not somebody's upload: a broken one is a broken installation and fails loudly."""
    for start in _subtables(font):
        kind = struct.unpack_from(">H", font, start)[0]
        if kind == 4:
            yield from _segments(font, start)
        elif kind == 12:
            yield from _groups(font, start)


def _subtables(font: bytes) -> Iterator[int]:
    tables = struct.unpack_from(">H", font, 4)[0]
    for index in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == b"cmap":
            for record in range(struct.unpack_from(">H", font, offset + 2)[0]):
                platform, encoding, place = struct.unpack_from(">HHI", font, offset + 4 + 8 * record)
                if (platform, encoding) in _UNICODE_PLATFORMS:
                    yield offset + place


def _segments(font: bytes, start: int) -> Iterator[int]:
    """Format 4: ranges with a delta, or an array of glyphs in which 0 is "no glyph"."""
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, starts = start + 14, start + 16 + 2 * count
    deltas, ranges = starts + 2 * count, starts + 4 * count
    for index in range(count):
        (last,), (first,) = (struct.unpack_from(">H", font, at + 2 * index) for at in (ends, starts))
        (delta,), (offset,) = (struct.unpack_from(">H", font, at + 2 * index) for at in (deltas, ranges))
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", font, ranges + 2 * index + offset + 2 * (code - first))[0]
            if glyph and (glyph + delta) & 0xFFFF:
                yield code


def _groups(font: bytes, start: int) -> Iterator[int]:
    """Format 12: ranges whose glyphs follow one another."""
    for index in range(struct.unpack_from(">I", font, start + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", font, start + 16 + 12 * index)
        yield from range(first + (0 if glyph else 1), last + 1)
