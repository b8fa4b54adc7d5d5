"""From the text on a card to the units of today. Nothing is asked of any network and nothing is guessed: what the
table leaves open, a person chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.addresses.conversion import Candidate, Conversion, Note, Status
from kiosk.addresses.gazetteer import Gazetteer
from kiosk.addresses.readings import Reading, read
from kiosk.addresses.units import Share, UnitTable, Ward
from kiosk.addresses.words import before, cut

MAX_CHARACTERS = 1_000
"""A card holds some 120 bytes of address; what is longer than this is none, and is not looked at."""
_COUNTRY = frozenset(("vietnam", "vn"))


class AddressBook:
    def __init__(self, table: UnitTable) -> None:
        self._gazetteer = Gazetteer(table)

    def convert(self, text: str) -> Conversion:
        """What an address of before July 2025 is called today; an address of today is recognised. Never raises."""
        if len(text) > MAX_CHARACTERS:
            return Conversion(text, Status.NOT_FOUND)
        words = cut(text)
        while words and (words[-1].key in _COUNTRY or "".join(word.key for word in words[-2:]) in _COUNTRY):
            words = words[: -1 if words[-1].key in _COUNTRY else -2]
        readings = read(self._gazetteer, words)
        if not readings:
            return Conversion(text, Status.NOT_FOUND)
        detail = before(text, words, min(one.start for one in readings))
        candidates = _candidates(readings)
        return Conversion(text, _status(readings, candidates), detail, candidates)


def _status(readings: Sequence[Reading], candidates: Sequence[Candidate]) -> Status:
    if len(candidates) > 1 or any(one.doubt is not None for one in readings):
        return Status.CHOOSE
    return Status.ALREADY_NEW if all(isinstance(one.unit, Ward) for one in readings) else Status.EXACT


def _candidates(readings: Sequence[Reading]) -> tuple[Candidate, ...]:
    """Each unit of today once, with the weightiest reason to think about it."""
    several = len({one.unit.name for one in readings}) > 1
    chosen: dict[str, Candidate] = {}
    for reading in readings:
        for one in _of(reading):
            note = one.note or (Note.SAME_NAME if several else None)
            chosen.setdefault(one.ward.code, replace(one, note=note))
    if len(chosen) == 1 and several:  # namesakes that became one: nothing is left to weigh
        return tuple(replace(one, note=None if one.note is Note.SAME_NAME else one.note) for one in chosen.values())
    return tuple(sorted(chosen.values(), key=lambda one: one.ward.code))


def _of(reading: Reading) -> Iterator[Candidate]:
    unit = reading.unit
    if isinstance(unit, Ward):
        yield Candidate(unit, reading.doubt or (Note.RENAMED if reading.is_former else None))
        return
    former = Note.FORMER_NAME if reading.is_former else None
    parts = unit.ward.parts
    populated = [part for part in parts if part.share is Share.POPULATION]
    if len(populated) == 1:
        yield Candidate(populated[0].ward, reading.doubt or former or Note.POPULATION, unit.name)
    elif len(parts) == 1:
        yield Candidate(parts[0].ward, reading.doubt or former, unit.name)
    else:
        for part in parts:
            yield Candidate(part.ward, Note.LAND if part.share is Share.LAND else Note.SPLIT, unit.name)
