"""Finding a procedure by what people say.

Each word of the question looks for its best counterpart among a procedure's words: the same, one that it begins, or one
that differs in a single slip of the finger. A word typed with marks hardly means one with others: `đẻ` is not `để`.
Rare words weigh more than common ones, a whole phrase more than its words. An index built once and read often was
chosen over a search engine: a few dozen rows need no more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from kiosk.procedures.definition import Catalogue, Level, Procedure
from kiosk.procedures.folding import LONGEST, bare, folded, spelled, words_of
from kiosk.procedures.slips_of_finger import Vocabulary

MOST_WORDS = 12
"""Of a question; the rest of a longer one is left out."""
_CODE = re.compile(r"(?<!\d)(\d)[.,\s]?(\d{6})(?!\d)")
_CODE_BEGUN = re.compile(r"\s*(\d)\.(\d{1,5})\s*")
_PHRASE, _SPOKEN, _LABEL, _NAME, _EVENT, _SECTOR = 3.0, 2.0, 2.0, 1.0, 0.8, 0.6
_ENOUGH = 0.5
"""Of a question's weight that must be met: less is an accident."""
_OTHER_MARKS = 0.3
"""How like a word is that has other marks than were typed. More than nothing: marks are mistyped too."""
_COMMON = 0.4
_COMMUNE = 0.1


@dataclass(frozen=True)
class Found:
    procedure: Procedure
    score: float
    """Greater is better; comparable within one question only."""


@dataclass(frozen=True)
class _Indexed:
    procedure: Procedure
    weights: dict[str, float]
    """Folded word → how much it says about this procedure."""
    spellings: dict[str, frozenset[str]]
    """Folded word → how this procedure spells it."""
    phrases: tuple[str, ...]


class Finder:
    def __init__(self, catalogue: Catalogue) -> None:
        self._short = {folded(short): means for short, means in catalogue.short_words.items()}
        events = {one.event_id: (one.label["vi"], *one.words) for one in catalogue.events}
        self._rows = tuple(_indexed(one, events) for one in catalogue.procedures)
        self._rows_with: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, row in enumerate(self._rows):
            for word, weight in row.weights.items():
                self._rows_with[word].append((at, weight))
        rarity = {word: log(1 + len(self._rows) / len(rows)) for word, rows in self._rows_with.items()}
        self._vocabulary = Vocabulary(rarity)

    def find(self, question: str, limit: int = 10) -> tuple[Found, ...]:
        """The best first; empty when nothing fits. Any text may be asked."""
        question = question[:LONGEST]
        by_code = tuple(self._by_code(question))
        if by_code:
            return by_code[:limit]
        best: dict[str, Found] = {}
        for words in self._readings(question):
            for one in self._scored(words):
                known = best.get(one.procedure.code)
                if known is None or one.score > known.score:
                    best[one.procedure.code] = one
        return tuple(sorted(best.values(), key=lambda one: (-one.score, one.procedure.code)))[:limit]

    def of_event(self, event_id: str) -> tuple[Procedure, ...]:
        """Procedures of a life event, in the catalogue's order, the common ones first."""
        found = [row.procedure for row in self._rows if event_id in row.procedure.events]
        return tuple(sorted(found, key=lambda one: not one.common))

    def _by_code(self, question: str) -> Iterator[Found]:
        """By a code anywhere in the text, so that a portal's link works too, or by the beginning of one."""
        codes = [f"{first}.{rest}" for first, rest in _CODE.findall(question)]
        begun = _CODE_BEGUN.fullmatch(question)
        for row in self._rows:
            code = row.procedure.code
            if code in codes:
                yield Found(row.procedure, 100.0 - codes.index(code))
            elif begun is not None and code.startswith(f"{begun.group(1)}.{begun.group(2)}"):
                yield Found(row.procedure, 50.0)

    def _readings(self, question: str) -> Iterator[tuple[str, ...]]:
        """The question as typed, and with each short form written out in each of its meanings."""
        words = words_of(question)[:MOST_WORDS]
        if words:
            yield words
        for at, word in enumerate(words):
            for meaning in self._short.get(bare(word), ()):
                yield self._written_out((*words[:at], *words_of(meaning), *words[at + 1 :]))

    def _written_out(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Further short forms in their first meaning: two of them in one question have few readings."""
        long = [one for word in words for one in self._long(word)]
        return tuple(long[: 2 * MOST_WORDS])

    def _long(self, word: str) -> tuple[str, ...]:
        meanings = self._short.get(bare(word))
        return (word,) if meanings is None else words_of(meanings[0])

    def _scored(self, words: tuple[str, ...]) -> Iterator[Found]:
        """Every procedure that meets enough of the question."""
        rarities = [self._vocabulary.rarity(bare(word)) for word in words]
        possible = sum(rarities)
        met: dict[int, float] = defaultdict(float)
        gained: dict[int, float] = defaultdict(float)
        for word, rarity in zip(words, rarities, strict=True):
            for at, (likeness, weight) in self._rows_like(word).items():
                met[at] += rarity * likeness
                gained[at] += rarity * likeness * weight
        asked = " ".join(map(bare, words))
        for at, share in met.items():
            if share >= _ENOUGH * possible:
                row = self._rows[at]
                yield Found(row.procedure, gained[at] / possible * (share / possible) + _extra(row, asked))

    def _rows_like(self, word: str) -> dict[int, tuple[float, float]]:
        """By row: how like its likest word is, and how much that word says."""
        plain = bare(word)
        found = {at: (self._same(at, word, plain), weight) for at, weight in self._rows_with.get(plain, ())}
        for other, likeness in self._vocabulary.near(plain):
            for at, weight in self._rows_with[other]:
                found[at] = max(found.get(at, (0.0, 0.0)), (likeness, weight))
        return found

    def _same(self, at: int, word: str, plain: str) -> float:
        """How like a word is that has the same letters; without marks it may be meant either way."""
        spellings = self._rows[at].spellings[plain]
        return 1.0 if word == plain or word in spellings or plain in spellings else _OTHER_MARKS


def _extra(row: _Indexed, asked: str) -> float:
    """For a phrase of the row that holds the question, and for what is asked for most at a counter."""
    held = max((len(asked) / len(phrase) for phrase in row.phrases if phrase and asked in phrase), default=0.0)
    score = _PHRASE * held + (_PHRASE if asked in row.phrases else 0.0)
    return score + _COMMON * row.procedure.common + _COMMUNE * (Level.COMMUNE in row.procedure.levels)


def _indexed(procedure: Procedure, events: dict[str, tuple[str, ...]]) -> _Indexed:
    texts = [(text, _SPOKEN) for text in procedure.words]
    texts += [(text, _LABEL) for text in procedure.label.values()]
    texts += [(procedure.name, _NAME), (procedure.sector, _SECTOR)]
    texts += [(text, _EVENT) for event_id in procedure.events for text in events[event_id]]
    weights: dict[str, float] = {}
    spellings: dict[str, frozenset[str]] = {}
    for text, weight in texts:
        for word in spelled(text):
            plain = bare(word)
            weights[plain] = max(weight, weights.get(plain, 0.0))
            spellings[plain] = spellings.get(plain, frozenset()) | {word}
    spoken = (*procedure.words, *procedure.label.values(), procedure.name)
    return _Indexed(procedure, weights, spellings, tuple(folded(text) for text in spoken))
