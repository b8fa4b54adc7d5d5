"""Where card, chip and portal do not say the same: one block a field, one line a source."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.identity import Disagreement, Fact, FactName, Source
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit
from ui.view_models.assurance import source_word
from ui.view_models.look import Badge, Glyph, Tone
from ui.view_models.text import written_fact

_ORDER = (Source.QR, Source.STAFF, Source.DG1, Source.DG13, Source.PORTAL, Source.DESK)
"""As a person checks: the card in the hand, then the chip, then the portal."""


@dataclass(frozen=True)
class SaidView:
    source: str
    value: str = field(repr=False)


@dataclass(frozen=True)
class DifferenceView:
    """One field about which sources do not agree, or one thing that looks odd in the code alone."""

    subject: str
    look: Badge
    said: tuple[SaidView, ...]
    """What each source says, in the order a person checks; empty for an oddity."""
    sentence: str
    """What looks odd; empty for a difference."""


def differences(visit: Visit, language: Language) -> tuple[DifferenceView, ...]:
    """Where QR, chip and portal do not say the same; the weighty ones first."""
    by_field: dict[FactName, list[Disagreement]] = {}
    for one in visit.disagreements:
        by_field.setdefault(one.name, []).append(one)
    ordered = sorted(by_field.items(), key=lambda field_: not any(one.weighty for one in field_[1]))
    odd = visit.identity.warnings if visit.identity is not None else ()
    return tuple(_difference(name, found, language) for name, found in ordered) + tuple(
        _oddity(key, language) for key in odd
    )


def slip_said(visit: Visit, language: Language) -> str:
    """Whether the slip is on paper; empty while nobody asked for one."""
    if visit.slip is None:
        return ""
    failure = visit.slip.failure
    return language.say("desk.difference.printed" if failure is None else f"failure.{failure.key}")


def _difference(name: FactName, found: list[Disagreement], language: Language) -> DifferenceView:
    if any(one.weighty for one in found):
        look = Badge(language.say("desk.difference.weighty"), Tone.PROBLEM, Glyph.DIFFERENCE)
    else:
        look = Badge(language.say("desk.difference.light"), Tone.NEUTRAL, Glyph.DIFFERENCE)
    facts: dict[tuple[Source, str], Fact] = {}
    for one in found:
        for fact in (one.one, one.other):
            facts.setdefault((fact.source, written_fact(fact.value, language)), fact)
    ordered = sorted(facts, key=lambda key: _ORDER.index(key[0]))
    said = tuple(SaidView(source_word(source, language), value) for source, value in ordered)
    return DifferenceView(language.say(f"desk.fact.{name.value}"), look, said, "")


def _oddity(key: str, language: Language) -> DifferenceView:
    """Something odd in the code alone: a second look, no accusation."""
    look = Badge(language.say("desk.difference.odd"), Tone.CAUTION, Glyph.QUESTION)
    return DifferenceView(language.say("desk.difference.code"), look, (), language.say(key))
