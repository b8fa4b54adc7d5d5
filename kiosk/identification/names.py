"""When two names are the same name: case, blanks and diacritics are lost on the way, letters are not.

An MRZ has no diacritics and cuts names off at the end of its line (Doc 9303-5 §4.2.2); a QR may be in capitals.
"""

from __future__ import annotations

import unicodedata
from enum import Enum

from nfc_icao.encoding.mrz import Mrz

_NAME_FIELD = {"TD1": 30, "TD2": 31, "TD3": 39}


class NameMatch(Enum):
    SAME = "same"
    """Letter for letter, or as far as an MRZ can say it."""
    LOSSY = "lossy"
    """The same letters, but case, diacritics or a cut-off end differ."""
    DIFFERENT = "different"


def folded(name: str) -> str:
    """Capitals A-Z with single blanks: diacritics stripped, Đ to D, marks that are no letters left out."""
    plain = unicodedata.normalize("NFD", name.upper().replace("Đ", "D"))
    letters = "".join(one for one in plain if one.isalnum() or one in " -'")
    return " ".join(letters.replace("-", " ").replace("'", "").split())


def match_names(one: str, other: str) -> NameMatch:
    """Compare two names that both have diacritics."""
    if unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other):
        return NameMatch.SAME
    return NameMatch.LOSSY if folded(one) == folded(other) != "" else NameMatch.DIFFERENT


def match_mrz(full_name: str, mrz: Mrz) -> NameMatch:
    """Compare a name with what an MRZ holds of it. `LOSSY` when the MRZ is full and holds its beginning only."""
    whole, printed = _letters(folded(full_name)), _letters(mrz.surname + mrz.given_names)
    if whole == printed != "":
        return NameMatch.SAME
    used = len(mrz.surname) + (2 + len(mrz.given_names) if mrz.given_names else 0)
    is_full = used >= _NAME_FIELD.get(mrz.format, 30) - 1  # one less: the cut may have fallen on a filler
    return NameMatch.LOSSY if is_full and printed and whole.startswith(printed) else NameMatch.DIFFERENT


def _letters(text: str) -> str:
    return text.replace(" ", "")
