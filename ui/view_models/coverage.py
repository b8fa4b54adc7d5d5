"""What the insurance means for this visit: validity, rows, the suggested route, warnings, visits elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from kiosk.domain.coverage import Coverage, RouteSuggestion, Validity
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.form import FilledForm
from kiosk.domain.insurance import PastVisit
from kiosk.runtime.language import Language
from ui.view_models.look import Badge, Glyph, Tone
from ui.view_models.text import plain, written_date

_ROUTE_FIELD = "MA_DOITUONG_KCB"
"""The form's list of routes says what each code means."""

_VALIDITY: dict[Validity, tuple[Tone, Glyph]] = {
    Validity.IN_FORCE: (Tone.INFO, Glyph.CHECK),
    Validity.NOT_YET: (Tone.PROBLEM, Glyph.CLOCK),
    Validity.ENDED: (Tone.PROBLEM, Glyph.CROSS),
    Validity.UNKNOWN: (Tone.CAUTION, Glyph.QUESTION),
}

_TODAY = "coverage.warning.visit_today"
_HEADLINE_SAYS_IT = frozenset(
    f"coverage.warning.{one}"
    for one in ("not_covered", "ended", "not_yet", "staff_check", "child_without_card", "not_answered", "not_judged")
)
_VALUE_SAYS_IT = frozenset(
    f"coverage.warning.{one}" for one in ("route_unknown", "history_unknown", "validity_unknown", "pays_nothing")
)
"""What is written beside the value that it is about, and would only be said twice above."""


@dataclass(frozen=True)
class RowView:
    label: str
    value: str = field(repr=False)
    known: bool
    """False for "not known": drawn softer, said in words."""
    detail: str = ""
    """A second line below the value, or empty."""


@dataclass(frozen=True)
class RouteView:
    title: str
    mark: Badge
    """That it is a suggestion."""
    name: str
    """Code and meaning; empty when nothing could be suggested."""
    reason: str
    pays: str
    """How much the fund pays on it; empty when nobody knows."""
    pays_nothing: bool
    others_title: str
    others: tuple[str, ...]
    """What would stand with another paper, each with its code."""


@dataclass(frozen=True)
class PastVisitView:
    when: str
    where: str
    diagnosis: str = field(repr=False)
    """Drawn only after somebody asked."""


@dataclass(frozen=True)
class HistoryView:
    title: str
    """How many visits; drawn as the link that unfolds them. Empty when there is nothing to unfold."""
    visits: tuple[PastVisitView, ...]
    note: str
    """Why there are none, or that nobody knows."""


@dataclass(frozen=True)
class CoverageView:
    validity: Badge
    rows: tuple[RowView, ...]
    route: RouteView
    warnings: tuple[str, ...]
    """Whole sentences, the weightiest first; today's other visits follow theirs."""
    history: HistoryView


def coverage_view(coverage: Coverage, form: FilledForm | None, language: Language) -> CoverageView:
    tone, glyph = _VALIDITY[coverage.validity]
    word = coverage.validity.value
    return CoverageView(
        validity=Badge(language.say(f"desk.coverage.validity.{word}"), tone, glyph),
        rows=_rows(coverage, language),
        route=_route(coverage, form, language),
        warnings=_warnings(coverage, language),
        history=_history(coverage, language),
    )


def grouped_card_number(number: str) -> str:
    """As people read it aloud: kind, benefit digit, province, then the ten digits of the BHXH number in threes."""
    if len(number) not in (10, 15, 17):
        return number
    head = number[:-10] if len(number) != 17 else number[:5]
    ten, tail = number[len(head) : len(head) + 10], number[len(head) + 10 :]
    groups = [head[:2], head[2:3], head[3:5], ten[:4], ten[4:7], ten[7:], tail]
    return " ".join(group for group in groups if group)


def money(amount: int, language: Language) -> str:
    """đồng, in groups of three."""
    return f"{amount:,}".replace(",", language.say("desk.coverage.thousands"))


def _rows(coverage: Coverage, language: Language) -> tuple[RowView, ...]:
    def row(name: str, value: str | None, detail: str = "") -> RowView:
        label = language.say(f"desk.insurance.row.{name}")
        return RowView(label, plain(value) if value else language.say("desk.unknown"), bool(value), detail)

    number = coverage.card_number
    return (
        row("card_number", grouped_card_number(number) if number else None),
        row("validity", _validity_dates(coverage, language)),
        row("facility", _facility(coverage, language)),
        row("area", coverage.area_code),
        row("five_years", _five_years(coverage, language)),
        row("level", None if coverage.benefit_percent is None else f"{coverage.benefit_percent}%"),
        row("copayment", *_copayment(coverage, language)),
    )


