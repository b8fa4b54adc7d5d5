"""What stands in the boxes of a birth certificate: what each box lacks, and the errand once nothing is lacking.

Only what a person at the desk can mend at once is looked at here. Whose name a new-born goes by is for whoever hears
the errand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Sex
from kiosk.runtime.language import Language
from kiosk.visit.steps import CODE_FAILURES
from ui.errands import ChildEntered
from ui.view_models.look import Tone
from ui.view_models.notice import NoticeView, notice


class ChildBox(StrEnum):
    """In the order in which Enter goes through them."""

    CHILD_NAME = "child_name"
    DATE_OF_BIRTH = "date_of_birth"
    TIME_OF_BIRTH = "time_of_birth"
    SEX = "sex"
    MOTHER_NAME = "mother_name"
    FATHER_NAME = "father_name"
    GUARDIAN_NAME = "guardian_name"
    CERTIFICATE_NUMBER = "certificate_number"


class ChildProblem(StrEnum):
    """What a box lacks."""

    NO_LETTERS = "no_letters"
    CHARACTERS = "characters"
    NAME_MISSING = "name_missing"
    DATE_MISSING = "date_missing"
    DATE = "date"
    DATE_TO_COME = "date_to_come"
    TIME = "time"
    SEX_MISSING = "sex_missing"


NAMES = (ChildBox.CHILD_NAME, ChildBox.MOTHER_NAME, ChildBox.FATHER_NAME, ChildBox.GUARDIAN_NAME)
LONGEST_NAME, LONGEST_NUMBER = 255, 64
_EARLIEST_YEAR = 1900
"""An earlier one is a slip of the finger: nobody's birth certificate."""
_DATE = re.compile(r"([0-9]{1,2})\s*[/.\-\s]\s*([0-9]{1,2})\s*[/.\-\s]\s*([0-9]{4})|([0-9]{2})([0-9]{2})([0-9]{4})")
_TIME = re.compile(r"([01]?[0-9]|2[0-3])\s*[:hg.]\s*([0-5][0-9])|([01][0-9]|2[0-3])([0-5][0-9])", re.IGNORECASE)


@dataclass(frozen=True)
class ChildJudged:
    """The boxes, looked at."""

    errand: ChildEntered | None = field(repr=False)
    """None while a box lacks something."""
    problems: Mapping[ChildBox, str] = field(repr=False)
    """A sentence that names the box, in the order of the boxes."""


def is_new_born(birth: str, today: date, new_born_days: int | None) -> bool:
    """Whether what stands in the box is a day so recent; of an unreadable one nobody knows. Without a limit anyone
    may be."""
    if new_born_days is None:
        return True
    born = _read_date(birth)
    return born is not None and 0 <= (today - born).days <= new_born_days


def judge_child(
    typed: Mapping[ChildBox, str], today: date, new_born_days: int | None, language: Language
) -> ChildJudged:
    """Look at every box; the time of birth counts for a new-born alone."""
    new_born = is_new_born(typed[ChildBox.DATE_OF_BIRTH], today, new_born_days)
    text = {box: " ".join(typed[box].split()) for box in ChildBox}
    if not new_born:
        text[ChildBox.TIME_OF_BIRTH] = ""
    found = {box: _problem(box, text[box], today) for box in ChildBox}
    if not text[ChildBox.CHILD_NAME] and not new_born and found[ChildBox.DATE_OF_BIRTH] is None:
        found[ChildBox.CHILD_NAME] = ChildProblem.NAME_MISSING
    problems = {box: _sentence(box, one, new_born_days, language) for box, one in found.items() if one is not None}
    return ChildJudged(None if problems else _errand(text), problems)


def child_notice(failure: FailureCode | None, language: Language) -> NoticeView | None:
    """A certificate is no QR code, and what is said of one would be odd for the other."""
    if failure in CODE_FAILURES:
        return NoticeView(
            language.say("desk.child.not_taken"), language.say("desk.child.not_taken_detail"), Tone.CAUTION
        )
    return notice(failure, language)


def _problem(box: ChildBox, text: str, today: date) -> ChildProblem | None:
    if not text.isprintable():
        return ChildProblem.CHARACTERS
    if box in NAMES:
        return ChildProblem.NO_LETTERS if text and not any(one.isalpha() for one in text) else None
    if box is ChildBox.DATE_OF_BIRTH:
        return _problem_of_date(text, today)
    if box is ChildBox.TIME_OF_BIRTH:
        return ChildProblem.TIME if text and not _read_time(text) else None
    if box is ChildBox.SEX and not text:
        return ChildProblem.SEX_MISSING
    return None


def _problem_of_date(text: str, today: date) -> ChildProblem | None:
    if not text:
        return ChildProblem.DATE_MISSING
    born = _read_date(text)
    if born is None:
        return ChildProblem.DATE
    return ChildProblem.DATE_TO_COME if born > today else None


def _sentence(box: ChildBox, problem: ChildProblem, new_born_days: int | None, language: Language) -> str:
    sentence = f"desk.child.problem.{problem.value}"
    name = language.say(f"desk.child.{box.value}")
    if problem is ChildProblem.NAME_MISSING:
        return language.say(sentence, box=name, days=new_born_days)
    return language.say(sentence, box=name)


def _errand(text: Mapping[ChildBox, str]) -> ChildEntered | None:
    born = _read_date(text[ChildBox.DATE_OF_BIRTH])
    if born is None:
        return None
    return ChildEntered(
        date_of_birth=born,
        sex=Sex(text[ChildBox.SEX]),
        time_of_birth=_read_time(text[ChildBox.TIME_OF_BIRTH]),
        child_name=text[ChildBox.CHILD_NAME],
        mother_name=text[ChildBox.MOTHER_NAME],
        father_name=text[ChildBox.FATHER_NAME],
        guardian_name=text[ChildBox.GUARDIAN_NAME],
        certificate_number=text[ChildBox.CERTIFICATE_NUMBER],
    )


def _read_date(text: str) -> date | None:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day) if year >= _EARLIEST_YEAR else None
    except ValueError:
        return None


def _read_time(text: str) -> str:
    """HH:MM; empty for what is no time."""
    match = _TIME.fullmatch(text)
    if match is None:
        return ""
    hour, minute = (part for part in match.groups() if part is not None)
    return f"{int(hour):02d}:{minute}"
