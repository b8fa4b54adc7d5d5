"""The route (MA_DOITUONG_KCB) that reception suggests, and what the fund pays on it.

The list is read from the top and the first row that fits stands (QĐ 3276/QĐ-BYT). A row may fit, not fit, or depend on
something nobody has said about the facility or the card; when such a row comes before the first that fits, there is no
suggestion: a wrong route is worse than an empty field. The final code is set after the visit, never here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from kiosk.domain.coverage import RouteSuggestion
from kiosk.insurance.coverage.circumstances import Circumstance
from kiosk.insurance.coverage.facility import Facility
from kiosk.insurance.coverage.rules import CoverageRules, RouteRule

SELF_PAY = "9"
"""The visit is not paid by health insurance."""
SELF_PAY_REASON = "coverage.route.not_insured"


class _Fit(Enum):
    YES = "yes"
    NO = "no"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class RouteQuestion:
    """Everything a route depends on."""

    facility: Facility
    registered_here: bool | None
    day: date
    circumstances: frozenset[Circumstance]
    card_percent: int | None
    """The card's benefit level."""

    def given(self, more: Collection[Circumstance]) -> RouteQuestion:
        circumstances = self.circumstances | frozenset(more)
        return RouteQuestion(self.facility, self.registered_here, self.day, circumstances, self.card_percent)

    def of_some_level(self) -> RouteQuestion:
        """With a level where the card's is not known: two routes can be compared by their shares all the same."""
        percent = 100 if self.card_percent is None else self.card_percent
        return RouteQuestion(self.facility, self.registered_here, self.day, self.circumstances, percent)


def suggest_route(question: RouteQuestion, rules: CoverageRules) -> RouteSuggestion | None:
    """The first code that fits, with its reason and what else may stand; None when the facts do not decide it."""
    rule = _first(question, rules)
    if rule is None:
        return None
    pays = pays_percent(rule.code, question, rules)
    rivals = {one.code for one in _rivals(rule, question, rules)}
    better = {code for code in rivals if _pays_more(code, rule.code, question, rules)}
    others = rivals | _offered(rule, question, rules)
    order = list(dict.fromkeys(one.code for one in rules.routes))
    alternatives = tuple(code for code in order if code in others and code != rule.code)
    return RouteSuggestion(
        rule.code, rule.reason, alternatives, pays, tuple(one for one in alternatives if one in better)
    )


def self_pay_route(question: RouteQuestion, rules: CoverageRules) -> RouteSuggestion:
    return RouteSuggestion(SELF_PAY, SELF_PAY_REASON, (), pays_percent(SELF_PAY, question, rules))


def pays_percent(code: str, question: RouteQuestion, rules: CoverageRules) -> Decimal | None:
    """How much of the covered cost the fund pays on this route; None where no rule of the day says it, or the card's
    level is not known."""
    in_patient = Circumstance.IN_PATIENT in question.circumstances
    for benefit in rules.benefits:
        if benefit.code == code and benefit.in_patient in (None, in_patient) and benefit.span.holds(question.day):
            if benefit.whatever_card or benefit.share_percent == 0:
                return Decimal(benefit.share_percent)
            if question.card_percent is None:
                return None
            return Decimal(question.card_percent * benefit.share_percent) / 100
    return None


def _first(question: RouteQuestion, rules: CoverageRules) -> RouteRule | None:
    for rule in rules.routes:
        fit = _fit(rule, question)
        if fit is _Fit.YES:
            return rule
        if fit is _Fit.UNSAID:
            return None
    return None


def _rivals(chosen: RouteRule, question: RouteQuestion, rules: CoverageRules) -> list[RouteRule]:
    """Rows further down that fit as well and pay differently: a person decides."""
    question = question.of_some_level()
    pays = pays_percent(chosen.code, question, rules)
    below = rules.routes[rules.routes.index(chosen) + 1 :]
    return [
        rule for rule in below if _fit(rule, question) is _Fit.YES and pays_percent(rule.code, question, rules) != pays
    ]


def _offered(chosen: RouteRule, question: RouteQuestion, rules: CoverageRules) -> set[str]:
    """What would stand if a circumstance were given that reception is reminded of; and a row that would fit then and
    pays more, although one further up still stands before it (1.16 behind 1.13)."""
    found = set()
    for rule in rules.routes:
        if not rule.offered or rule.needs <= question.circumstances:
            continue
        given = question.given(rule.needs)
        instead = _first(given, rules)
        if instead is not None and instead.code != chosen.code:
            found.add(instead.code)
        elif _fit(rule, given) is _Fit.YES and _pays_more(rule.code, chosen.code, given, rules):
            found.add(rule.code)
    return found


def _pays_more(code: str, than: str, question: RouteQuestion, rules: CoverageRules) -> bool:
    """Whether the fund is known to pay more on `code`."""
    pays, less = (pays_percent(one, question.of_some_level(), rules) for one in (code, than))
    return pays is not None and less is not None and pays > less


def _fit(rule: RouteRule, question: RouteQuestion) -> _Fit:
    given = question.circumstances
    if not rule.span.holds(question.day) or not rule.needs <= given or rule.unless & given:
        return _Fit.NO
    facility = question.facility
    asked: tuple[tuple[Collection[object], object], ...] = (
        (rule.levels, facility.level),
        (rule.ranks, facility.former_rank),
        (rule.scores, facility.score),
        (rule.primary_kinds, facility.primary_kind),
        (() if rule.registered_here is None else (rule.registered_here,), question.registered_here),
    )
    verdicts = {
        _Fit.UNSAID if known is None else _Fit.YES if known in wanted else _Fit.NO for wanted, known in asked if wanted
    }
    if _Fit.NO in verdicts:
        return _Fit.NO
    return _Fit.UNSAID if _Fit.UNSAID in verdicts else _Fit.YES
