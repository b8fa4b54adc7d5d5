"""Rows of facts become the rules that coverage and the check-in table are judged by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

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
from kiosk.bootstrap.insurance_performer import Judge
from kiosk.domain.coverage import Coverage
from kiosk.domain.identity import Identity
from kiosk.domain.insurance import InsuranceAnswer
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
    assess,
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


def judge_of(site: config.Site, clock_trusted: Callable[[], bool]) -> Judge:
    """Reads what the portal says for this site, by the rules of the visit's day.

    Raises:
        config.ConfigError: a table cannot be read.
    """
    facility, rules = facility_of(site), coverage_rules(site)

    def judge(answer: InsuranceAnswer, visit_at: datetime, identity: Identity) -> Coverage:
        return assess(answer, visit_at, identity, facility, rules, clock_trusted=clock_trusted())

    return judge


def _span(row: DatedRow) -> Span:
    first: date | None = row.valid_from
    return Span(first, row.valid_to)
