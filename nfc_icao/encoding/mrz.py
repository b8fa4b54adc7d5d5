"""The machine readable zone of Doc 9303: TD1 (3 lines of 30, Part 5), TD2 (2 of 36, Part 6), TD3 (2 of 44, Part 4).

Wrong check digits are reported, not raised: a signed DG1 with a wrong digit is still what the issuer signed. Only what
is not an MRZ at all is refused. Vietnamese cards follow TD1 with national habits: the optional data hold the whole
personal number and a digit of their own, and a card that never expires says `991231`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nfc_icao.errors import MalformedData

FILLER = "<"
NON_EXPIRING_YYMMDD = "991231"
"""Date of expiry of a Vietnamese card without expiry. Read as a date it would be wrong by a century either way."""

_WEIGHTS = (7, 3, 1)  # Doc 9303-3 §4.9
_ALPHABET = re.compile(r"[A-Z0-9<]+")
_FORMATS = {90: "TD1", 72: "TD2", 88: "TD3"}
_DATE = re.compile(r"[0-9<]{6}")
_SHORT_NUMBER = 9


@dataclass(frozen=True, repr=False)
class Mrz:
    """One MRZ, fillers removed, transliterated as it stands."""

    format: str
    """`TD1`, `TD2` or `TD3`."""
    document_code: str
    """One or two letters: `ID`, `I`, `P` …"""
    issuing_state: str
    """Three letters of Doc 9303-3 §5, or fewer (`D`)."""
    document_number: str
    """Whole, also where TD1 or TD2 lets a long number overflow into the optional data."""
    optional_data: str
    """What is left of the optional data, outer fillers removed; the two fields of TD1 are joined by `<`."""
    surname: str
    """The primary identifier, with spaces. Cut off by the issuer where it was too long."""
    given_names: str
    """The secondary identifier, with spaces; empty where there is none."""
    date_of_birth: str
    """YYMMDD; unknown parts are `<`. The century is not in the MRZ."""
    sex: str
    """`M`, `F`, or `X` for unspecified."""
    date_of_expiry: str
    """YYMMDD."""
    nationality: str
    check_digits_valid: Mapping[str, bool]
    """By name: `document_number`, `date_of_birth`, `date_of_expiry`, `composite`, and for TD3 `optional_data`."""

    @property
    def all_valid(self) -> bool:
        return all(self.check_digits_valid.values())

    def __repr__(self) -> str:  # an MRZ is personal from end to end
        return f"Mrz({self.format}, {self.issuing_state})"


def check_digit(text: str) -> str:
    """The check digit over `text`: weights 7, 3, 1, letters from A = 10, filler 0 (Doc 9303-3 §4.9).

    Raises:
        MalformedData: a character no MRZ has.
    """
    total = 0
    for index, character in enumerate(text):
        if character != FILLER and not (character.isascii() and (character.isdigit() or "A" <= character <= "Z")):
            raise MalformedData("character outside A-Z, 0-9, < in an MRZ")
        value = 0 if character == FILLER else int(character, 36)
        total += value * _WEIGHTS[index % 3]
    return str(total % 10)


def parse_mrz(text: str) -> Mrz:
    """The MRZ in `text`: 90, 72 or 88 characters; line breaks and blanks around lines are ignored.

    Raises:
        MalformedData: another length, a character no MRZ has, or a date that is not digits and fillers.
    """
    if len(text) > 4 * max(_FORMATS):
        raise MalformedData("far more characters than an MRZ has")
    characters = "".join(text.split())
    if len(characters) not in _FORMATS or not _ALPHABET.fullmatch(characters):
        raise MalformedData(f"{len(characters)} characters are not an MRZ")
    form = _FORMATS[len(characters)]
    return {"TD1": _parse_td1, "TD2": _parse_td2, "TD3": _parse_td3}[form](characters)


def _parse_td1(text: str) -> Mrz:
    upper, middle, names = text[:30], text[30:60], text[60:]
    number, number_valid, optional = _document_number(upper[5:14], upper[14], upper[15:30])
    composite = upper[5:30] + middle[0:7] + middle[8:15] + middle[18:29]  # Doc 9303-5 §4.2.4
    second_optional = middle[18:29].strip(FILLER)
    return _mrz(
        "TD1",
        upper[0:5],
        names,
        number=number,
        optional=FILLER.join(part for part in (optional, second_optional) if part),
        middle=middle[0:7] + middle[7] + middle[8:15] + middle[15:18],
        valid={"document_number": number_valid, "composite": check_digit(composite) == middle[29]},
    )


def _parse_td2(text: str) -> Mrz:
    upper, lower = text[:36], text[36:]
    number, number_valid, optional = _document_number(lower[0:9], lower[9], lower[28:35])
    composite = lower[0:10] + lower[13:20] + lower[21:35]  # Doc 9303-6 §4.2.4
    return _mrz(
        "TD2",
        upper[0:5],
        upper[5:],
        number=number,
        optional=optional,
        middle=lower[13:20] + lower[20] + lower[21:28] + lower[10:13],
        valid={"document_number": number_valid, "composite": check_digit(composite) == lower[35]},
    )


def _parse_td3(text: str) -> Mrz:
    upper, lower = text[:44], text[44:]
    optional, digit = lower[28:42], lower[42]
    # An empty optional data field may have the filler as its check digit (Doc 9303-4 §4.2.2.2).
    optional_valid = check_digit(optional) == digit or (digit == FILLER and not optional.strip(FILLER))
    composite = lower[0:10] + lower[13:20] + lower[21:43]
    return _mrz(
        "TD3",
        upper[0:5],
        upper[5:],
        number=lower[0:9].rstrip(FILLER),
        optional=optional.strip(FILLER),
        middle=lower[13:20] + lower[20] + lower[21:28] + lower[10:13],
        valid={
            "document_number": check_digit(lower[0:9]) == lower[9],
            "optional_data": optional_valid,
            "composite": check_digit(composite) == lower[43],
        },
    )


def _document_number(field: str, digit: str, optional: str) -> tuple[str, bool, str]:
    """Number, whether its check digit is right, and the optional data left.

    A filler in place of the check digit means that a longer number goes on in the optional data, its check digit last,
    then a filler (Doc 9303-5 §4.2.2, note j).
    """
    rest = optional.split(FILLER, 1)[0]
    if digit != FILLER or len(rest) < 2:
        return field.rstrip(FILLER), check_digit(field) == digit, optional.strip(FILLER)
    number = field + rest[:-1]
    return number, check_digit(number) == rest[-1], optional[len(rest) :].strip(FILLER)


def _mrz(
    form: str, code_and_state: str, names: str, *, number: str, optional: str, middle: str, valid: dict[str, bool]
) -> Mrz:
    """`middle` is birth date and digit, sex, expiry date and digit, nationality: the same in every format."""
    birth, birth_digit, sex, expiry, expiry_digit, nationality = (
        middle[0:6], middle[6], middle[7], middle[8:14], middle[14], middle[15:18],
    )  # fmt: skip
    if not _DATE.fullmatch(birth) or not _DATE.fullmatch(expiry):
        raise MalformedData("date in the MRZ is not six digits")
    if sex not in ("M", "F", "X", FILLER):  # Doc 9303-4 §4.2.2.2; X is not in it, and printed all the same.
        raise MalformedData("sex in the MRZ is none of M, F and unspecified")
    primary, _, secondary = names.strip(FILLER).partition(2 * FILLER)
    valid = {
        **valid,
        "date_of_birth": check_digit(birth) == birth_digit,
        "date_of_expiry": check_digit(expiry) == expiry_digit,
    }
    return Mrz(
        format=form,
        document_code=code_and_state[0:2].strip(FILLER),
        issuing_state=code_and_state[2:5].strip(FILLER),
        document_number=number,
        optional_data=optional,
        surname=_words(primary),
        given_names=_words(secondary),
        date_of_birth=birth,
        sex=sex if sex in ("M", "F") else "X",
        date_of_expiry=expiry,
        nationality=nationality.strip(FILLER),
        check_digits_valid=MappingProxyType(valid),
    )


def _words(name: str) -> str:
    return " ".join(word for word in name.split(FILLER) if word)


def key_field(document_number: str) -> str:
    """The document number as an access key has it: filled to nine characters, or longer (Doc 9303-11 §4.3.2)."""
    return document_number.ljust(_SHORT_NUMBER, FILLER)


def build_td1(
    *,
    document_code: str,
    issuing_state: str,
    document_number: str,
    date_of_birth: str,
    sex: str,
    date_of_expiry: str,
    nationality: str,
    surname: str,
    given_names: str,
    optional_data: str = "",
    optional_data_2: str = "",
) -> str:
    """The 90 characters of a TD1, check digits computed. Names are transliterated already; what is too long is cut.

    `optional_data` is the field after the document number (15 characters); the overflow of a number of more than nine
    characters is put before it. `sex` other than M or F becomes the filler.

    Raises:
        MalformedData: a value does not fit its field or has a character no MRZ has.
    """
    if len(document_number) > _SHORT_NUMBER:
        overflow = document_number[_SHORT_NUMBER:] + check_digit(document_number) + FILLER
        number_field, optional_data = document_number[:_SHORT_NUMBER] + FILLER, overflow + optional_data
    else:
        number_field = _checked(key_field(document_number))
    upper = _fill(document_code, 2) + _fill(issuing_state, 3) + number_field + _fill(optional_data, 15)
    birth, expiry = _checked(_fill(date_of_birth, 6)), _checked(_fill(date_of_expiry, 6))
    second = _fill(optional_data_2, 11)
    composite = check_digit(upper[5:30] + birth + expiry + second)
    middle = birth + _sex(sex) + expiry + _fill(nationality, 3) + second + composite
    return upper + middle + _names(surname, given_names, 30)


def build_td3(
    *,
    document_code: str,
    issuing_state: str,
    document_number: str,
    date_of_birth: str,
    sex: str,
    date_of_expiry: str,
    nationality: str,
    surname: str,
    given_names: str,
    optional_data: str = "",
) -> str:
    """The 88 characters of a TD3 (passport), check digits computed. Names are transliterated already.

    Raises:
        MalformedData: a value does not fit its field or has a character no MRZ has.
    """
    upper = _fill(document_code, 2) + _fill(issuing_state, 3) + _names(surname, given_names, 39)
    number = _checked(_fill(document_number, 9))
    birth, expiry = _checked(_fill(date_of_birth, 6)), _checked(_fill(date_of_expiry, 6))
    optional = _checked(_fill(optional_data, 14))
    composite = check_digit(number + birth + expiry + optional)
    return upper + number + _fill(nationality, 3) + birth + _sex(sex) + expiry + optional + composite


def _checked(text: str) -> str:
    return text + check_digit(text)


def _sex(sex: str) -> str:
    return sex if sex in ("M", "F") else FILLER


def _names(surname: str, given_names: str, width: int) -> str:
    joined = surname.replace(" ", FILLER) + 2 * FILLER + given_names.replace(" ", FILLER)
    return _fill(joined[:width], width)


def _fill(text: str, width: int) -> str:
    if len(text) > width:
        raise MalformedData(f"{len(text)} characters do not fit an MRZ field of {width}")
    filled = text.ljust(width, FILLER)
    if not _ALPHABET.fullmatch(filled):
        raise MalformedData("character outside A-Z, 0-9, < in an MRZ")
    return filled
