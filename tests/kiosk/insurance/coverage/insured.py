"""Invented answers and facilities for the tests of coverage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import config
from kiosk.bootstrap.coverage import coverage_rules
from kiosk.domain.coverage import Coverage
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.identity import Identity
from kiosk.domain.insurance import CoPayment, InsuranceAnswer, InsuranceCard, InsuranceOutcome, PastVisit
from kiosk.insurance.coverage import Circumstance, Facility, FacilityLevel, FormerRank, PrimaryKind, ScoreBand, assess

RULES = coverage_rules(config.load_site("demo"))
VISIT_AT = datetime(2026, 11, 21, 8, 30, tzinfo=VIETNAM_TIME)
HERE, ELSEWHERE = "01999", "79999"
CARD = InsuranceCard("GD4019900000001", date(2026, 1, 1), date(2026, 12, 31), HERE, None, date(2025, 1, 1))
STATION = Facility(HERE, FacilityLevel.PRIMARY, primary_kind=PrimaryKind.STATION)
OTHER_PRIMARY = Facility(HERE, FacilityLevel.PRIMARY, primary_kind=PrimaryKind.OTHER)
BASIC = Facility(HERE, FacilityLevel.BASIC, FormerRank.NONE, ScoreBand.PROVISIONAL)
BASIC_50 = Facility(HERE, FacilityLevel.BASIC, FormerRank.NONE, ScoreBand.FROM_50_TO_70)
BASIC_50_DISTRICT = Facility(HERE, FacilityLevel.BASIC, FormerRank.DISTRICT, ScoreBand.FROM_50_TO_70)
BASIC_PROVINCE = Facility(HERE, FacilityLevel.BASIC, FormerRank.PROVINCE, ScoreBand.BELOW_50)
ADVANCED_PROVINCE = Facility(HERE, FacilityLevel.ADVANCED, FormerRank.PROVINCE)
ADVANCED_CENTRAL = Facility(HERE, FacilityLevel.ADVANCED, FormerRank.CENTRAL)
ADVANCED_DISTRICT = Facility(HERE, FacilityLevel.ADVANCED, FormerRank.DISTRICT)


def answered(
    card: InsuranceCard | None = CARD, outcome: InsuranceOutcome = InsuranceOutcome.COVERED
) -> InsuranceAnswer:
    return InsuranceAnswer(outcome, "000", card, history=(), copayment=CoPayment(0, 0))


def registered_elsewhere() -> InsuranceCard:
    return replace(CARD, facility_code=ELSEWHERE)


def seen_at(
    facility: Facility, *circumstances: Circumstance, card: InsuranceCard | None = None, at: datetime = VISIT_AT
) -> Coverage:
    """The coverage of someone registered elsewhere, unless `card` says otherwise."""
    chosen = card or registered_elsewhere()
    return assess(answered(chosen), at, Identity(), facility, RULES, circumstances=frozenset(circumstances))


def visited(before: timedelta, *, lasting: timedelta | None = timedelta(hours=2)) -> PastVisit:
    """A visit so long before `VISIT_AT`, as the portal writes it: without a zone."""
    admitted = (VISIT_AT - before).replace(tzinfo=None)
    return PastVisit(ELSEWHERE, admitted, None if lasting is None else admitted + lasting, "1")
