"""Strings from cards and portals, made safe to draw: one line, bounded, no invisible characters that reorder text."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from kiosk.domain.dates import VIETNAM_TIME, PartialDate
from kiosk.domain.identity import FactValue, Sex
from kiosk.runtime.language import Language

LONGEST = 400
"""No label of ours holds more; a longer text from outside is cut and marked with an ellipsis."""

LONGEST_VALUE = 4000
"""What a box of a form holds; the standard's longest field has 4000 characters."""


def plain(text: str, longest: int = LONGEST) -> str:
    """`text` without control and bidirectional format characters, in composed form, on one line, cut at `longest`."""
    spaced = "".join(" " if one.isspace() else one for one in text[: longest * 4])
    visible = "".join(one for one in spaced if unicodedata.category(one) not in {"Cc", "Cf", "Cs"})
    composed = unicodedata.normalize("NFC", visible).strip()
    return composed if len(composed) <= longest else composed[: longest - 1] + "…"


def written_date(value: date | None) -> str | None:
    return value.strftime("%d/%m/%Y") if value is not None else None


def written_time(moment: datetime) -> str:
    """An aware moment as clocks in Vietnam show it."""
    return moment.astimezone(VIETNAM_TIME).strftime("%H:%M, %d/%m/%Y")


def written_fact(value: FactValue, language: Language) -> str:
    """The value of a fact as people read it."""
    if isinstance(value, PartialDate):
        return value.vietnamese()
    if isinstance(value, Sex):
        return language.say(f"desk.sex.{value.value}")
    return plain(value)
