"""Scanner and reader while the one-stop page is open: each code is a person more, each chip proves one better.

No visit begins meanwhile. What devices say besides is kept, and told to the visit when the page was left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Identity
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post
from kiosk.visit.effects import ReadChip, StopReading, Wipe


@dataclass(frozen=True)
class ChipRoad:
    """How a chip is read, stopped and forgotten: the desk's own performer."""

    read: Callable[[ReadChip, Post], None]
    stop: Callable[[StopReading, Post], None]
    wipe: Callable[[Wipe, Post], None]


@dataclass
class CounterDevices:
    """Called on the main thread; `read` is done by whoever `submit` gives it to."""

    chip: ChipRoad
    submit: Callable[[Callable[[], None]], None]
    add: Callable[[Identity], None]
    """A person's code was scanned, or chip read."""
    fail: Callable[[FailureCode], None]
    _open: bool = False
    _reader: str | None = None
    _claim: Identity | None = field(default=None, repr=False)
    _readings: int = 0
    _kept: list[happened.Event] = field(default_factory=list, repr=False)

    def open(self, reader: str | None) -> None:
        """From now on devices speak to the page; `reader` holds a card already."""
        self._open, self._reader, self._claim = True, reader, None

    def leave(self) -> tuple[happened.Event, ...]:
        """Stop; what the visit was not told meanwhile."""
        kept, self._kept = tuple(self._kept), []
        self.chip.stop(StopReading(self._reading_id), _nobody)
        self.chip.wipe(Wipe(self._reading_id), _nobody)
        self._open, self._reader, self._claim = False, None, None
        return kept

    def take(self, event: happened.Event) -> bool:
        """True when the event is the page's business and the visit must not hear of it now."""
        if not self._open:
            return False
        match event:
            case happened.CodeScanned(identity) | happened.NumberTyped(identity):
                self._claim = identity
                self.add(identity)
                self._read()
            case happened.CodeRejected(failure):
                self.fail(failure)
            case happened.CardArrived(reader):
                self._kept.append(event)
                self._reader = reader
                self._read()
            case happened.CardLeft() | happened.SecondCardArrived():
                self._kept.append(event)
                self._reader = None
            case happened.DeviceFailed() | happened.DeviceRecovered():
                self._kept.append(event)
            case _:
                return False
        return True

    @property
    def _reading_id(self) -> str:
        return f"one-stop-{self._readings}"

    def _read(self) -> None:
        """Read the chip of whoever's code was scanned last, once their card lies there."""
        if self._reader is None or self._claim is None:
            return
        self._readings += 1
        effect = ReadChip(self._reading_id, self._reader, self._claim)
        self.submit(lambda: self.chip.read(effect, lambda event: self._heard(event, effect.claim)))

    def _heard(self, event: happened.Event, claim: Identity) -> None:
        """On the worker's thread. Somebody else's code may have been scanned meanwhile: their chip is still wanted."""
        if isinstance(event, happened.ChipRead):
            if self._claim is claim:
                self._claim = None
            self.add(event.identity)
        elif isinstance(event, happened.ReadingFailed):
            self.fail(event.failure)


def _nobody(event: happened.Event) -> None:
    """Stopping and wiping are not answered."""
