"""The words that say what kind of unit a name is, and their abbreviations: `Phường 15`, `P.15`, `TP. Thủ Dầu Một`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from kiosk.addresses.folding import key, spelling
from kiosk.addresses.words import Word


class Kind(StrEnum):
    PROVINCE = "tinh"
    CITY = "thanhpho"
    DISTRICT = "huyen"
    URBAN_DISTRICT = "quan"
    TOWN = "thixa"
    WARD = "phuong"
    COMMUNE = "xa"
    TOWNSHIP = "thitran"
    SPECIAL_ZONE = "dackhu"


_WRITTEN: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.PROVINCE: (("tinh",), ("t",)),
    Kind.CITY: (("thanh", "pho"), ("tp",)),
    Kind.DISTRICT: (("huien",), ("h",)),
    Kind.URBAN_DISTRICT: (("quan",), ("q",)),
    Kind.TOWN: (("thi", "xa"), ("tx",)),
    Kind.WARD: (("phuong",), ("p",), ("f",)),
    Kind.COMMUNE: (("xa",), ("x",)),
    Kind.TOWNSHIP: (("thi", "tran"), ("tt",)),
    Kind.SPECIAL_ZONE: (("dak", "khu"),),
}
"""As `folding.key` writes them."""

PROVINCES = frozenset((Kind.PROVINCE, Kind.CITY))
DISTRICTS = frozenset((Kind.CITY, Kind.DISTRICT, Kind.URBAN_DISTRICT, Kind.TOWN))
WARDS = frozenset((Kind.WARD, Kind.COMMUNE, Kind.TOWNSHIP, Kind.SPECIAL_ZONE))

_ABBREVIATED = frozenset(("t", "h", "q", "p", "f", "x"))
_BY_WORDS = {words: kind for kind, every in _WRITTEN.items() for words in every}
_LAST_WORDS = frozenset(words[-1] for words in _BY_WORDS)
_HAMLET_WORDS = """
    thôn xóm ấp bản buôn bon làng tổ đội khu khóm khối kp tdp số sn nhà ngõ ngách hẻm đường phố cụm tiểu lô chung xứ
    plei plây plơi sóc phum dãy
"""
"""First words of what stands below a ward."""
_HAMLET_KEYS = frozenset(map(key, _HAMLET_WORDS.split()))
_HAMLET_SPELLINGS = frozenset(map(spelling, _HAMLET_WORDS.split()))


def kind_at(words: Sequence[Word], kinds: frozenset[Kind]) -> tuple[Kind, int] | None:
    """The kind that the first words say, and how many words say it."""
    for count in (2, 1):
        kind = _BY_WORDS.get(tuple(word.key for word in words[:count])) if len(words) >= count else None
        if kind not in kinds or kind is None:
            continue
        if words[0].key not in _ABBREVIATED or words[0].tight:
            return kind, count
    return None


def kind_of(name: str, kinds: frozenset[Kind]) -> tuple[Kind | None, str]:
    """The kind of a unit and the rest of its name."""
    parts = name.split()
    for count in (2, 1):
        kind = _BY_WORDS.get(tuple(key(part) for part in parts[:count]))
        if kind in kinds and len(parts) > count:
            return kind, " ".join(parts[count:])
    return None, name


def ends_a_unit_word(word: Word) -> bool:
    """`Huyện`, the `phố` of `Thành phố`: what follows is the name of that unit."""
    return word.key in _LAST_WORDS and (word.key not in _ABBREVIATED or word.tight)


def starts_a_hamlet(word: Word) -> bool:
    """`Thôn`, `Ấp`, `Tổ`, `Đường`: what follows is below a ward."""
    return word.key in _HAMLET_KEYS


def is_below_a_ward(segment: Sequence[Word]) -> bool:
    """Whether a part of an address speaks of a hamlet, a street or a house: its first word says so, or it has a
    number.

    Where the part is written with marks they count: `Can Hồ` is a commune, no `căn`.
    """
    if not segment:
        return False
    is_marked = not all(word.text.isascii() for word in segment)
    says_so = spelling(segment[0].text) in _HAMLET_SPELLINGS if is_marked else starts_a_hamlet(segment[0])
    return says_so or any(word.key.isdigit() for word in segment)
