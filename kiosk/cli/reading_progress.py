"""How far a reading is, on one line of a terminal that writes over itself; nothing where no person looks on."""

from __future__ import annotations

import sys
from typing import TextIO

from kiosk.runtime.language import Language
from nfc_icao.reading import ReadingProgress

_WIDTH = 60


class ProgressLine:
    """A listener for `read_chip`. A context manager: the line is gone when reading ends."""

    def __init__(self, language: Language, stream: TextIO | None = None) -> None:
        self._language = language
        self._stream = stream or sys.stderr
        self._shown = False

    def __call__(self, progress: ReadingProgress) -> None:
        if not self._stream.isatty():
            return
        key = f"desk.phase.{progress.phase}"
        text = self._language.say(key if self._language.knows(key) else "desk.phase.other")
        if progress.bytes_expected:
            text += f" {100 * progress.bytes_done // progress.bytes_expected:3d} %"
        self._write(text)
        self._shown = True

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()

    def _write(self, text: str) -> None:
        self._stream.write("\r" + text[:_WIDTH].ljust(_WIDTH))
        self._stream.flush()
