"""The people of a dossier: who they are, which parts they play and why that is thought."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.identity import FactName, Identity
from kiosk.domain.roles import Role
from kiosk.runtime.language import Language
from kiosk.runtime.privacy import mask_number
from ui.one_stop_data import OneStopState, OpenPart, PersonHere, PlayedPart
from ui.view_models.assurance import assurance_badge, source_word
from ui.view_models.look import Badge
from ui.view_models.text import plain, written_fact


@dataclass(frozen=True)
class PartView:
    role: Role
    text: str
    played: bool


@dataclass(frozen=True)
class PersonView:
    place: int
    name: str = field(repr=False)
    detail: str = field(repr=False)
    """Sex, date of birth and the end of the number."""
    source: str
    proof: Badge | None
    parts: tuple[PartView, ...]
    reasons: str
    """Why each part is thought theirs."""
    weak: bool
    """A reason is weak: somebody has to look."""


@dataclass(frozen=True)
class PeopleView:
    said: str
    """What to do now."""
    people: tuple[PersonView, ...]
    missing: str
    """Parts that nobody plays."""


def people_view(state: OneStopState, language: Language) -> PeopleView:
    say = language.say
    if not state.people:
        said = say("one_stop_page.people.begin")
    else:
        said = say("one_stop_page.people.more" if state.wanted else "one_stop_page.people.no_procedure")
    return PeopleView(
        said=said,
        people=tuple(_person(place, one, state.wanted, language) for place, one in enumerate(state.people)),
        missing="\n".join(_missing(one, language) for one in state.open_parts),
    )


def _person(place: int, person: PersonHere, wanted: tuple[Role, ...], language: Language) -> PersonView:
    identity = person.identity
    number = identity.text(FactName.PERSONAL_NUMBER)
    known = [identity.get(name) for name in (FactName.SEX, FactName.DATE_OF_BIRTH)]
    details = [written_fact(one.value, language) for one in known if one is not None]
    if number is not None:
        details.append(mask_number(number))
    named = identity.get(FactName.FULL_NAME) or identity.get(FactName.PERSONAL_NUMBER)
    played = {one.role for one in person.parts}
    return PersonView(
        place=place,
        name=_name(identity, language),
        detail=" · ".join(details),
        source=source_word(named.source, language) if named is not None else "",
        proof=assurance_badge(named.source, identity.assurance, language) if named is not None else None,
        parts=tuple(PartView(one, _capital(language.say(f"family.role.{one.value}")), one in played) for one in wanted),
        reasons=" · ".join(_reason(one, language) for one in person.parts),
        weak=any(one.weak for one in person.parts),
    )


def _name(identity: Identity, language: Language) -> str:
    return plain(identity.text(FactName.FULL_NAME) or "") or language.say("desk.unknown")


def _reason(part: PlayedPart, language: Language) -> str:
    role = _capital(language.say(f"family.role.{part.role.value}"))
    reason = language.say(part.reason, card=part.card) if part.card is not None else language.say(part.reason)
    look = f" ({language.say('family.look')})" if part.weak else ""
    return f"{role}: {reason}{look}"


def _missing(part: OpenPart, language: Language) -> str:
    role = language.say(f"family.role.{part.role.value}")
    if not part.cards:
        return _capital(language.say("family.unplayed", role=role))
    cards = ", ".join(language.say("family.card", card=one) for one in part.cards)
    return _capital(language.say("family.doubt", role=role, cards=cards))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
