"""A family and its filled papers, as lines for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.domain.identity import FactName
from kiosk.family import Family, FilledBundle, Part
from kiosk.forms import count_boxes
from kiosk.runtime.language import Language


def family_json(family: Family, today: date) -> dict[str, Any]:
    return {
        "members": [
            {
                "card": card,
                "full_name": one.identity.text(FactName.FULL_NAME),
                "expired": one.expired_on(today),
                "parts": [_part(p) for p in one.parts],
            }
            for card, one in enumerate(family.members, 1)
        ],
        "doubts": [{"role": one.role, "cards": [place + 1 for place in one.candidates]} for one in family.doubts],
        "unplayed": list(family.unplayed),
    }


def filled_json(filled: FilledBundle, written: Mapping[str, Path]) -> dict[str, Any]:
    return {
        "bundle": filled.bundle.bundle_id,
        "papers": [
            {
                "form": one.paper.form_id,
                "out": str(written[one.paper.form_id]),
                "boxes": {box.name: box.value or None for box in one.form.fields},
                "problems": [{"box": box.name, "key": box.problem} for box in one.form.problems],
                "reviews": [
                    {"box": look.name, "key": look.key, "candidates": list(look.candidates)} for look in one.reviews
                ],
                "count": vars(count_boxes(one.form)),
            }
            for one in filled.papers
        ],
        "elsewhere": [{"procedure": one.procedure, "label": dict(one.label)} for one in filled.elsewhere],
        "open_questions": [one.name for one in filled.open_questions],
    }


def print_family(family: Family, words: Language, today: date) -> None:
    for card, one in enumerate(family.members, 1):
        print(f"{words.say('family.card', card=card)}: {one.identity.text(FactName.FULL_NAME) or '–'}")
        if one.expired_on(today):
            print(f"  ! {words.say('family.expired')}")
        for part in one.parts:
            print(f"  {role_word(part.role, words)}: {reason_text(part, words)}")
    for doubt in family.doubts:
        cards = ", ".join(str(place + 1) for place in doubt.candidates)
        print(f"? {words.say('family.doubt', role=role_word(doubt.role, words), cards=cards)}")
    doubted = {one.role for one in family.doubts}
    for role in family.unplayed:
        if role not in doubted:
            print(f"– {words.say('family.unplayed', role=role_word(role, words))}")


def print_filled(filled: FilledBundle, written: Mapping[str, Path], words: Language) -> None:
    for one in filled.papers:
        print(f"{words.choose(one.paper.title)}: {written[one.paper.form_id]}")
        labels = {box.name: words.choose(box.label) for box in one.form.fields}
        for box in one.form.problems:
            print(f"  ! {labels[box.name]} [{box.name}]: {words.say(box.problem or '')}")
        for look in one.reviews:
            print(f"  ? {labels[look.name]} [{look.name}]: {words.say(look.key)}")
    for paper in filled.elsewhere:
        print(words.say("family.elsewhere", label=words.choose(paper.label), procedure=paper.procedure))
    for asked in filled.open_questions:
        print(words.say("family.open_question", label=words.choose(asked.label), name=asked.name))


def role_word(role: str, words: Language) -> str:
    return words.say(f"family.role.{role}")


def reason_text(part: Part, words: Language) -> str:
    """Why, and whether to look first."""
    card = "" if part.because_of is None else part.because_of + 1
    text = words.say(part.reason, card=card)
    return f"{text} ({words.say('family.look')})" if part.weak else text


def _part(part: Part) -> dict[str, Any]:
    return {
        "role": part.role,
        "reason": part.reason,
        "because_of_card": None if part.because_of is None else part.because_of + 1,
        "look": part.weak,
    }
