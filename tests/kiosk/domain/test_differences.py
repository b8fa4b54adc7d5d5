"""Card, chip and portal side by side. All people are invented."""

from __future__ import annotations

from types import MappingProxyType

from kiosk.domain.dates import PartialDate
from kiosk.domain.differences import side_by_side
from kiosk.domain.identity import Assurance, Disagreement, Fact, FactName, FactValue, Identity, Sex, Source


def said(value: FactValue, source: Source) -> Fact:
    return Fact(value, source, Assurance.CLAIMED)


def known(**facts: Fact) -> Identity:
    return Identity(MappingProxyType({FactName(name): fact for name, fact in facts.items()}))


ON_CARD = said("Nguyễn Văn An", Source.QR)
IN_DG1 = said("NGUYEN VAN AN", Source.DG1)
IN_DG13 = said("Nguyễn Văn Ân", Source.DG13)
AT_PORTAL = said("Nguyễn Văn Âu", Source.PORTAL)


def test_three_places_that_differ_in_pairs_stand_in_one_row() -> None:
    found = (
        Disagreement(FactName.FULL_NAME, ON_CARD, IN_DG1, weighty=False),
        Disagreement(FactName.FULL_NAME, ON_CARD, IN_DG13, weighty=False),
        Disagreement(FactName.FULL_NAME, IN_DG13, AT_PORTAL, weighty=True),
    )
    (row,) = side_by_side(found, None, None)
    assert (row.printed, row.chip, row.portal, row.weighty) == (ON_CARD, IN_DG13, AT_PORTAL, True)


def test_a_place_that_agrees_with_one_side_is_shown_beside_it() -> None:
    birth = said(PartialDate(1999, 3, 15), Source.DG13)
    printed = said(PartialDate(1999, 3, 15), Source.QR)
    other = said(PartialDate(1998, 3, 15), Source.PORTAL)
    found = (Disagreement(FactName.DATE_OF_BIRTH, birth, other, weighty=True),)
    (row,) = side_by_side(found, known(date_of_birth=printed), known(date_of_birth=birth))
    assert (row.printed, row.chip, row.portal) == (printed, birth, other)


def test_what_staff_typed_stands_where_the_card_would() -> None:
    typed = said(Sex.MALE, Source.STAFF)
    found = (Disagreement(FactName.SEX, typed, said(Sex.FEMALE, Source.PORTAL), weighty=True),)
    (row,) = side_by_side(found, None, None)
    assert (row.printed, row.chip) == (typed, None)


def test_the_weighty_rows_come_first_and_nothing_comes_of_nothing() -> None:
    light = Disagreement(FactName.FULL_NAME, ON_CARD, IN_DG13, weighty=False)
    heavy = Disagreement(FactName.SEX, said(Sex.MALE, Source.QR), said(Sex.FEMALE, Source.PORTAL), weighty=True)
    assert [row.name for row in side_by_side((light, heavy), None, None)] == [FactName.SEX, FactName.FULL_NAME]
    assert side_by_side((), known(full_name=ON_CARD), None) == ()
