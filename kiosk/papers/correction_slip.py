"""The correction slip: what card, chip and portal say of one citizen, side by side, to be taken to the office that can
put it right. It decides nothing and accuses nobody.

It leaves the desk in a person's hand, so every number on it is masked but for its last three characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.dates import VIETNAM_TIME, PartialDate
from kiosk.domain.differences import Difference
from kiosk.domain.identity import Fact, FactName, Sex
from kiosk.runtime.language import Language

SLIP_LAYOUT = "correction-slip"
SHOWN_CHARACTERS = 3
MASK = "•"
_NUMBERS = frozenset({FactName.PERSONAL_NUMBER, FactName.OLD_ID_NUMBER, FactName.INSURANCE_NUMBER})


@dataclass(frozen=True)
class CorrectionSlip:
    """Everything the slip says."""

    facility: str
    """The clinic's name."""
    facility_code: str
    """MA_CSKCB."""
    name: str | None = field(repr=False)
    """The citizen's, as best known; None when unknown."""
    number: str | None = field(repr=False)
    """The citizen's number, whole: it is masked here and nowhere else."""
    rows: tuple[Difference, ...] = field(repr=False)
    at: datetime = field(kw_only=True)
    """Aware."""


def correction_slip_data(slip: CorrectionSlip, languages: Sequence[Language]) -> dict[str, object]:
    """What `correction-slip` prints, in the first language, and in the others in small type below it."""
    first = languages[0]
    at = slip.at.astimezone(VIETNAM_TIME)
    return {
        "lang": first.code,
        "title": first.say("slip.title"),
        "facility": first.say("slip.facility", name=slip.facility, code=slip.facility_code),
        "heading": _said(languages, "slip.title"),
        "holder": [_said(languages, "slip.name"), slip.name or ""],
        "number": [_said(languages, "slip.number"), masked(slip.number) if slip.number else ""],
        "columns": [_said(languages, f"slip.column.{one}") for one in ("field", "printed", "chip", "portal")],
        "rows": [_row(one, languages) for one in slip.rows],
        "silent": first.say("slip.silent"),
        "advice": _said(languages, "slip.advice"),
        "no_decision": _said(languages, "slip.no_decision"),
        "signatures": [_said(languages, f"slip.signature.{one}") for one in ("citizen", "staff")],
        "printed": first.say("slip.printed", time=at.strftime("%H:%M"), date=at.strftime("%d/%m/%Y")),
    }


def correction_slip_lines(slip: CorrectionSlip, language: Language) -> tuple[str, ...]:
    """The same as plain lines, for a printer that draws letters of its own."""
    lines = [slip.facility, language.say("slip.title"), f"{language.say('slip.name')}: {slip.name or ''}"]
    for row in slip.rows:
        lines.append(language.say(f"desk.fact.{row.name.value}"))
        for column, fact in (("printed", row.printed), ("chip", row.chip), ("portal", row.portal)):
            if fact is not None:
                lines.append(f"  {language.say(f'slip.column.{column}')}: {_written(row.name, fact, language)}")
    return (*lines, language.say("slip.advice"), language.say("slip.no_decision"))


def masked(number: str) -> str:
    """Dots for all but the last three characters; all dots where there would be nothing left to hide."""
    shown = number[-SHOWN_CHARACTERS:] if len(number) > 2 * SHOWN_CHARACTERS else ""
    return MASK * (len(number) - len(shown)) + shown


def _row(row: Difference, languages: Sequence[Language]) -> dict[str, object]:
    columns = (row.printed, row.chip, row.portal)
    return {
        "field": _said(languages, f"desk.fact.{row.name.value}"),
        "values": ["" if fact is None else _written(row.name, fact, languages[0]) for fact in columns],
        "kind": _said(languages, f"desk.difference.{'weighty' if row.weighty else 'light'}"),
        "weighty": row.weighty,
    }


def _written(name: FactName, fact: Fact, language: Language) -> str:
    value = fact.value
    if isinstance(value, PartialDate):
        return value.vietnamese()
    if isinstance(value, Sex):
        return language.say(f"desk.sex.{value.value}")
    return masked(value) if name in _NUMBERS else value


def _said(languages: Sequence[Language], key: str) -> list[str]:
    return [one.say(key) for one in languages]
