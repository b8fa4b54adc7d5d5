"""Words that differ by one slip of the finger: a letter too many, too few, another, or two exchanged.

Every word is stored under itself and under itself less one letter; two words one slip apart meet under one of these.
That is cheaper than comparing with each word, and enough: two slips in a short Vietnamese syllable make another word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

LIKE_BEGUN = 0.7
LIKE_SLIPPED = 0.6
_SHORTEST_BEGUN = 2
_SHORTEST_SLIPPED = 3
_SHORTEST_EXCHANGED = 4
"""A word of three letters with another letter is another word: only a letter too few is forgiven."""


class Vocabulary:
    def __init__(self, rarity: Mapping[str, float]) -> None:
        """`rarity` of every word there is."""
        self._rarity = rarity
        self._rarest = max(rarity.values(), default=1.0)
        self._under: dict[str, set[str]] = defaultdict(set)
        self._begun: dict[str, set[str]] = defaultdict(set)
        for word in rarity:
            for less in _less_one(word):
                self._under[less].add(word)
            for length in range(_SHORTEST_BEGUN, len(word)):
                self._begun[word[:length]].add(word)
        self.near = lru_cache(maxsize=2048)(self._near)

    def rarity(self, word: str) -> float:
        """Of a word that is there; else of the likest; else that of the rarest, because it was meant."""
        if word in self._rarity:
            return self._rarity[word]
        return min((self._rarity[other] for other, _ in self.near(word)), default=self._rarest)

    def _near(self, word: str) -> tuple[tuple[str, float], ...]:
        begun = dict.fromkeys(self._begun.get(word, ()), LIKE_BEGUN)
        if len(word) < _SHORTEST_SLIPPED or any(letter.isdigit() for letter in word):
            return tuple(begun.items())
        met = {other for less in _less_one(word) for other in self._under.get(less, ()) if _one_slip(word, other)}
        slipped = {other for other in met if len(word) >= _SHORTEST_EXCHANGED or len(other) > len(word)}
        return tuple({**dict.fromkeys(slipped, LIKE_SLIPPED), **begun}.items())


def _less_one(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _one_slip(first: str, second: str) -> bool:
    """Whether the two are one slip apart: words that meet under a third may be two apart."""
    if abs(len(first) - len(second)) > 1:
        return False
    at = next((at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return True
    if len(first) != len(second):
        shorter, longer = sorted((first, second), key=len)
        return longer[at + 1 :] == shorter[at:]
    if first[at + 1 :] == second[at + 1 :]:
        return True
    return first[at : at + 2] == second[at : at + 2][::-1] and first[at + 2 :] == second[at + 2 :]
