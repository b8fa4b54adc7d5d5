"""What the insurance portal says of a citizen against what card, chip or staff said.

The commonest faults of insurance data are name, date of birth and sex. The portal is asked in capitals and answers as
its register writes, so capitals and blanks are no difference here; letters and diacritics are. A number is compared by
the ten digits of the BHXH number, which every form of it ends in: an old card and its successor are no contradiction.
Addresses are left out: since communes were merged no two registers write them alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Disagreement, Fact, FactName, FactValue, Identity, Source
from kiosk.domain.insurance import InsuranceAnswer
from kiosk.identification import code_fields as part
from kiosk.identification.comparing import Agreement, compare
from kiosk.identification.errors import CodeError

_CITIZEN_NUMBER = re.compile(r"[0-9]{12}")
_INSURANCE_NUMBER = re.compile(r"(?:[A-Z]{2}[0-9A-Z]{3})?([0-9A-Z]{10})(?:[0-9A-Z]{2})?")
"""The BHXH number of ten digits alone, and within card numbers of fifteen and of seventeen characters."""


def compare_with_portal(identity: Identity, answer: InsuranceAnswer) -> tuple[Disagreement, ...]:
    """Where the portal says something else, in the order of `FactName`; `one` is the citizen's side."""
    found = []
    for name, value in facts_of_portal(answer).items():
        fact = identity.get(name)
        if fact is None:
            continue
        agreement = _agreement(name, fact.value, value)
        if agreement in (Agreement.DIFFERS, Agreement.DIFFERS_LIGHTLY):
            portal = Fact(value, Source.PORTAL, Assurance.CLAIMED)
            found.append(Disagreement(name, fact, portal, weighty=agreement is Agreement.DIFFERS))
    return tuple(found)


def facts_of_portal(answer: InsuranceAnswer) -> Mapping[FactName, FactValue]:
    """What the portal says of the holder, as facts; what cannot be read as one is left out."""
    number = answer.card.card_number if answer.card is not None else None
    is_citizens = number is not None and _CITIZEN_NUMBER.fullmatch(number) is not None
    found: dict[FactName, FactValue | None] = {
        FactName.PERSONAL_NUMBER: number if is_citizens else None,
        FactName.FULL_NAME: _clean(answer.holder_name),
        FactName.DATE_OF_BIRTH: _birth(answer.holder_birth),
        FactName.SEX: part.sex(_clean(answer.holder_sex) or ""),
        FactName.INSURANCE_NUMBER: None if is_citizens else number,
    }
    return {name: value for name, value in found.items() if value is not None}


def _agreement(name: FactName, ours: FactValue, theirs: FactValue) -> Agreement:
    if isinstance(ours, str) and isinstance(theirs, str):
        if name is FactName.FULL_NAME and _without_case(ours) == _without_case(theirs):
            return Agreement.AGREES
        if name is FactName.INSURANCE_NUMBER:
            return _of_insurance_numbers(ours, theirs)
    return compare(name, ours, theirs)


def _of_insurance_numbers(ours: str, theirs: str) -> Agreement:
    mine, other = _INSURANCE_NUMBER.fullmatch(ours), _INSURANCE_NUMBER.fullmatch(theirs)
    if mine is None or other is None:
        return Agreement.NOTHING_TO_COMPARE
    return Agreement.AGREES if mine.group(1) == other.group(1) else Agreement.DIFFERS


def _without_case(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _birth(text: str | None) -> PartialDate | None:
    """`dd/MM/yyyy`, `MM/yyyy` or `yyyy`."""
    try:
        return None if text is None else part.slashed_date(text)
    except CodeError:
        return None


def _clean(text: str | None) -> str | None:
    try:
        return None if text is None else part.optional(part.clean(text))
    except CodeError:
        return None
