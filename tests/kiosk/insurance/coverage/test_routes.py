"""Which route is suggested where, on which day, and what else would stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from insured import (
    ADVANCED_CENTRAL,
    ADVANCED_DISTRICT,
    ADVANCED_PROVINCE,
    BASIC,
    BASIC_50,
    BASIC_50_DISTRICT,
    BASIC_PROVINCE,
    CARD,
    HERE,
    OTHER_PRIMARY,
    RULES,
    STATION,
    seen_at,
)

import config
from kiosk.insurance.coverage import (
    Circumstance,
    CoverageError,
    Facility,
    FacilityLevel,
    FormerRank,
    PrimaryKind,
    RouteBenefit,
    ScoreBand,
    Span,
)

JUNE_30, JULY_1 = datetime(2026, 6, 30, 12, tzinfo=UTC), datetime(2026, 7, 1, 12, tzinfo=UTC)
ALL = [STATION, OTHER_PRIMARY, BASIC, BASIC_50, BASIC_PROVINCE, ADVANCED_PROVINCE, ADVANCED_CENTRAL, ADVANCED_DISTRICT]


@pytest.mark.parametrize(
    ("facility", "code", "pays"),
    [
        (STATION, "1.2", "100"),
        (OTHER_PRIMARY, "1.11", "80"),
        (BASIC, "1.12", "80"),
        (BASIC_50, "1.13", "40"),
        (BASIC_PROVINCE, "1.14", "40"),
        (ADVANCED_PROVINCE, "1.18", "40"),
        (ADVANCED_CENTRAL, "3.1", "0"),
        (ADVANCED_DISTRICT, "3.3", "80"),
    ],
)
def test_someone_registered_elsewhere_gets_the_route_of_the_facilitys_level(
    facility: Facility, code: str, pays: str
) -> None:
    coverage = seen_at(facility)
    assert coverage.route is not None
    assert (coverage.route.code, coverage.route.pays_percent) == (code, Decimal(pays))


@pytest.mark.parametrize("facility", [one for one in ALL if one is not STATION])
def test_at_the_own_facility_every_level_is_1_1_except_a_commune_station(facility: Facility) -> None:
    route = seen_at(facility, card=CARD).route
    assert route is not None
    assert (route.code, route.alternatives) == ("1.1", ())


@pytest.mark.parametrize(
    ("facility", "code"), [(BASIC_50, "1.13"), (BASIC_PROVINCE, "1.14"), (ADVANCED_PROVINCE, "1.18")]
)
def test_half_is_paid_from_july_2026_and_nothing_before(facility: Facility, code: str) -> None:
    before, after = seen_at(facility, at=JUNE_30), seen_at(facility, at=JULY_1)
    assert before.route is not None
    assert after.route is not None
    assert (before.route.code, after.route.code) == (code, code)
    assert (before.route.pays_percent, after.route.pays_percent) == (0, 40)
    assert "coverage.warning.pays_nothing" in before.warnings
    assert "coverage.warning.pays_nothing" not in after.warnings


def test_half_of_95_percent_keeps_its_half() -> None:
    card = replace(CARD, card_number="HT3019900000001", facility_code="79999")
    route = seen_at(BASIC_50, card=card).route
    assert route is not None
    assert route.pays_percent == Decimal("47.5")


def test_a_station_pays_whole_also_when_the_cards_level_is_unknown() -> None:
    card = replace(CARD, card_number="0199000001")
    station, basic = seen_at(STATION, card=card).route, seen_at(BASIC, card=card).route
    assert station is not None
    assert basic is not None
    assert (station.pays_percent, basic.pays_percent) == (100, None)


@pytest.mark.parametrize(
    ("circumstance", "facility", "code"),
    [
        (Circumstance.REFERRAL, ADVANCED_CENTRAL, "1.3"),
        (Circumstance.RESIDENCE_CHANGED, ADVANCED_CENTRAL, "1.4"),
        (Circumstance.APPOINTMENT, BASIC_50, "1.5"),
        (Circumstance.ORGAN_DONOR, ADVANCED_CENTRAL, "1.6"),
        (Circumstance.NEWBORN, ADVANCED_CENTRAL, "1.7"),
        (Circumstance.IN_PATIENT, BASIC_50, "1.15"),
        (Circumstance.ANNEX_II, ADVANCED_CENTRAL, "3.1"),
        (Circumstance.ANNEX_I, ADVANCED_CENTRAL, "1.17"),
        (Circumstance.EMERGENCY, ADVANCED_PROVINCE, "2"),
        (Circumstance.EMERGENCY, OTHER_PRIMARY, "2"),
        (Circumstance.IN_PATIENT, ADVANCED_PROVINCE, "3.2"),
    ],
)
def test_what_a_person_adds_changes_the_route(circumstance: Circumstance, facility: Facility, code: str) -> None:
    route = seen_at(facility, circumstance).route
    assert route is not None
    assert route.code == code


def test_the_first_from_the_top_stands_when_two_papers_are_shown() -> None:
    route = seen_at(ADVANCED_CENTRAL, Circumstance.APPOINTMENT, Circumstance.REFERRAL).route
    assert route is not None
    assert route.code == "1.3"


def test_an_in_patient_at_a_former_central_hospital_gets_two_fifths() -> None:
    route = seen_at(ADVANCED_CENTRAL, Circumstance.IN_PATIENT).route
    assert route is not None
    assert (route.code, route.pays_percent) == ("3.1", 32)


def test_reception_is_reminded_of_the_papers_that_would_change_the_route() -> None:
    route = seen_at(ADVANCED_CENTRAL).route
    assert route is not None
    assert route.alternatives == ("1.3", "1.4", "1.5", "1.17", "2")


def test_a_later_row_that_fits_and_pays_differently_is_shown_beside_the_first() -> None:
    route = seen_at(BASIC_50_DISTRICT).route
    assert route is not None
    assert route.code == "1.13"
    assert "3.3" in route.alternatives


@pytest.mark.parametrize("facility", [BASIC_50, BASIC_PROVINCE])
def test_an_annex_ii_disease_that_pays_more_further_down_the_list_is_shown_before_and_after_it_is_said(
    facility: Facility,
) -> None:
    asked, said = seen_at(facility), seen_at(facility, Circumstance.ANNEX_II)
    assert asked.route is not None
    assert said.route is not None
    assert asked.route.code == said.route.code
    assert "1.16" in asked.route.alternatives
    assert asked.route.better == ()
    assert (said.route.better, said.route.pays_percent) == (("1.16",), 40)
    assert "coverage.warning.pays_more" in said.warnings
    assert "coverage.warning.pays_more" not in asked.warnings


def test_routes_are_compared_by_their_shares_where_the_cards_level_is_not_known() -> None:
    card = replace(CARD, card_number=None, facility_code="79999")
    route = seen_at(BASIC_50, Circumstance.ANNEX_II, card=card).route
    assert route is not None
    assert (route.pays_percent, route.better) == (None, ("1.16",))


def test_an_annex_ii_disease_is_not_offered_where_it_changes_nothing() -> None:
    route = seen_at(BASIC).route
    assert route is not None
    assert "1.16" not in route.alternatives


@pytest.mark.parametrize(
    "facility",
    [Facility(HERE), Facility(HERE, FacilityLevel.BASIC), Facility(HERE, FacilityLevel.PRIMARY)],
)
def test_what_the_site_does_not_say_is_not_guessed(facility: Facility) -> None:
    assert seen_at(facility).route is None


def test_a_card_without_a_registered_facility_gets_a_route_only_where_it_does_not_matter() -> None:
    card = replace(CARD, facility_code=None)
    assert seen_at(BASIC, card=card).route is None
    station = seen_at(STATION, card=card).route
    assert station is not None
    assert station.code == "1.2"


def test_before_the_list_was_issued_no_route_is_suggested() -> None:
    card = replace(CARD, valid_from=date(2024, 1, 1))
    assert seen_at(BASIC, card=card, at=datetime(2025, 10, 1, tzinfo=UTC)).route is None


def test_rules_stand_in_the_order_of_the_official_list_and_every_code_has_a_share_each_day() -> None:
    order = [one.code for one in config.route_codes()]
    positions = [order.index(one.code) for one in RULES.routes]
    assert positions == sorted(positions)
    for rule in RULES.routes:
        for day in (date(2026, 6, 30), date(2026, 7, 1)):
            for in_patient in (True, False):
                shares = [
                    one
                    for one in RULES.benefits
                    if one.code == rule.code and one.in_patient in (None, in_patient) and one.span.holds(day)
                ]
                assert len(shares) == 1


def known_or_not(*values: object) -> st.SearchStrategy[object]:
    return st.sampled_from([None, *values])


@given(
    st.builds(
        Facility,
        st.just(HERE),
        known_or_not(*FacilityLevel),
        known_or_not(*FormerRank),
        known_or_not(*ScoreBand),
        known_or_not(*PrimaryKind),
    ),
    st.frozensets(st.sampled_from(Circumstance)),
    st.sampled_from([HERE, "79999", None]),
)
def test_wherever_and_whatever_a_suggestion_is_from_the_list_and_its_alternatives_are_others_in_order(
    facility: Facility, circumstances: frozenset[Circumstance], registered: str | None
) -> None:
    card = replace(CARD, facility_code=registered)
    route = seen_at(facility, *circumstances, card=card).route
    order = [one.code for one in config.route_codes()]
    if route is None:
        return
    positions = [order.index(code) for code in route.alternatives]
    assert route.code in order
    assert route.code not in route.alternatives
    assert positions == sorted(set(positions))
    assert route.pays_percent in (0, 32, 40, 80, 100)


def test_rules_that_contradict_themselves_are_refused_when_they_are_made() -> None:
    twice = RouteBenefit("1.1", Span(), 50)
    with pytest.raises(CoverageError, match=r"1\.1"):
        replace(RULES, benefits=(*RULES.benefits, twice))
    with pytest.raises(CoverageError):
        Span(date(2026, 2, 1), date(2026, 1, 1))
