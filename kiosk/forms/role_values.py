"""One fact of one person on its way into a box, with what a person should look at before signing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, FactName, Identity, Source
from kiosk.forms.name_parts import NameParts, name_parts
from kiosk.forms.origins import NOTHING, Known, known_of
from kiosk.forms.paper_definition import DerivedFact
from kiosk.forms.paper_facts import AddressStatus, AddressSuggester, IssuedBy, PaperFacts
from kiosk.forms.relations import relation_to

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

    def __init__(self, facts: PaperFacts, addresses: AddressSuggester, head: Identity | None) -> None:
        self._facts = facts
        self._addresses = addresses
        self._head = head

    def offer(self, person: Identity, fact: FactName | DerivedFact) -> Offered:
        if isinstance(fact, FactName):
            return self._said(person, fact)
        if fact in _NAME_PARTS:
            return self._part_of_name(person, _NAME_PARTS[fact])
        if fact in _ADDRESSES:
            return self._address(person, _ADDRESSES[fact])
        if fact is DerivedFact.RELATION_TO_HEAD:
            return self._relation(person)
        return self._issued(person, lambda row: row.issuer if fact is DerivedFact.ISSUER else row.document)

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

    def _relation(self, person: Identity) -> Offered:
        relation = None if self._head is None else relation_to(self._head, person)
        word = "" if relation is None else self._facts.relations.get(relation, "")
        if not word:
            return Offered(NOTHING)
        number = person.get(FactName.PERSONAL_NUMBER) or person.get(FactName.FULL_NAME)
        return _derived(word, None if number is None else number.source, "form.review.relation")

    def _issued(self, person: Identity, part: Callable[[IssuedBy], str]) -> Offered:
        issued = person.get(FactName.DATE_OF_ISSUE)
        day = issued.value.whole if issued is not None and isinstance(issued.value, PartialDate) else None
        if issued is None or day is None or person.get(FactName.PERSONAL_NUMBER) is None:
            return Offered(NOTHING)
        row = self._facts.issued_on(day)
        return Offered(NOTHING) if row is None else _derived(part(row), issued.source, "form.review.issuer")


def _derived(text: str, source: Source | None, key: str) -> Offered:
    """What is only concluded is never more than a claim."""
    return Offered(Known(text, source, Assurance.CLAIMED), Review("", key))
