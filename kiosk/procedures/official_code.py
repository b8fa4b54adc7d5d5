"""Dossier codes of the one-stop software, taken over by scan. This program never makes one.

`<agency>-<yymmdd>-<sequence>`: the agency's code (letters, digits, dots), the day of reception, a running number of 3
to 8 digits. Older agency codes (`000.00.00.H10`) still appear, ministries number otherwise than provinces, so the
pattern is tolerant and only the date is checked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from kiosk.procedures.errors import OfficialCodeUnfit

LONGEST = 2000
"""Characters of a scan: a code, a link around it, or somebody else's barcode."""
_CODE = re.compile(r"(?<![A-Z0-9.\-])([A-Z0-9.]{3,30})-([0-9]{6})-([0-9]{3,8})(?![A-Z0-9\-])")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


@dataclass(frozen=True)
class OfficialCode:
    agency: str
    received_on: date
    sequence: str
    """As written: leading zeros belong to it."""

    @property
    def text(self) -> str:
        return f"{self.agency}-{self.received_on:%y%m%d}-{self.sequence}"


def official_code(scanned: str) -> OfficialCode:
    """The one code in a scanned text, bare or inside a link. Raises `OfficialCodeUnfit`; the text is not repeated."""
    plain = unicodedata.normalize("NFKC", scanned[:LONGEST]).translate(_DASHES).upper()
    found = {code for parts in _CODE.findall(plain) if (code := _code(*parts)) is not None}
    if len(found) != 1:
        raise OfficialCodeUnfit("no official dossier code" if not found else "more than one official dossier code")
    return found.pop()


def _code(agency: str, day: str, sequence: str) -> OfficialCode | None:
    year, month, of_month = (int(day[at : at + 2]) for at in (0, 2, 4))
    try:
        return OfficialCode(agency, date(2000 + year, month, of_month), sequence)
    except ValueError:
        return None
