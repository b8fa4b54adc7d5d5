"""Units by name, and the search for a name that ends at a given word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.addresses.folding import key, spelling
from kiosk.addresses.unit_words import Kind, ends_a_unit_word, kind_at, kind_of, starts_a_hamlet
from kiosk.addresses.words import Word

U = TypeVar("U")
_LONGEST = 9
"""Words in the longest name with its unit word, and one to spare."""
_ROMAN_NUMBERS = "i ii iii iv v vi vii viii ix x xi xii"
_ROMAN = {one: str(number) for number, one in enumerate(_ROMAN_NUMBERS.split(), 1)}
"""`Phường IV` is `Phường 4` in another register."""
_SHORTEST_LOOSE = 4
"""Letters that a name needs to be recognised inside a part of the text that has more words."""


@dataclass(frozen=True, slots=True)
class Named(Generic[U]):
    """A unit under one of its names."""

    unit: U
    kind: Kind | None
    spelling: str | None
    """None for a former name, of which only the key is known."""


@dataclass(frozen=True, slots=True)
class Found(Generic[U]):
    """A name that was found."""

    unit: U
    start: int
    """The number of its first word, unit word included."""
    kind: Kind | None
    """What the unit itself is."""
    said: Kind | None
    """The kind the text says."""
    is_former: bool
    agrees: bool | None
    """Whether it is spelled alike; None where the text has no marks, or only the key of the name is known."""
    is_whole: bool
    """It fills its part of the text, or its unit word says where it begins."""


class Names(Generic[U]):
    """Names of one level: the wards of a district, the districts of a province."""

    def __init__(self, kinds: frozenset[Kind]) -> None:
        self._kinds = kinds
        self._by_key: dict[str, list[Named[U]]] = {}

    def add(self, unit: U, name: str, former: Iterable[str] = ()) -> None:
        kind, short = kind_of(name, self._kinds)
        self._by_key.setdefault(_name_key(short), []).append(Named(unit, kind, spelling(short)))
        for one in former:
            former_kind, former_short = kind_of(one, self._kinds)
            self._by_key.setdefault(_name_key(former_short), []).append(Named(unit, former_kind, None))

    def ending_at(self, words: Sequence[Word], end: int) -> list[Found[U]]:
        """Every unit whose name ends before the word number `end`, in the surest reading of the text only."""
        loose: list[Found[U]] = []
        for start in range(end - 1, max(end - 1 - _LONGEST, -1), -1):
            found = self._at(words, start, end)
            if any(one.is_whole for one in found):
                return _surest([one for one in found if one.is_whole])
            loose = found or loose
            if words[start].begins:
                break
        return _surest(loose)

    def _at(self, words: Sequence[Word], start: int, end: int) -> list[Found[U]]:
        span, begins = words[start:end], words[start].begins
        found: list[Found[U]] = []
        if begins or _may_be_loose(words, start, end):
            found = self._named(words, (start, start, end), begins)
        said = kind_at(span, self._kinds)
        if said is not None and said[1] < len(span) and not _is_town(words, start):
            found += self._named(words, (start, start + said[1], end), is_whole=True, said=said[0])
        return found

    def _named(
        self, words: Sequence[Word], at: tuple[int, int, int], is_whole: bool, said: Kind | None = None
    ) -> list[Found[U]]:
        """Units of a name; `at` says where it starts with its unit word, where without, and where it ends."""
        start, name, end = at
        named = self._by_key.get(_name_key("".join(word.text for word in words[name:end])), ())
        if not named:
            return []
        written = spelling(" ".join(word.text for word in words[name:end])) if _has_marks(words[start:]) else None
        return [
            Found(one.unit, start, one.kind, said, one.spelling is None, _agrees(one.spelling, written), is_whole)
            for one in named
        ]


def _agrees(spelled: str | None, written: str | None) -> bool | None:
    return None if spelled is None or written is None else spelled == written


def _name_key(name: str) -> str:
    folded = key(name)
    return _ROMAN.get(folded, folded)


def _has_marks(words: Sequence[Word]) -> bool:
    """Only then does a syllable without marks mean one: in `NGA THANH, THANH HOA` it may have lost them."""
    return not all(word.text.isascii() for word in words)


def _may_be_loose(words: Sequence[Word], start: int, end: int) -> bool:
    """`Thôn 3 Hòa Thắng` may end in the ward Hòa Thắng; `Thôn Hòa Thắng` is a hamlet of that name, and
    `Huyện Mường Tè` no ward.
    """
    letters = sum(len(word.key) for word in words[start:end] if not word.key.isdigit())
    last = words[start - 1]
    return letters >= _SHORTEST_LOOSE and not starts_a_hamlet(last) and not ends_a_unit_word(last)


def _is_town(words: Sequence[Word], start: int) -> bool:
    """The `xã` of `thị xã` is no commune."""
    return not words[start].begins and words[start].key == "xa" and words[start - 1].key == "thi"


def _surest(found: list[Found[U]]) -> list[Found[U]]:
    """What unit word and spelling tell apart is told apart; what they do not stays side by side."""
    current = [one for one in found if not one.is_former]
    former = [one for one in found if one.is_former]
    of_its_kind = [one for one in current if one.said is not None and one.said is one.kind]
    if of_its_kind:
        current, former = of_its_kind, []
    spelled = [one for one in current if one.agrees]
    if spelled:
        current = spelled
        former = [one for one in former if one.said is not None]
    return current + former
