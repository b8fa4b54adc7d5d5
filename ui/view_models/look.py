"""How things look, said without naming a colour or drawing a line: tones and glyphs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """The meaning a colour carries. Never alone: a glyph and a word always say the same."""

    NEUTRAL = "neutral"
    INFO = "info"
    PROVEN = "proven"
    """Green, reserved for what a trusted signature proves."""
    CAUTION = "caution"
    PROBLEM = "problem"


class Glyph(StrEnum):
    """The small pictures, drawn by `ui.components.icons`."""

    CHECK = "check"
    CROSS = "cross"
    QUESTION = "question"
    DASH = "dash"
    WARNING = "warning"
    SHIELD = "shield"
    CHIP = "chip"
    SPEECH = "speech"
    PENCIL = "pencil"
    EYE = "eye"
    CLOCK = "clock"
    KEY = "key"
    PERSON = "person"
    SCANNER = "scanner"
    READER = "reader"
    PORTAL = "portal"
    STORE = "store"
    DESK = "desk"
    DIFFERENCE = "difference"


@dataclass(frozen=True)
class Badge:
    """A word with its glyph and tone."""

    text: str
    tone: Tone
    glyph: Glyph
