"""The console itself, before anything is said on it."""

from __future__ import annotations

import sys


def make_printable() -> None:
    """WORKAROUND: a Windows console is cp1252 by default and would stop at the first Vietnamese letter."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
