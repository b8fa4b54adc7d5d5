"""Cuts a stream of bytes from a scanner into codes.

Factory settings differ: some scanners end a code with CR, LF, both, TAB or ETX, some with nothing at all, so a pause
also ends one. Some begin with STX, or with the AIM identifier of the symbology (ISO/IEC 15424; `]Q1` is a QR code).
"""

from __future__ import annotations

import re

TERMINATORS = re.compile(rb"[\r\n\t\x03]+")
LEADING_MARKS = re.compile(rb"\A\x02?(?:\]Q[0-9])?")
MAX_CODE_BYTES = 4096
"""The largest QR code holds 2 953 bytes (ISO/IEC 18004 table 7)."""


class CodeFraming:
    """Collects bytes; hands out complete codes without marks and terminators. `prefix` is the site's own, if any."""

    def __init__(self, *, prefix: bytes = b"", max_bytes: int = MAX_CODE_BYTES) -> None:
        self._prefix = prefix
        self._max_bytes = max_bytes
        self._pending = bytearray()
        self._overflowing = False

    @property
    def is_collecting(self) -> bool:
        """True while part of a code has arrived."""
        return bool(self._pending) or self._overflowing

    def feed(self, data: bytes) -> list[bytes]:
        """Take bytes as they come; return the codes that they complete."""
        codes = []
        *complete, rest = TERMINATORS.split(data)
        for part in complete:
            self._take(part)
            code = self.finish()
            if code is not None:
                codes.append(code)
        self._take(rest)
        return codes

    def finish(self) -> bytes | None:
        """The line has been quiet: what was collected is a code. None when nothing was, or far too much."""
        code, self._pending = bytes(self._pending), bytearray()
        overflowed, self._overflowing = self._overflowing, False
        if overflowed:
            return None
        code = LEADING_MARKS.sub(b"", code.removeprefix(self._prefix))
        return code or None

    def _take(self, data: bytes) -> None:
        if self._overflowing:
            return
        self._pending += data
        if len(self._pending) > self._max_bytes:
            # A jammed trigger or somebody's mischief: drop everything until the line is quiet or a code ends.
            self._pending.clear()
            self._overflowing = True
