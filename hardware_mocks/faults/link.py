"""Faults between card and reader: the card leaves, stalls, or its answers arrive damaged.

Faults that count do so over commands since the card was made; each happens once, so that a second try of the reader can
succeed. N counts from 1.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from types import MappingProxyType

from hardware_mocks.faults.hooks import MalformedFault
from nfc_icao.encoding import tlv
from nfc_icao.errors import CardLost, MalformedData
from nfc_icao.transport import ApduLimits, CardTransport, limits_of

NAMES = MappingProxyType(
    {
        "lift-after:N": "the card is taken away after N answers",
        "bad-mac:N": "the first protected answer from command N on has a wrong MAC",
        "stall:SECONDS": "every answer comes that much later",
        "garbage:N": "from answer N on, random bytes",
        "sw:XXXX@N": "command N is refused with this status word",
        "truncate:N": "answer N loses its second half",
    }
)
_DO_MAC = 0x8E
_GARBAGE_MAX_BYTES = 300


class LinkFault:
    """One way to break. The defaults break nothing."""

    def before(self, number: int) -> bytes | None:
        """Called before command `number` reaches the card; an answer given here stands for the card's."""
        return None

    def after(self, number: int, response: bytes) -> bytes:
        """Called with the card's answer; returns what the reader gets."""
        return response


class _LiftAfter(LinkFault):
    def __init__(self, answers: int) -> None:
        self._answers = answers

    def before(self, number: int) -> None:
        if number == self._answers + 1:
            raise CardLost("the imagined card was lifted")


class _BadMac(LinkFault):
    def __init__(self, first: int) -> None:
        self._first: int | None = first

    def after(self, number: int, response: bytes) -> bytes:
        if self._first is None or number < self._first or not _is_protected(response):
            return response
        self._first = None
        return response[:-3] + bytes([response[-3] ^ 0x01]) + response[-2:]


class _Stall(LinkFault):
    def __init__(self, seconds: float, sleep: Callable[[float], None]) -> None:
        self._seconds = seconds
        self._sleep = sleep

    def before(self, number: int) -> None:
        self._sleep(self._seconds)


class _Garbage(LinkFault):
    def __init__(self, first: int) -> None:
        self._first = first
        self._dice = random.Random(first)

    def before(self, number: int) -> bytes | None:
        if number < self._first:
            return None
        return self._dice.randbytes(self._dice.randint(2, _GARBAGE_MAX_BYTES))


class _Refuse(LinkFault):
    def __init__(self, status_word: int, number: int) -> None:
        self._status_word = status_word
        self._number = number

    def before(self, number: int) -> bytes | None:
        return self._status_word.to_bytes(2, "big") if number == self._number else None


class _Truncate(LinkFault):
    def __init__(self, number: int) -> None:
        self._number = number

    def after(self, number: int, response: bytes) -> bytes:
        return response[: len(response) // 2] if number == self._number else response


class FaultyCard:
    """A card with faults around it: the same port as the card inside."""

    def __init__(self, card: CardTransport, faults: Sequence[LinkFault]) -> None:
        self.card = card
        """What is inside."""
        self._faults = tuple(faults)
        self._commands = 0

    @property
    def atr(self) -> bytes:
        atr: bytes = getattr(self.card, "atr", b"")
        return atr

    @property
    def limits(self) -> ApduLimits:
        """What the link to the card inside carries."""
        return limits_of(self.card)

    def reset(self) -> None:
        """Power the card inside off and on, when it has power of its own; the counting of commands goes on."""
        reset: Callable[[], None] = getattr(self.card, "reset", _nothing)
        reset()

    def transmit(self, command: bytes) -> bytes:
        """See `PoweredCard.transmit`; `CardLost` when the fault is that the card leaves."""
        self._commands += 1
        response = self._answered_by_a_fault()
        if response is None:
            response = self.card.transmit(command)
        for fault in self._faults:
            response = fault.after(self._commands, response)
        return response

    def _answered_by_a_fault(self) -> bytes | None:
        answers = [fault.before(self._commands) for fault in self._faults]
        return next((answer for answer in answers if answer is not None), None)


def link_fault(spec: str, sleep: Callable[[float], None] = time.sleep) -> LinkFault:
    """The fault written as `spec`; its name must be one of `NAMES`.

    Raises:
        MalformedFault: its argument does not fit.
    """
    name, _, argument = spec.partition(":")
    if name == "stall":
        return _Stall(_seconds(spec, argument), sleep)
    if name == "sw":
        found = re.fullmatch(r"([0-9A-Fa-f]{4})@([0-9]{1,6})", argument)
        if found is None:
            raise MalformedFault(f"{spec!r} is not written as sw:XXXX@N")
        return _Refuse(int(found[1], 16), int(found[2]))
    counting: dict[str, Callable[[int], LinkFault]] = {
        "lift-after": _LiftAfter,
        "bad-mac": _BadMac,
        "garbage": _Garbage,
        "truncate": _Truncate,
    }
    if not re.fullmatch(r"[0-9]{1,6}", argument):
        raise MalformedFault(f"{spec!r} is not written as {name}:N")
    return counting[name](int(argument))


def _seconds(spec: str, argument: str) -> float:
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,6})?", argument):
        raise MalformedFault(f"{spec!r} is not written as stall:SECONDS")
    return float(argument)


def _is_protected(response: bytes) -> bool:
    """Whether the last data object of the answer is DO8E."""
    try:
        objects = tlv.parse_all(response[:-2])
    except MalformedData:
        return False
    return bool(objects) and objects[-1].tag == _DO_MAC


def _nothing() -> None:
    """What a transport without power of its own does when it is reset."""
