"""What can happen around a card reader, one fact per class.

A reader's name is the name PC/SC gives it. The ATR identifies a type of chip at best, never a card or a person; with a
contactless card it is made up by the reader (PC/SC Part 3 §3.1.3.2.3).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReaderPlugged:
    """A reader can be used from now on."""

    reader: str


@dataclass(frozen=True)
class ReaderUnplugged:
    """A reader is gone, and with it any card on it: `CardLeft` came before."""

    reader: str


@dataclass(frozen=True)
class CardArrived:
    """Something with a chip lies on the reader."""

    reader: str
    atr: bytes
    """Empty when the chip did not answer to power."""


@dataclass(frozen=True)
class CardLeft:
    """The card was taken away, or the reader lost sight of it."""

    reader: str


@dataclass(frozen=True)
class ServiceDown:
    """No reader can be used: the PC/SC service does not answer. Every reader was reported unplugged before."""

    reason: str
    """For staff and the log, in English, naming a code."""


@dataclass(frozen=True)
class ServiceUp:
    """The PC/SC service answers. Readers are reported next."""


ReaderEvent = ReaderPlugged | ReaderUnplugged | CardArrived | CardLeft | ServiceDown | ServiceUp
