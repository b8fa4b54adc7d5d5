"""Hooks: one deviation of a chip, written as `PHASE=EFFECT[:ARGUMENT][@N]`.

A phase says when (`pace-step-3`, `read-dg2`, `after-ca`), an effect says what goes wrong then, `@N` that it does so
only the Nth time. Everything else the chip does rightly, MACs and tokens included, so that a reader is stopped by the
check that is meant to stop it and by no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from hardware_mocks.card.command import Command
from hardware_mocks.card.primitives import Randomness
from hardware_mocks.card.secure_messaging import SecureChannel
from hardware_mocks.card.status import Answer
from hardware_mocks.errors import HardwareMockError
from hardware_mocks.issuer import IssuedDocument

PATTERN = "PHASE=EFFECT[:ARGUMENT][@N]"
_WRITTEN = re.compile(r"([a-z0-9-]+)=([a-z0-9-]+)(?::([0-9A-Za-z.-]*))?(?:@([1-9][0-9]{0,5}))?")

NONE = ""
STATUS = "XXXX"
TAG = "[TAG]"
TWO_TAGS = "TAG-TAG"
TAG_AND_VALUE = "TAG-HEX"
BYTES = "HEX"
COUNT = "[N]"
SECONDS = "SECONDS"
_TAG = "(?:[0-9A-F]{2}){1,2}"
_FORMS = MappingProxyType(
    {
        NONE: "",
        STATUS: "[0-9A-F]{4}",
        TAG: f"(?:{_TAG})?",
        TWO_TAGS: f"{_TAG}-{_TAG}",
        TAG_AND_VALUE: f"{_TAG}-(?:[0-9A-F]{{2}})*",
        BYTES: "(?:[0-9A-F]{2})*",
        COUNT: "[0-9]{0,5}",
        SECONDS: r"[0-9]{1,4}(?:\.[0-9]{1,6})?",
    }
)


class MalformedFault(HardwareMockError):
    """A fault's argument is missing or not what its name wants, or the fault does not fit where it was put."""


@dataclass(frozen=True, repr=False)
class Moment:
    """What an effect may know when its time has come."""

    asked: Command
    """The command, in plain."""
    argument: str
    document: IssuedDocument
    randomness: Randomness


@dataclass(frozen=True, repr=False)
class SealedMoment:
    """What an effect on secure messaging may know: the answer is there and not yet protected."""

    channel: SecureChannel
    previous: SecureChannel | None
    """The session before the last key change."""
    upcoming: SecureChannel | None
    """The session that begins after this answer."""
    answer: Answer
    objects: bytes
    """DO87 or DO85, if there is data, and DO99, counted and encrypted."""
    argument: str


Spoil = Callable[[Moment, Answer], Answer]
Seal = Callable[[SealedMoment], bytes]


@dataclass(frozen=True)
class Effect:
    """One way to go wrong. Exactly one of `spoil`, `seal` and `behave` says how."""

    about: str
    argument: str = NONE
    """How the argument is written; one of the forms above."""
    spoil: Spoil | None = None
    """Changes the answer before it is protected."""
    seal: Seal | None = None
    """Protects it otherwise than Doc 9303-11 §9.8 says."""
    behave: str = ""
    """What the card does besides answering; known to `MisbehavingCard`."""


@dataclass(frozen=True)
class Hook:
    """One hook as written, read."""

    phase: str
    name: str
    effect: Effect
    argument: str
    number: int | None
    """Which time; None: every time."""


def looks_like_a_hook(spec: str) -> bool:
    """Whether `spec` is written as a hook is, rightly or not."""
    return "=" in spec


def split(spec: str) -> tuple[str, str, str, int | None]:
    """Phase, effect, argument and number, as written.

    Raises:
        MalformedFault: it is not written so.
    """
    found = _WRITTEN.fullmatch(spec)
    if found is None:
        raise MalformedFault(f"{spec!r} is not written as {PATTERN}")
    phase, effect, argument, number = found.groups()
    return phase, effect, (argument or "").upper(), int(number) if number else None


def require_argument(spec: str, form: str, argument: str) -> None:
    """Refuse an argument that is not of the form.

    Raises:
        MalformedFault: it is not.
    """
    if not re.fullmatch(_FORMS[form], argument):
        wanted = f"takes {form}" if form else "takes no argument"
        raise MalformedFault(f"{spec!r}: its effect {wanted}")
