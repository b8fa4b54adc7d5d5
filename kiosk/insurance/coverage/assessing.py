"""One answer of the portal, one visit, one facility: what reception shows beside the form.

`assess` reads like a table of contents; each line has its own module. It never fails on what a portal says, and it does
not ask the clock: the moment of the visit is given. When that moment cannot be right, everything that depends on the
day is unknown, because "expired" said by a clock of 2036 would send an insured person away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.domain.coverage import Coverage, RouteSuggestion, Validity
from kiosk.domain.dates import PartialDate, vietnamese_date
from kiosk.domain.identity import FactName, Identity
from kiosk.domain.insurance import InsuranceAnswer, InsuranceCard, InsuranceOutcome
from kiosk.insurance.coverage.amounts import CoPaymentLimits, copayment_limits, small_bill_limit
from kiosk.insurance.coverage.cards import benefit_percent, best_card, card_group, ends_before_it_begins, validity_on
from kiosk.insurance.coverage.circumstances import Circumstance
from kiosk.insurance.coverage.errors import CoverageError
from kiosk.insurance.coverage.facility import Facility
from kiosk.insurance.coverage.routes import RouteQuestion, self_pay_route, suggest_route
from kiosk.insurance.coverage.rules import CoverageRules
from kiosk.insurance.coverage.visits import SortedVisits, lies_ahead, sort_visits
from kiosk.insurance.coverage.warnings import CoverageWarning

_PAID_BY_CARD = frozenset({InsuranceOutcome.COVERED, InsuranceOutcome.STAFF_CHECK})
"""Outcomes after which a card in force leads to a route."""
_NOT_JUDGED = frozenset(
    {
        InsuranceOutcome.CONFIGURATION,
        InsuranceOutcome.UNKNOWN,
        InsuranceOutcome.NOT_ASKED,
        InsuranceOutcome.MISMATCH,
        InsuranceOutcome.NEW_CARD,
    }
)
"""Outcomes that leave open whether the visit is insured, until a person looked."""


@dataclass(frozen=True)
class _Visit:
    """What is known before any warning is weighed."""

    answer: InsuranceAnswer
    day: date
    card: InsuranceCard | None
    cards: int
    validity: Validity
    registered_here: bool | None
    five_years_reached: bool | None
    percent: int | None
    is_child: bool
    visits: SortedVisits
    limits: CoPaymentLimits
    clock_doubted: bool


def assess(
    answer: InsuranceAnswer,
    visit_at: datetime,
    identity: Identity,
    facility: Facility,
    rules: CoverageRules,
    *,
    circumstances: frozenset[Circumstance] = frozenset(),
    other_cards: tuple[InsuranceCard, ...] = (),
    clock_trusted: bool = True,
) -> Coverage:
    """What `answer` means for a visit at `visit_at` (aware).

    `circumstances` is what a person at the desk said; `other_cards` are further cards of the same holder;
    `clock_trusted` is the word of whoever watches the clock. A history that lies ahead of `visit_at` is a second
    witness.

    Raises:
        CoverageError: `visit_at` has no zone.
    """
    if visit_at.tzinfo is None:
        raise CoverageError("the moment of the visit has no zone")
    visit = _seen(answer, visit_at, identity, facility, rules, other_cards=other_cards, clock_trusted=clock_trusted)
    question = RouteQuestion(facility, visit.registered_here, visit.day, circumstances, visit.percent)
    route = _route(visit, question, rules)
    card = visit.card
    code = None if card is None else card.facility_code
    doubted = visit.clock_doubted
    return Coverage(
        card_number=None if card is None else card.card_number,
        validity=visit.validity,
        valid_from=None if card is None else card.valid_from,
        valid_to=None if card is None else card.valid_to,
        facility_code=code,
        facility_name=None if code is None else rules.facility_names.get(code),
        registered_here=visit.registered_here,
        area_code=None if card is None else card.area_code,
        five_years_on=None if card is None else card.five_years_on,
        five_years_reached=visit.five_years_reached,
        benefit_percent=visit.percent,
        route=route,
        visits_today=visit.visits.today,
        recent_visits=visit.visits.recent,
        history_known=answer.history is not None,
        copayment_vnd=None if answer.copayment is None else answer.copayment.total_vnd,
        copayment_limit_vnd=None if doubted else visit.limits.of_the_day,
        small_bill_limit_vnd=None if doubted else small_bill_limit(visit.day, rules),
        warnings=_warnings(visit, route, rules),
    )


def _seen(
    answer: InsuranceAnswer,
    visit_at: datetime,
    identity: Identity,
    facility: Facility,
    rules: CoverageRules,
    *,
    other_cards: tuple[InsuranceCard, ...],
    clock_trusted: bool,
) -> _Visit:
    day = vietnamese_date(visit_at)
    cards = tuple(one for one in (answer.card, *other_cards) if one is not None)
    card = best_card(cards, day, rules.benefit_levels)
    doubted = not clock_trusted or lies_ahead(answer.history or (), visit_at)
    five_years_on = None if card is None else card.five_years_on
    return _Visit(
        answer=answer,
        day=day,
        card=card,
        cards=len(cards),
        validity=Validity.UNKNOWN if doubted else validity_on(card, day),
        registered_here=None if card is None or card.facility_code is None else card.facility_code == facility.code,
        five_years_reached=None if doubted or five_years_on is None else five_years_on <= day,
        percent=benefit_percent(card, rules.benefit_levels),
        is_child=_is_child(identity, day, rules.limits.child_age),
        visits=_visits(answer, visit_at, rules, doubted),
        limits=copayment_limits(day, rules),
        clock_doubted=doubted,
    )


def _visits(answer: InsuranceAnswer, visit_at: datetime, rules: CoverageRules, doubted: bool) -> SortedVisits:
    """With a doubted clock no visit can be told to be of today, and none is lost: all are shown as earlier ones."""
    history = answer.history or ()
    if doubted:
        return SortedVisits(today=(), recent=tuple(history), close=False, not_over=False)
    limits = rules.limits
    return sort_visits(history, visit_at, recent_days=limits.recent_visit_days, close_days=limits.close_visit_days)


def _is_child(identity: Identity, day: date, age: int) -> bool:
    born = identity.get(FactName.DATE_OF_BIRTH)
    return born is not None and isinstance(born.value, PartialDate) and born.value.age_on(day) < age


def _route(visit: _Visit, question: RouteQuestion, rules: CoverageRules) -> RouteSuggestion | None:
    outcome = visit.answer.outcome
    if visit.clock_doubted:
        return None
    ended = outcome in _PAID_BY_CARD and visit.validity in (Validity.ENDED, Validity.NOT_YET)
    if outcome is InsuranceOutcome.NOT_COVERED or ended:
        return self_pay_route(question, rules)
    if outcome in _PAID_BY_CARD and visit.validity is Validity.IN_FORCE:
        return suggest_route(question, rules)
    return None


def _warnings(visit: _Visit, route: RouteSuggestion | None, rules: CoverageRules) -> tuple[str, ...]:
    """The texts that apply, the weightiest first: in the order in which `CoverageWarning` lists them."""
    given = {warning for warning, applies in _of_card(visit, rules) + _of_visit(visit, route) if applies}
    return tuple(warning.value for warning in CoverageWarning if warning in given)


def _of_card(visit: _Visit, rules: CoverageRules) -> list[tuple[CoverageWarning, bool]]:
    warning, outcome, card = CoverageWarning, visit.answer.outcome, visit.card
    in_force = visit.validity is Validity.IN_FORCE
    soon = visit.day + timedelta(days=rules.limits.expiring_days)
    cardless_child = outcome is InsuranceOutcome.NOT_COVERED and visit.is_child and card is None
    expected = outcome in _PAID_BY_CARD and not visit.clock_doubted
    is_reversed = expected and card is not None and ends_before_it_begins(card)
    return [
        (warning.CLOCK_DOUBTED, visit.clock_doubted),
        (warning.NOT_COVERED, outcome is InsuranceOutcome.NOT_COVERED),
        (warning.ENDED, visit.validity is Validity.ENDED),
        (warning.NOT_YET, visit.validity is Validity.NOT_YET),
        (warning.STAFF_CHECK, outcome is InsuranceOutcome.STAFF_CHECK),
        (warning.CHILD_WITHOUT_CARD, outcome is InsuranceOutcome.CHILD or cardless_child),
        (warning.NOT_ANSWERED, outcome is InsuranceOutcome.LATER),
        (warning.NOT_JUDGED, outcome in _NOT_JUDGED),
        (warning.VALIDITY_UNKNOWN, expected and visit.validity is Validity.UNKNOWN and not is_reversed),
        (warning.VALIDITY_REVERSED, is_reversed),
        (warning.TWO_CARDS, visit.cards > 1),
        (warning.EXPIRING, in_force and card is not None and card.valid_to is not None and card.valid_to <= soon),
        (warning.PAPER_CARD, card_group(card) in rules.paper_card_groups),
        (warning.BENEFIT_UNKNOWN, in_force and visit.percent is None),
    ]


def _of_visit(visit: _Visit, route: RouteSuggestion | None) -> list[tuple[CoverageWarning, bool]]:
    warning, limits = CoverageWarning, visit.limits
    in_force = visit.validity is Validity.IN_FORCE
    paid = None if visit.answer.copayment is None else visit.answer.copayment.total_vnd
    counts = paid is not None and visit.five_years_reached is True
    over = counts and limits.highest is not None and paid is not None and paid > limits.highest
    maybe = counts and limits.lowest is not None and paid is not None and paid > limits.lowest and not over
    return [
        (warning.VISIT_TODAY, bool(visit.visits.today)),
        (warning.VISIT_NOT_OVER, visit.visits.not_over),
        (warning.VISIT_LATELY, visit.visits.close),
        (warning.COPAYMENT_OVER, over),
        (warning.COPAYMENT_MAYBE_OVER, maybe),
        (warning.PAYS_NOTHING, in_force and route is not None and route.pays_percent == 0),
        (warning.PAYS_MORE, route is not None and bool(route.better)),
        (warning.ROUTE_UNKNOWN, in_force and route is None),
        (warning.HISTORY_UNKNOWN, in_force and visit.answer.history is None),
    ]
