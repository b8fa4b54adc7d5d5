"""QR codes on paper, as SVG: sharp at every size, and set by the layout like any picture."""

from __future__ import annotations

import importlib
import io

from kiosk.papers.errors import DataUnfit, PaperLibraryMissing

LONGEST = 300
"""Characters: beyond, the squares on a small slip are too fine for a cheap scanner."""
_QUIET = 4
"""Modules of white around (ISO/IEC 18004, 9.1)."""


def qr_picture(text: str) -> bytes:
    """An SVG of `text` as a QR code, error correction M or better. Raises `DataUnfit`, `PaperLibraryMissing`."""
    if not 0 < len(text) <= LONGEST:
        raise DataUnfit("qr", f"1 to {LONGEST} characters")
    try:
        segno = importlib.import_module("segno")
    except ImportError:
        raise PaperLibraryMissing from None
    drawn = io.BytesIO()
    segno.make_qr(text, error="m", encoding="utf-8").save(drawn, kind="svg", border=_QUIET, xmldecl=False, scale=4)
    return drawn.getvalue()
