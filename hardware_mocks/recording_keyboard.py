"""A keyboard that writes down what would have been typed, and a focus that moves when a test says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class ImaginedWindow:
    handle: int
    ours: bool = False


@dataclass
class RecordingKeyboard:
    """`typed` is the text with `\\t` and `\\n` for the keys."""

    window: ImaginedWindow | None = field(default_factory=lambda: ImaginedWindow(1))
    moves_after: int | None = None
    """After so many keys the focus is another window's."""
    error: Exception | None = None
    """Raised instead of the next key."""
    typed: str = field(default="", repr=False)

    def type_text(self, text: str) -> None:
        self._add(text)

    def press(self, key: Literal["tab", "enter"]) -> None:
        self._add({"tab": "\t", "enter": "\n"}[key])

    def focused(self) -> ImaginedWindow | None:
        if self.moves_after is not None and len(self.typed) >= self.moves_after:
            return ImaginedWindow(2)
        return self.window

    def close(self) -> None:
        """Nothing is open."""

    def _add(self, text: str) -> None:
        if self.error is not None:
            raise self.error
        self.typed += text
