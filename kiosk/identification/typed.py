"""What a person types in place of a scan: a citizen number, the number of an insurance card, or a whole code.

A typed number is a claim by staff. Its twelve digits are looked at as those of a code are: an odd one earns a second
look and refuses nobody, because the numbering rules expired in 2024. A number of another length is refused: half a
number would be somebody else's. Scanners that type what they read come in here too; their codes stay codes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, Capture, CaptureMethod, Fact, FactName, Identity, Source
from kiosk.identification.codes import identity_from_code, parse_code
from kiosk.identification.errors import CodeError
from kiosk.identification.parsed_code import CodeWarning
from kiosk.identification.personal_number import doubts, is_of_a_later_year

LONGEST_NUMBER = 64
"""With blanks and dots between groups; whoever types more does not type a number."""

_BETWEEN_GROUPS = re.compile(r"[\s.\-\u2010-\u2015]+")
_CODE_SEPARATOR = "|"


class TypedKind(StrEnum):
    CITIZEN_NUMBER = "citizen_number"
    """Twelve digits. The insurance portal knows people by them too."""
    INSURANCE_NUMBER = "insurance_number"
    """Ten digits: the BHXH number, all that cards since 1 April 2021 carry."""
    CARD_NUMBER = "card_number"
    """Fifteen characters of an older card, or seventeen: object, benefit digit, province, BHXH number."""
    OLD_ID_NUMBER = "old_id_number"
    """Nine digits of a CMND, which is no valid paper since 2025; the check-in table still takes its number."""
    CODE = "code"
    """A whole code of a card, typed by a scanner or pasted."""


_SHAPES: tuple[tuple[TypedKind, re.Pattern[str], FactName, CaptureMethod], ...] = (
    (TypedKind.CITIZEN_NUMBER, re.compile(r"[0-9]{12}"), FactName.PERSONAL_NUMBER, CaptureMethod.TYPED),
    (TypedKind.INSURANCE_NUMBER, re.compile(r"[0-9]{10}"), FactName.INSURANCE_NUMBER, CaptureMethod.PAPER_NUMBER),
    (
        TypedKind.CARD_NUMBER,
        re.compile(r"[A-Z]{2}[1-5][0-9]{2}[0-9A-Z]{10}(?:[0-9A-Z]{2})?"),
        FactName.INSURANCE_NUMBER,
        CaptureMethod.PAPER_NUMBER,
    ),
    (TypedKind.OLD_ID_NUMBER, re.compile(r"[0-9]{9}"), FactName.OLD_ID_NUMBER, CaptureMethod.PAPER_NUMBER),
)


@dataclass(frozen=True)
class TypedEntry:
    """What was typed, understood."""

    kind: TypedKind
    number: str | None = field(repr=False)
    """As it is written, without blanks; None for a code."""
    identity: Identity = field(repr=False)
    """Its claims, ready for `NumberTyped`; those of a code come from the code, not from whoever held the scanner."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Text keys of what looks odd."""
        return self.identity.warnings


def parse_typed(text: str, today: date, *, provinces: Collection[str] = ()) -> TypedEntry:
    """Understand what a person typed to begin a visit.

    `provinces` are the known three-digit prefixes of personal numbers; without them that oddity is not looked for.

    Raises:
        CodeError: `NUMBER_MALFORMED` when it is no whole number, `CODE_MALFORMED` when it is a broken code,
            `CODE_OF_ANOTHER_DOCUMENT` when it is the text of a document nobody has described.
    """
    if _CODE_SEPARATOR in text:
        return TypedEntry(
            TypedKind.CODE, None, identity_from_code(parse_code(text, provinces=provinces, today=today), today)
        )
    number = _without_groups(text)
    for kind, shape, name, method in _SHAPES:
        if shape.fullmatch(number):
            return TypedEntry(kind, number, _claim(name, number, method, today, provinces))
    if not _was_meant_as_number(number):
        raise CodeError(FailureCode.CODE_OF_ANOTHER_DOCUMENT, "no number and no layout we know")
    raise CodeError(FailureCode.NUMBER_MALFORMED, "neither nine, ten, twelve digits nor a card number")


def _without_groups(text: str) -> str:
    """Capitals and digits without what stands between; full-width digits of some input methods become plain ones."""
    plain = unicodedata.normalize("NFKC", text[: LONGEST_NUMBER + 1])
    return _BETWEEN_GROUPS.sub("", plain).upper()


def _was_meant_as_number(text: str) -> bool:
    """Mostly digits, or nothing: somebody left one out, or typed one too many."""
    return len(text) <= LONGEST_NUMBER and sum(one.isdigit() for one in text) * 2 >= len(text)


def _claim(name: FactName, number: str, method: CaptureMethod, today: date, provinces: Collection[str]) -> Identity:
    warnings: tuple[CodeWarning, ...] = ()
    if name is FactName.PERSONAL_NUMBER:
        warnings = doubts(number, None, None, provinces)
        if is_of_a_later_year(number, today):
            warnings = (*warnings, CodeWarning.NUMBER_OF_A_LATER_YEAR)
    return Identity(
        MappingProxyType({name: Fact(number, Source.STAFF, Assurance.CLAIMED)}),
        warnings=tuple(f"code_warning.{one.value}" for one in warnings),
        capture=Capture(method),
    )
