"""What the fields of a machine readable zone may hold, check digits aside (Doc 9303-3 §4, 9303-4 §4.2, 9303-5 §4.2).

A right check digit over the thirteenth month is still a right check digit. Such a zone is what its issuer signed, and
nothing a form should take over unseen. Parts of a date that are not known are fillers; some issuers write zeroes.
"""

from __future__ import annotations

import re

from nfc_icao.encoding.mrz import Mrz

_DOCUMENT_CODES = ("A", "C", "I", "P", "V")
"""First letters: identity and residence cards, crew cards, passports, visas."""
_COUNTRY = re.compile(r"[A-Z]{1,3}")
_UNKNOWN = ("<<", "00")


def are_possible(mrz: Mrz) -> bool:
    """Whether document code, name, nationality and both dates are ones that can be."""
    return (
        mrz.document_code.startswith(_DOCUMENT_CODES)
        and bool(mrz.surname or mrz.given_names)
        and _COUNTRY.fullmatch(mrz.nationality) is not None
        and _is_possible_date(mrz.date_of_birth)
        and _is_possible_date(mrz.date_of_expiry)
    )


def _is_possible_date(yymmdd: str) -> bool:
    year, month, day = yymmdd[:2], yymmdd[2:4], yymmdd[4:]
    return (
        (year == "<<" or year.isdigit())
        and (month in _UNKNOWN or (month.isdigit() and int(month) <= 12))
        and (day in _UNKNOWN or (day.isdigit() and int(day) <= 31))
    )
