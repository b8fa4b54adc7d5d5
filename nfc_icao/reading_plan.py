"""What to ask of a chip, in which order, and how far that is.

Name and photo come first, so that people have something to look at while the rest arrives: DG1, the signed list in
EF.SOD, what else is written about the person, the portrait, then what proves the chip. Fingerprints and irises (DG3,
DG4) are given only to authorised terminals; they are asked for when a plan names them, last, because some chips end the
session over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nfc_icao.access.opening import AccessPolicy
from nfc_icao.evidence import EF_COM, EF_SOD, dg
from nfc_icao.lds.files import DATA_GROUPS

PHASE_ACCESS = "access"
PHASE_ACTIVE_AUTHENTICATION = "active_authentication"
PHASE_CHIP_AUTHENTICATION = "chip_authentication"

_HOLDER = 1
_PORTRAIT = 2
_ABOUT_THE_PERSON = (11, 12, 13, 16)
_CLOSED = (3, 4)
_USUAL_BYTES = {EF_COM: 26, EF_SOD: 1800, dg(1): 95, dg(2): 16_000, dg(13): 600, dg(14): 400, dg(15): 200}
_BYTES_OF_OTHERS = 500


@dataclass(frozen=True)
class ReadingPlan:
    """What to ask of a chip."""

    data_groups: tuple[int, ...] = (1, 2, 13, 14, 15)
    """Those to read when the document lists them; any of 1 to 16."""
    access: AccessPolicy = "auto"
    active_authentication: bool = True
    """When DG15 was read."""
    chip_authentication: bool = True
    """When DG14 was read and holds a key we can use."""
    ef_com: bool = False
    """Read EF.COM too. Its list is unsigned and EF.SOD has a signed one, so it only shows whether they differ."""
    card_security: bool = False
    """Read EF.CardSecurity after PACE. It is read without being asked for when the chip proved itself in PACE."""

    def __post_init__(self) -> None:
        if not set(self.data_groups) <= DATA_GROUPS.keys():
            raise ValueError("data groups are numbered 1 to 16")


WHOLE_CARD = ReadingPlan()
"""What a desk asks of a Vietnamese card."""


@dataclass(frozen=True)
class ReadingProgress:
    """How far reading is. Numbers are 0 where bytes mean nothing."""

    phase: str
    """`access`, `DG1`, `EF_SOD`, `DG13`, `DG2` …, `active_authentication`, `chip_authentication`."""
    bytes_done: int
    bytes_expected: int
    """Of the file of this phase, as its first bytes announce."""
    total_done: int = 0
    total_expected: int = 0
    """Of all files: exact for those begun, the usual size for the others. It is corrected as they arrive."""

    @property
    def is_about_a_file(self) -> bool:
        """A file is being read, so the totals move."""
        return self.phase not in (PHASE_ACCESS, PHASE_ACTIVE_AUTHENTICATION, PHASE_CHIP_AUTHENTICATION)


ProgressListener = Callable[[ReadingProgress], None]


def reads_holder_first(plan: ReadingPlan) -> bool:
    """DG1 is mandatory, so it need not wait for the list."""
    return _HOLDER in plan.data_groups


def in_order(data_groups: Iterable[int]) -> tuple[int, ...]:
    """Person, portrait, proof and the rest, closed files."""
    return tuple(sorted(set(data_groups), key=lambda number: (_rank(number), number)))


def _rank(number: int) -> int:
    if number == _HOLDER:
        return 0
    if number in _ABOUT_THE_PERSON:
        return 1
    if number == _PORTRAIT:
        return 2
    return 4 if number in _CLOSED else 3


class Tally:
    """Counts the bytes of files that are there and guesses those that are not."""

    def __init__(self, plan: ReadingPlan) -> None:
        self._done: dict[str, int] = {}
        self._expected: dict[str, int] = {}
        self.foresee([EF_SOD, *map(dg, plan.data_groups)])

    def foresee(self, names: Iterable[str]) -> None:
        """These files, and those that have begun, are the ones to expect."""
        begun = {name: self._expected[name] for name in self._done}
        self._expected = {name: _USUAL_BYTES.get(name, _BYTES_OF_OTHERS) for name in names} | begun

    def note(self, name: str, done: int, expected: int) -> None:
        self._done[name], self._expected[name] = done, expected

    def close(self, name: str) -> None:
        """No more of this file will come."""
        self._expected[name] = self._done.setdefault(name, 0)

    def progress(self, phase: str) -> ReadingProgress:
        done = self._done.get(phase, 0)
        expected = self._expected[phase] if phase in self._done else 0
        return ReadingProgress(phase, done, expected, sum(self._done.values()), sum(self._expected.values()))