def _validity_dates(coverage: Coverage, language: Language) -> str | None:
    if coverage.valid_from is None and coverage.valid_to is None:
        return None
    unknown = language.say("desk.unknown")
    return f"{written_date(coverage.valid_from) or unknown} – {written_date(coverage.valid_to) or unknown}"


def _facility(coverage: Coverage, language: Language) -> str | None:
    parts = [coverage.facility_code or "", coverage.facility_name or ""]
    if coverage.registered_here:
        parts = [coverage.facility_code or "", language.say("desk.coverage.here")]
    return " · ".join(part for part in parts if part) or None


def _five_years(coverage: Coverage, language: Language) -> str | None:
    day = written_date(coverage.five_years_on)
    if day is None:
        return None
    return language.say("desk.coverage.reached", day=day) if coverage.five_years_reached else day


def _copayment(coverage: Coverage, language: Language) -> tuple[str | None, str]:
    """What was paid, and below it the limit it runs up to."""
    if coverage.copayment_vnd is None:
        return None, ""
    limit = coverage.copayment_limit_vnd
    below = "" if limit is None else language.say("desk.coverage.limit", amount=money(limit, language))
    return language.say("desk.coverage.paid", amount=money(coverage.copayment_vnd, language)), below


def _route(coverage: Coverage, form: FilledForm | None, language: Language) -> RouteView:
    meanings = _route_meanings(form, language)

    def named(code: str) -> str:
        return f"{code} · {meanings[code]}" if code in meanings else code

    route = coverage.route
    others = route.alternatives if route is not None else ()
    nothing = route is not None and route.pays_percent == 0
    return RouteView(
        title=language.say("desk.coverage.route"),
        mark=Badge(language.say("desk.coverage.suggestion"), Tone.CAUTION, Glyph.QUESTION),
        name=named(plain(route.code, 12)) if route is not None else "",
        reason=_reason(route, meanings, language),
        pays=_pays(route.pays_percent, language) if route is not None else "",
        pays_nothing=nothing,
        others_title=language.say("desk.coverage.others", count=len(others)) if others else "",
        others=tuple(named(plain(code, 12)) for code in others),
    )


def _reason(route: RouteSuggestion | None, meanings: dict[str, str], language: Language) -> str:
    if route is None:
        return language.say("coverage.warning.route_unknown")
    reason = language.say(route.reason)
    return "" if reason == meanings.get(route.code) else reason


def _pays(percent: Decimal | None, language: Language) -> str:
    if percent is None:
        return ""
    if percent == 0:
        return language.say("coverage.warning.pays_nothing")
    return language.say("coverage.pays", percent=f"{percent.normalize():f}")


def _route_meanings(form: FilledForm | None, language: Language) -> dict[str, str]:
    routes = form.field_named(_ROUTE_FIELD) if form is not None else None
    return {code: language.choose(label) for code, label in routes.choices} if routes is not None else {}


def _warnings(coverage: Coverage, language: Language) -> tuple[str, ...]:
    said: list[str] = []
    for key in coverage.warnings:
        if key in _HEADLINE_SAYS_IT or key in _VALUE_SAYS_IT:
            continue
        said.append(language.say(key))
        if key == _TODAY:
            said += [_visit_today(one, language) for one in coverage.visits_today]
    return tuple(said)


def _visit_today(visit: PastVisit, language: Language) -> str:
    at = visit.admitted.astimezone(VIETNAM_TIME).strftime("%H:%M") if visit.admitted else language.say("desk.unknown")
    return language.say("desk.coverage.today", time=at, facility=_where(visit, language))


def _where(visit: PastVisit, language: Language) -> str:
    return plain(visit.facility_code, 20) if visit.facility_code else language.say("desk.unknown")


def _history(coverage: Coverage, language: Language) -> HistoryView:
    if not coverage.history_known:
        return HistoryView("", (), language.say("coverage.warning.history_unknown"))
    visits = coverage.visits_today + coverage.recent_visits
    if not visits:
        return HistoryView("", (), language.say("desk.coverage.no_visits"))
    return HistoryView(
        title=language.say("desk.coverage.visits", count=len(visits)),
        visits=tuple(_past_visit(one, language) for one in visits),
        note="",
    )


def _past_visit(visit: PastVisit, language: Language) -> PastVisitView:
    unknown = language.say("desk.unknown")
    return PastVisitView(
        when=written_date(visit.admitted.astimezone(VIETNAM_TIME)) or unknown if visit.admitted else unknown,
        where=language.say("desk.coverage.facility", facility=_where(visit, language)),
        diagnosis=plain(visit.diagnosis, 160) if visit.diagnosis else unknown,
    )
