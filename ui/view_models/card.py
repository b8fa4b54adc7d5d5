"""The left of the window: who the card says it is, and what of that is proven."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.identity import Fact, FactName, Identity
from kiosk.runtime.language import Language
from kiosk.runtime.privacy import mask_number
from kiosk.visit.events import Portrait
from kiosk.visit.state import Visit, VisitState
from ui.view_models.assurance import assurance_badge
from ui.view_models.look import Badge, Glyph, Tone
from ui.view_models.steps import StepView, reading_steps
from ui.view_models.text import written_fact
from ui.view_models.verdict import VerdictView, unread_view, verdict_view


@dataclass(frozen=True)
class PersonView:
    name: str = field(repr=False)
    number: str = field(repr=False)
    """Masked: this is the side of the window a queue can see."""
    born: str = field(repr=False)
    document: str
    proof: Badge | None
    """The weakest proof among number, name and date of birth."""


@dataclass(frozen=True)
class PortraitView:
    picture: Portrait | None
    caption: Badge


@dataclass(frozen=True)
class CardView:
    person: PersonView | None
    portrait: PortraitView | None
    steps: tuple[StepView, ...]
    """Empty once the chip was read or skipped."""
    verdict: VerdictView | None


def card_view(visit: Visit, language: Language) -> CardView:
    identity = visit.identity or visit.claim
    under_way = visit.state in (VisitState.IDLE, VisitState.AWAITING_CARD, VisitState.READING)
    if under_way:
        verdict = None
    else:
        unread = unread_view(language, by_hand=identity is not None and not identity.facts)
        verdict = verdict_view(visit.verdict, language) if visit.verdict is not None else unread
    return CardView(
        person=_person(identity, language) if identity is not None else None,
        portrait=None if under_way else _portrait(visit, language),
        steps=reading_steps(visit, language) if under_way else (),
        verdict=verdict,
    )


def _person(identity: Identity, language: Language) -> PersonView:
    def said(name: FactName) -> str:
        fact = identity.get(name)
        return written_fact(fact.value, language) if fact is not None else ""

    born = " · ".join(part for part in (said(FactName.DATE_OF_BIRTH), said(FactName.SEX)) if part)
    naming = [identity.get(name) for name in (FactName.PERSONAL_NUMBER, FactName.FULL_NAME, FactName.DATE_OF_BIRTH)]
    weakest: Fact | None = min((fact for fact in naming if fact), key=lambda fact: fact.assurance, default=None)
    number = said(FactName.PERSONAL_NUMBER)
    kind = f"desk.document.{identity.document_kind}"
    return PersonView(
        name=said(FactName.FULL_NAME) or language.say("desk.person.no_name"),
        number=mask_number(number) if number else "",
        born=born,
        document=language.say(kind if language.knows(kind) else "desk.document.unknown"),
        proof=assurance_badge(weakest.source, weakest.assurance, language) if weakest is not None else None,
    )


def _portrait(visit: Visit, language: Language) -> PortraitView:
    if visit.portrait is None:
        return PortraitView(None, Badge(language.say("desk.portrait.none"), Tone.NEUTRAL, Glyph.PERSON))
    if visit.portrait.trusted:
        return PortraitView(visit.portrait, Badge(language.say("desk.portrait.trusted"), Tone.PROVEN, Glyph.SHIELD))
    return PortraitView(visit.portrait, Badge(language.say("desk.portrait.unproven"), Tone.CAUTION, Glyph.WARNING))
