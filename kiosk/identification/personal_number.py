"""What the twelve digits say about their holder, for a warning and never for a refusal.

Circular 59/2021 numbered by province of birth registration, century and sex, and year of birth. It expired on 1 July
2024; the law since then promises twelve digits only. Numbers also outlive corrected birth dates and sexes.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Sex
from kiosk.identification.parsed_code import CodeWarning

FIRST_COUNTRY_PREFIX = 101
"""From here on the first three digits name a country of birth, not a province."""


def doubts(
    number: str, birth: PartialDate | None, sex: Sex | None, provinces: Collection[str] = ()
) -> tuple[CodeWarning, ...]:
    """What in a number of twelve digits does not fit the rest. `provinces` are known prefixes; empty: not looked at."""
    found: list[CodeWarning] = []
    if birth is not None and year_of(number) != birth.year:
        found.append(CodeWarning.NUMBER_AND_BIRTH_DIFFER)
    if sex in (Sex.MALE, Sex.FEMALE) and (int(number[3]) % 2 == 1) != (sex is Sex.FEMALE):
        found.append(CodeWarning.NUMBER_AND_SEX_DIFFER)
    if provinces and int(number[:3]) < FIRST_COUNTRY_PREFIX and number[:3] not in provinces:
        found.append(CodeWarning.UNKNOWN_PROVINCE)
    return tuple(found)


def year_of(number: str) -> int:
    """The year of birth that the fourth to sixth digit stand for."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def is_of_a_later_year(number: str, today: date) -> bool:
    """True when whoever has this number would not be born yet: most likely a wrong digit."""
    return year_of(number) > today.year
