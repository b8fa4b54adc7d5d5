"""A child without a card: what a birth certificate says, and whose name a new-born without one goes by.

Children under six need a card or its number only, and a new-born a birth certificate (Decree 188/2025/NĐ-CP, articles
37 and 38). Until a child has a name, data are sent under mother or father, else guardian, else the facility (Circular
30/2020/TT-BYT, article 10; annex of QĐ 4750/QĐ-BYT, HO_TEN); the order is a row of data. No number is invented: the
temporary card is the portal's to give.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Capture, CaptureMethod, Fact, FactName, FactValue, Identity, Sex, Source
from kiosk.identification import code_fields as part
from kiosk.identification.code_fields import malformed
from kiosk.identification.personal_number import doubts

LONGEST_NAME = 255
LONGEST_REFERENCE = 64
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


class NamedAfter(StrEnum):
    """Whose name stands in place of one that a new-born does not have yet."""

    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"
    FACILITY = "facility"


@dataclass(frozen=True)
class BirthCertificate:
    """What staff read from a birth certificate, or from the hospital's certificate of birth; empty where it is open."""

    date_of_birth: PartialDate
    certificate_number: str = field(default="", repr=False)
    child_name: str = field(default="", repr=False)
    sex: Sex = Sex.UNDETERMINED
    personal_number: str = field(default="", repr=False)
    """Certificates of recent years carry it."""
    mother_name: str = field(default="", repr=False)
    father_name: str = field(default="", repr=False)
    guardian_name: str = field(default="", repr=False)
    """Whoever stands for the child when neither parent does."""
    time_of_birth: str = field(default="", repr=False)
    """HH:MM; asked of new-borns only."""


def identity_of_child(
    paper: BirthCertificate, today: date, *, name_order: Sequence[NamedAfter], facility_name: str
) -> Identity:
    """The child's identity, every fact a claim of staff; ready for `NumberTyped`.

    Raises:
        CodeError: `CODE_MALFORMED`: a control character, a number that is not twelve digits, an hour that no clock
            shows, a day that is still to come, or nobody to name the child after.
    """
    number = part.clean(paper.personal_number).replace(" ", "")
    if number and not part.is_digits(number, 12):
        raise malformed("the personal number is not twelve digits")
    born = paper.date_of_birth
    if (born.year, born.month or 1, born.day or 1) > (today.year, today.month, today.day):
        raise malformed("a date of birth after today")
    time = part.clean(paper.time_of_birth)
    if time and _TIME.fullmatch(time) is None:
        raise malformed("a time of birth that is not HH:MM")
    known: dict[FactName, FactValue | None] = {
        FactName.PERSONAL_NUMBER: number or None,
        FactName.FULL_NAME: name_of_child(paper, name_order, facility_name),
        FactName.DATE_OF_BIRTH: born,
        FactName.TIME_OF_BIRTH: time or None,
        FactName.SEX: paper.sex,
        FactName.MOTHER_NAME: _name(paper.mother_name),
        FactName.FATHER_NAME: _name(paper.father_name),
        FactName.GUARDIAN_NAME: _name(paper.guardian_name),
    }
    facts = {name: Fact(value, Source.STAFF, Assurance.CLAIMED) for name, value in known.items() if value is not None}
    warnings = doubts(number, born, paper.sex) if number else ()
    return Identity(
        MappingProxyType(facts),
        warnings=tuple(f"code_warning.{one.value}" for one in warnings),
        capture=Capture(CaptureMethod.BIRTH_CERTIFICATE, _reference(paper.certificate_number)),
    )


def name_of_child(paper: BirthCertificate, order: Sequence[NamedAfter], facility_name: str) -> str:
    """The child's own name, else the first name that `order` finds.

    Raises:
        CodeError: nobody has a name.
    """
    names = {
        NamedAfter.MOTHER: paper.mother_name,
        NamedAfter.FATHER: paper.father_name,
        NamedAfter.GUARDIAN: paper.guardian_name,
        NamedAfter.FACILITY: facility_name,
    }
    found = next((name for text in (paper.child_name, *(names[one] for one in order)) if (name := _name(text))), None)
    if found is None:
        raise malformed("nobody to name the child after")
    return found


def _name(text: str) -> str | None:
    name = part.clean(text)
    return name if part.has_letters(name) and len(name) <= LONGEST_NAME else None


def _reference(text: str) -> str | None:
    return part.clean(text)[:LONGEST_REFERENCE] or None
