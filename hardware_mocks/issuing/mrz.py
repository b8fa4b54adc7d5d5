"""Writing machine readable zones (Doc 9303-3 §4, -4 §4.2, -5 §4.2), from the issuer's side.

Written apart from the reader's parser on purpose: each is a check of the other.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_WEIGHTS = (7, 3, 1)
_TD1_NAME_LENGTH = 30
_TD3_NAME_LENGTH = 39


@dataclass(frozen=True, repr=False)
class PrintedFacts:
    """What the MRZ shows, already in MRZ letters. Dates are YYMMDD."""

    document_number: str
    personal_number: str
    surname: str
    given_names: str
    date_of_birth_yymmdd: str
    sex: str
    date_of_expiry_yymmdd: str
    issuing_state: str = "VNM"


def transliterate(name: str) -> str:
    """Vietnamese letters as the MRZ prints them: diacritics stripped, Đ to D, upper case."""
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).upper()


def check_digit(text: str) -> str:
    """Weights 7-3-1, modulo 10 (Doc 9303-3 §4.9)."""
    values = (0 if letter == "<" else int(letter, 36) for letter in text)
    return str(sum(value * _WEIGHTS[index % 3] for index, value in enumerate(values)) % 10)


def _names(facts: PrintedFacts, length: int) -> str:
    text = f"{facts.surname}<<{facts.given_names}".replace(" ", "<")
    return text[:length].ljust(length, "<")


def _with_check_digit(text: str) -> str:
    return text + check_digit(text)


def vietnamese_td1(facts: PrintedFacts) -> str:
    """The card's three lines: optional data holds all twelve digits, position 30 a national check digit over them."""
    number = _with_check_digit(facts.document_number.ljust(9, "<"))
    optional = facts.personal_number + "<<" + check_digit(facts.personal_number)
    first = f"ID{facts.issuing_state}{number}{optional}"
    birth = _with_check_digit(facts.date_of_birth_yymmdd)
    expiry = _with_check_digit(facts.date_of_expiry_yymmdd)
    composite = check_digit(first[5:] + birth + expiry + "<" * 11)  # Doc 9303-5 §4.2.4
    second = f"{birth}{facts.sex}{expiry}{facts.issuing_state}{'<' * 11}{composite}"
    return first + second + _names(facts, _TD1_NAME_LENGTH)


def td3(facts: PrintedFacts) -> str:
    """The passport's two lines; the personal number stands in the optional data."""
    number = _with_check_digit(facts.document_number.ljust(9, "<"))
    birth = _with_check_digit(facts.date_of_birth_yymmdd)
    expiry = _with_check_digit(facts.date_of_expiry_yymmdd)
    optional = _with_check_digit(facts.personal_number.ljust(14, "<"))
    composite = check_digit(number + birth + expiry + optional)  # Doc 9303-4 §4.2.2
    first = f"P<{facts.issuing_state}{_names(facts, _TD3_NAME_LENGTH)}"
    return f"{first}{number}{facts.issuing_state}{birth}{facts.sex}{expiry}{optional}{composite}"


def mrz_information(document_number: str, date_of_birth_yymmdd: str, date_of_expiry_yymmdd: str) -> bytes:
    """The three items with check digits from which BAC and PACE derive keys (Doc 9303-11 §4.3.2, §4.4.4.2)."""
    items = (document_number.ljust(9, "<"), date_of_birth_yymmdd, date_of_expiry_yymmdd)
    return "".join(_with_check_digit(item) for item in items).encode("ascii")
