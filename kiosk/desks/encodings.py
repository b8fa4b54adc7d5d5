"""Which writing a list's bytes are in: UTF-8, UTF-16, windows-1258, TCVN3.

A file does not say it, and a wrong guess gives wrong names that look like names. A byte order mark or valid UTF-8
settles it. Between the two single-byte writings the one whose words could be Vietnamese syllables is taken, and the
list says which one it was, so that a person who sees strange names can name another.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable

from kiosk.desks import tcvn3
from kiosk.desks.errors import ListRefused

UTF_8, UTF_16, WINDOWS_1258, TCVN3 = "utf-8", "utf-16", "windows-1258", "tcvn3"
_SAMPLE_WORDS = 4000
_LEAST_BELIEVED = 0.6
"""Of the words with a letter beyond ASCII, so many must be syllables, or nobody knows what the bytes say."""
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_MARKS_OF_VIETNAMESE = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


def decoded(content: bytes, wanted: str | None = None) -> tuple[str, str]:
    """The text (NFC) and the writing it was in. `wanted` is what a person says it is.

    Raises:
        ListRefused: `encoding_unknown`, or `encoding_wrong` when it is not in the wanted one.
    """
    if wanted is not None:
        return _as_wanted(content, wanted), wanted
    for mark, name in ((codecs.BOM_UTF8, UTF_8), (codecs.BOM_UTF16_LE, UTF_16), (codecs.BOM_UTF16_BE, UTF_16)):
        if content.startswith(mark):
            return _as_wanted(content, name), name
    for likely in (_without_mark(content), UTF_8):
        text = _DECODERS[likely](content) if likely is not None else None
        if text is not None and likely is not None:
            return unicodedata.normalize("NFC", text), likely
    return _likelier(content)


def _as_wanted(content: bytes, wanted: str) -> str:
    decode = _DECODERS.get(wanted)
    text = None if decode is None else decode(content)
    if text is None:
        raise ListRefused("encoding_wrong", wanted if decode is not None else "")
    return unicodedata.normalize("NFC", text)


def _without_mark(content: bytes) -> str | None:
    """UTF-16 without a mark: of two bytes beside each other one is nearly always zero where digits and commas stand."""
    head = content[:4096]
    return UTF_16 if len(head) >= 4 and head.count(0) > len(head) // 5 else None


def _likelier(content: bytes) -> tuple[str, str]:
    best: tuple[float, str, str] | None = None
    for name in (WINDOWS_1258, TCVN3):
        text = _DECODERS[name](content)
        if text is None:
            continue
        composed = unicodedata.normalize("NFC", text)
        share = _share_of_syllables(composed)
        if best is None or share > best[0]:
            best = (share, composed, name)
    if best is None or best[0] < _LEAST_BELIEVED:
        raise ListRefused("encoding_unknown")
    return best[1], best[2]


def _share_of_syllables(text: str) -> float:
    """Of the words with letters beyond ASCII: how many could be Vietnamese."""
    words = [one for one in _WORD.findall(text[: 40 * _SAMPLE_WORDS]) if not one.isascii()][:_SAMPLE_WORDS]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    """Vietnamese letters only, in an order that a syllable has, small letters not before capitals."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    taken_apart = unicodedata.normalize("NFD", word)
    if any(unicodedata.combining(one) and one not in _MARKS_OF_VIETNAMESE for one in taken_apart):
        return False
    plain = "".join(one for one in taken_apart if not unicodedata.combining(one)).replace("đ", "d").replace("Đ", "D")
    return _PLAIN_SYLLABLE.fullmatch(plain) is not None


def _strictly(codec: str) -> Callable[[bytes], str | None]:
    def decode(content: bytes) -> str | None:
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            return None

    return decode


def _utf_16(content: bytes) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly("utf-16")(content)
    little = content[1:4096:2].count(0) >= content[0:4096:2].count(0)
    return _strictly("utf-16-le" if little else "utf-16-be")(content)


_DECODERS: dict[str, Callable[[bytes], str | None]] = {
    UTF_8: _strictly("utf-8-sig"),
    UTF_16: _utf_16,
    WINDOWS_1258: _strictly("cp1258"),
    TCVN3: tcvn3.decode,
}
KNOWN = tuple(_DECODERS)
"""The writings a person may name."""
