"""Whether an answer is about the person who was asked for.

The portal compares name and date of birth itself; a register with two people under one number, or a gateway that mixes
two questions up, answers 000 all the same. At the desk a person sees both sides. Later nobody looks, so an answer
about somebody else must not become this visit's card. Only weighty differences count: letters of a name (not case,
blanks or diacritics), parts of a date that both sides know, a sex that both sides name.
"""

from __future__ import annotations

import re
import unicodedata

from kiosk.domain.identity import FactName, Sex
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome, NextStep
from kiosk.domain.look_up import Question

_BIRTH = re.compile(r"(?:(?:([0-9]{1,2})/)?([0-9]{1,2})/)?([0-9]{4})")
_SEXES = {"nam": Sex.MALE, "nữ": Sex.FEMALE, "nu": Sex.FEMALE}


def differing(question: Question, answer: InsuranceAnswer) -> tuple[FactName, ...]:
    """The facts that the answer's holder does not share with the person asked for; what either leaves open is none."""
    pairs = (
        (FactName.FULL_NAME, _letters(question.name), _letters(answer.holder_name or "")),
        (FactName.SEX, question.sex, _SEXES.get((answer.holder_sex or "").casefold())),
    )
    found = {name for name, ours, theirs in pairs if ours and theirs and ours != theirs}
    if _births_differ(question.birth, answer.holder_birth or ""):
        found.add(FactName.DATE_OF_BIRTH)
    return tuple(name for name in FactName if name in found)


def of_somebody_else(answer: InsuranceAnswer) -> InsuranceAnswer:
    """What may be kept of an answer about another person: that it came, and its code. Nothing of that person."""
    return InsuranceAnswer(
        InsuranceOutcome.MISMATCH,
        answer.result_code,
        next_steps=(NextStep.DESK,),
        calls=answer.calls,
        remembered=answer.remembered,
        attempts=answer.attempts,
        elapsed_s=answer.elapsed_s,
    )


def _letters(name: str) -> str:
    """Letters and digits alone: diacritics stripped, Đ as D, no case, no blanks."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("đ", "d"))
    return "".join(one for one in plain if one.isalnum())


def _births_differ(ours: str, theirs: str) -> bool:
    mine, other = _BIRTH.fullmatch(ours.strip()), _BIRTH.fullmatch(theirs.strip())
    if mine is None or other is None:
        return False
    known = ((one, two) for one, two in zip(mine.groups(), other.groups(), strict=True) if one and two)
    return any(int(one) != int(two) for one, two in known)
