"""One fact of one person on its way into a box, with what a person should look at before signing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, FactName, Identity, Source
from kiosk.domain.roles import Cast, Role
from kiosk.forms.name_parts import NameParts, name_parts
from kiosk.forms.origins import NOTHING, Known, known_of
from kiosk.forms.paper_definition import DerivedFact
from kiosk.forms.paper_facts import AddressStatus, AddressSuggester, PaperFacts, Relation
from kiosk.forms.relations import relation_to, same_person
from kiosk.forms.written_dates import write_date

VIETNAM_IN_MRZ = "VNM"
CARD_KINDS = frozenset({"cccd_2021", "can_cuoc_2024"})
_NAME_PARTS: Mapping[DerivedFact, Callable[[NameParts], str]] = MappingProxyType(
    {
        DerivedFact.FAMILY_NAME: lambda parts: parts.family,
        DerivedFact.MIDDLE_NAME: lambda parts: parts.middle,
        DerivedFact.GIVEN_NAME: lambda parts: parts.given,
        DerivedFact.MIDDLE_AND_GIVEN_NAME: lambda parts: parts.middle_and_given,
    }
)
_ADDRESSES = MappingProxyType(
    {DerivedFact.RESIDENCE_TODAY: FactName.RESIDENCE, DerivedFact.ORIGIN_TODAY: FactName.PLACE_OF_ORIGIN}
)
_RELATED_TO = MappingProxyType(
    {
        DerivedFact.RELATION_TO_HEAD: Role.HEAD,
        DerivedFact.RELATION_TO_CHILD: Role.CHILD,
        DerivedFact.RELATION_TO_DECEASED: Role.DECEASED,
        DerivedFact.RELATION_TO_SUBJECT: Role.SUBJECT,
    }
)
_ADDRESS_REVIEWS = MappingProxyType(
    {
        AddressStatus.EXACT: "form.review.address_converted",
        AddressStatus.CHOOSE: "form.review.address_choose",
        AddressStatus.NOT_FOUND: "form.review.address_not_found",
    }
)


@dataclass(frozen=True)
class Review:
    """A value that follows from the card but does not stand on it. It is for a person's eyes, and stops nothing."""

    name: str
    """Of the box."""
    key: str
    """A text key saying what to look at."""
    card_text: str = field(default="", repr=False)
    """What the card itself says, printed beside."""
    candidates: tuple[str, ...] = field(default=(), repr=False)
    """Values to choose from."""


@dataclass(frozen=True)
class Offered:
    """A value, and what to look at; its name is filled in by whoever knows the box."""

    known: Known
    review: Review | None = None


class People:
    """Answers what a box asks of a person."""

    def __init__(self, facts: PaperFacts, addresses: AddressSuggester, cast: Cast) -> None:
        self._facts = facts
        self._addresses = addresses
        self._cast = cast

    def one(self, role: Role) -> Identity | None:
        """Who plays a part that one person plays."""
        return next(iter(self._cast.get(role, ())), None)

    def offer(self, person: Identity, fact: FactName | DerivedFact) -> Offered:
        if isinstance(fact, FactName):
            return self._said(person, fact)
        if fact in _NAME_PARTS:
            return self._part_of_name(person, _NAME_PARTS[fact])
        if fact in _ADDRESSES:
            return self._address(person, _ADDRESSES[fact])
        if fact in _RELATED_TO:
            return self._relation(person, _RELATED_TO[fact])
        return self._issued(person, fact)

    def _said(self, person: Identity, name: FactName) -> Offered:
        known = known_of(person.get(name))
        if name is not FactName.NATIONALITY or not self._facts.nationality:
            return Offered(known)
        if known.text == VIETNAM_IN_MRZ:
            return Offered(replace(known, text=self._facts.nationality))
        number = person.get(FactName.PERSONAL_NUMBER)
        if known.text or number is None or person.document_kind not in CARD_KINDS:
            return Offered(known)
        # Only citizens hold this card, so whoever shows one is known to be one.
        return _derived(self._facts.nationality, number.source, "form.review.nationality")

    def _part_of_name(self, person: Identity, part: Callable[[NameParts], str]) -> Offered:
        whole = known_of(person.get(FactName.FULL_NAME))
        text = part(name_parts(whole.text))
        if not text:
            return Offered(NOTHING)
        return Offered(replace(whole, text=text), Review("", "form.review.name_split"))

    def _address(self, person: Identity, name: FactName) -> Offered:
        """The address of today when it is certain; else the card's own text, never a guess."""
        on_card = known_of(person.get(name))
        if not on_card.text:
            return Offered(NOTHING)
        found = self._addresses.suggest(on_card.text)
        if found.status is AddressStatus.ALREADY_NEW:
            return Offered(on_card)
        review = Review("", _ADDRESS_REVIEWS[found.status], on_card.text, found.written)
        if found.status is AddressStatus.EXACT and len(found.written) == 1:
            known = replace(on_card, text=found.written[0], assurance=Assurance.CLAIMED)
            return Offered(known, replace(review, candidates=()))
        return Offered(on_card, review)

    def _relation(self, person: Identity, role: Role) -> Offered:
        other = self.one(role)
        relation = self._related(person, other, role)
        word = "" if relation is None else self._facts.relations.get(relation, "")
        known = person.get(FactName.PERSONAL_NUMBER) or person.get(FactName.FULL_NAME)
        if not word or known is None:
            return Offered(NOTHING)
        return _derived(word, known.source, "form.review.relation")

    def _related(self, person: Identity, other: Identity | None, role: Role) -> Relation | None:
        if role is Role.SUBJECT and (other is None or same_person(other, person)):
            return Relation.SELF
        if role is Role.HEAD and other is not None and same_person(other, person):
            return Relation.HEAD
        if role is Role.CHILD:
            for parent, relation in ((Role.FATHER, Relation.FATHER), (Role.MOTHER, Relation.MOTHER)):
                played_by = self.one(parent)
                if played_by is not None and same_person(played_by, person):
                    return relation
        return None if other is None else relation_to(other, person)

    def _issued(self, person: Identity, fact: DerivedFact) -> Offered:
        issued, number = person.get(FactName.DATE_OF_ISSUE), person.text(FactName.PERSONAL_NUMBER)
        day = issued.value.whole if issued is not None and isinstance(issued.value, PartialDate) else None
        row = None if day is None else self._facts.issued_on(day)
        if issued is None or day is None or number is None or row is None:
            return Offered(NOTHING)
        line = self._facts.document_line.format(
            document=row.document, number=number, issuer=row.issuer, date=write_date(day)
        )
        texts = {
            DerivedFact.ISSUER: row.issuer,
            DerivedFact.DOCUMENT: row.document,
            DerivedFact.DOCUMENT_LINE: line,
        }
        return _derived(texts[fact], issued.source, "form.review.issuer")


def _derived(text: str, source: Source | None, key: str) -> Offered:
    """What is only concluded is never more than a claim."""
    return Offered(Known(text, source, Assurance.CLAIMED), Review("", key))
