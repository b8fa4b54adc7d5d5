"""Rows of facts become the rules that coverage and the check-in table are judged by."""

from __future__ import annotations

from datetime import date

import config
from config.coverage_data import (
    DatedRow,
    coverage_limits,
    facilities,
    paper_card_groups,
    reference_amounts,
    route_benefits,
    route_rules,
)
from kiosk.insurance.coverage import (
    Circumstance,
    CoverageLimits,
    CoverageRules,
    Facility,
    FacilityLevel,
    FormerRank,
    PrimaryKind,
    ReferenceAmount,
    RouteBenefit,
    RouteRule,
    ScoreBand,
    Span,
)


def facility_of(site: config.Site) -> Facility:
    """This site's facility, as far as its settings describe it."""
    said = site.facility
    return Facility(
        code=site.facility_code,
        level=None if said.level is None else FacilityLevel(said.level),
        former_rank=None if said.former_rank is None else FormerRank(said.former_rank),
        score=None if said.score is None else ScoreBand(said.score),
        primary_kind=None if said.primary_kind is None else PrimaryKind(said.primary_kind),
    )


def coverage_rules(site: config.Site) -> CoverageRules:
    """The rules of every day, with the names of facilities this site knows.

    Raises:
        config.ConfigError: a table cannot be read.
    """
    limits = {one.name: one.value for one in coverage_limits()}
    names = {one.code: one.name for one in facilities() if site.demo or not one.invented}
    return CoverageRules(
        benefit_levels={one.digit: one.percent for one in config.benefit_levels()},
        routes=tuple(
            RouteRule(
                code=one.code,
                reason=one.reason,
                span=_span(one),
                levels=frozenset(map(FacilityLevel, one.levels)),
                ranks=frozenset(map(FormerRank, one.ranks)),
                scores=frozenset(map(ScoreBand, one.scores)),
                primary_kinds=frozenset(map(PrimaryKind, one.primary_kinds)),
                registered_here=one.registered_here,
                needs=frozenset(map(Circumstance, one.needs)),
                unless=frozenset(map(Circumstance, one.unless)),
                offered=one.offered,
            )
            for one in route_rules()
        ),
        benefits=tuple(
            RouteBenefit(one.code, _span(one), one.share_percent, one.in_patient, one.whatever_card)
            for one in route_benefits()
        ),
        amounts=tuple(ReferenceAmount(one.amount_vnd, _span(one)) for one in reference_amounts()),
        limits=CoverageLimits(**limits),
        facility_names={**names, **site.facility.names},
        paper_card_groups=frozenset(one.code for one in paper_card_groups()),
    )


def _span(row: DatedRow) -> Span:
    first: date | None = row.valid_from
    return Span(first, row.valid_to)
