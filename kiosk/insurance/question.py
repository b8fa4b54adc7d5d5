"""What is asked about a citizen: exactly one whole number, with name and date of birth beside it.

A look-up by half a number, a wildcard or a name alone would show other people; it cannot be built here.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName, Identity, Sex
from kiosk.domain.look_up import Question

_NUMBER = re.compile(r"[0-9]{12}|[0-9]{10}|[A-Z]{2}[0-9A-Z]{13}|[A-Z]{2}[0-9A-Z]{15}")
_BETWEEN_GROUPS = re.compile(r"[\s.\-\u2010-\u2015]+")
MAX_NAME = 255


def clean_number(text: str) -> str:
    """The number without blanks, dots and hyphens between its groups, in capitals: people write it in groups."""
    return _BETWEEN_GROUPS.sub("", text).upper()


def is_number(number: str) -> bool:
    """Whether it can be asked by: 12 digits (citizen), 10 (BHXH), or the 15 or 17 characters of a card."""
    return _NUMBER.fullmatch(number) is not None


def about_card(question: Question, card_number: str) -> Question | None:
    """The same citizen by another card; None when that is no card number."""
    number = clean_number(card_number)
    return replace(question, number=number) if is_number(number) else None


def question_about(identity: Identity) -> Question | None:
    """What to ask, or None when number, name or date of birth is missing. The citizen number is preferred."""
    name = identity.text(FactName.FULL_NAME)
    birth = identity.get(FactName.DATE_OF_BIRTH)
    known = (identity.text(FactName.PERSONAL_NUMBER), identity.text(FactName.INSURANCE_NUMBER))
    numbers = (clean_number(one) for one in known if one is not None)
    number = next(filter(is_number, numbers), None)
    if number is None or name is None or birth is None or not isinstance(birth.value, PartialDate):
        return None
    name = " ".join(name.split()).upper()
    if not name or len(name) > MAX_NAME:
        return None
    sex = identity.get(FactName.SEX)
    known_sex = sex.value if sex is not None and isinstance(sex.value, Sex) else None
    return Question(number, name, birth.value.vietnamese(), known_sex)
