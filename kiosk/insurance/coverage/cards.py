"""The card on the day of the visit: whether it is in force, what level it has, and which one counts when there are two.

The level comes from the number the portal returned and from nothing else: a personal number of 12 digits holds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from kiosk.domain.coverage import Validity
from kiosk.domain.insurance import InsuranceCard

_FULL_NUMBER = re.compile(r"[A-Z]{2}[0-9A-Z][0-9]{2}[0-9A-Z]{10}")
"""Object (2), benefit digit (1), province (2), BHXH number (10; letters on older cards)."""
_BENEFIT_DIGIT = 2


def validity_on(card: InsuranceCard | None, day: date) -> Validity:
    """Whether the card is in force on `day`. A card that names no last day has none; one that names no first day is
    not known to have begun; of one that ends before it begins nothing is known."""
    if card is None or ends_before_it_begins(card):
        return Validity.UNKNOWN
    if card.valid_to is not None and card.valid_to < day:
        return Validity.ENDED
    if card.valid_from is None:
        return Validity.UNKNOWN
    return Validity.NOT_YET if day < card.valid_from else Validity.IN_FORCE


def ends_before_it_begins(card: InsuranceCard) -> bool:
    """Whether its two days contradict each other: one of them was written down wrong, and nobody knows which."""
    return card.valid_from is not None and card.valid_to is not None and card.valid_to < card.valid_from


def benefit_percent(card: InsuranceCard | None, levels: Mapping[str, int]) -> int | None:
    """By the third character of a 15-character number; None for every other number."""
    number = None if card is None else card.card_number
    if number is None or not _FULL_NUMBER.fullmatch(number):
        return None
    return levels.get(number[_BENEFIT_DIGIT])


def card_group(card: InsuranceCard | None) -> str | None:
    """The two letters in front, e.g. QN; None when the number has none."""
    number = None if card is None else card.card_number
    return number[:2] if number is not None and _FULL_NUMBER.fullmatch(number) else None


def best_card(cards: Iterable[InsuranceCard], day: date, levels: Mapping[str, int]) -> InsuranceCard | None:
    """Of several cards: one in force before one that is not, then the highest level (NĐ 188/2025, article 21); a card's
    level counts from the day it begins. The first of equals."""
    order = {Validity.IN_FORCE: 0, Validity.UNKNOWN: 1, Validity.NOT_YET: 2, Validity.ENDED: 3}
    return min(
        cards,
        key=lambda card: (order[validity_on(card, day)], -(benefit_percent(card, levels) or 0)),
        default=None,
    )
