"""What reception is shown about a card on the day of the visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from insured import BASIC, CARD, HERE, RULES, VISIT_AT, answered, registered_elsewhere, visited

import config
from kiosk.domain.coverage import Coverage, Validity
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Source
from kiosk.domain.insurance import CoPayment, InsuranceAnswer, InsuranceCard, InsuranceOutcome
from kiosk.insurance.coverage import CoverageError, CoverageWarning, Facility, assess

CHILD = Identity({FactName.DATE_OF_BIRTH: Fact(PartialDate(2022, 3, 1), Source.QR, Assurance.CLAIMED)})


def seen(answer: InsuranceAnswer, at: datetime = VISIT_AT, **more: object) -> Coverage:
    return assess(answer, at, Identity(), BASIC, RULES, **more)  # type: ignore[arg-type] # names checked by assess


def warned(coverage: Coverage) -> set[str]:
    return {key.removeprefix("coverage.warning.") for key in coverage.warnings}


def test_a_card_in_force_at_its_own_facility_shows_everything_and_warns_of_nothing() -> None:
    coverage = seen(answered(replace(CARD, valid_to=date(2027, 6, 30))))
    assert coverage.validity is Validity.IN_FORCE
    assert coverage.registered_here is True
    assert coverage.facility_name == "Phòng khám Ví Dụ"
    assert coverage.five_years_reached is True
    assert coverage.benefit_percent == 80
    assert coverage.route is not None
    assert coverage.route.code == "1.1"
    assert coverage.copayment_limit_vnd == 6 * 2_530_000
    assert coverage.small_bill_limit_vnd == 379_500
    assert coverage.history_known
    assert coverage.warnings == ()


@pytest.mark.parametrize(
    ("first", "last", "validity"),
    [
        (date(2026, 11, 21), date(2026, 11, 21), Validity.IN_FORCE),
        (date(2026, 11, 22), date(2027, 1, 1), Validity.NOT_YET),
        (date(2026, 1, 1), date(2026, 11, 20), Validity.ENDED),
        (date(2026, 1, 1), None, Validity.IN_FORCE),
        (None, date(2026, 12, 31), Validity.UNKNOWN),
        (None, date(2026, 11, 20), Validity.ENDED),
        (None, None, Validity.UNKNOWN),
    ],
)
def test_validity_is_that_of_the_visit_day_with_both_ends_included(
    first: date | None, last: date | None, validity: Validity
) -> None:
    assert seen(answered(replace(CARD, valid_from=first, valid_to=last))).validity is validity


def test_the_day_is_the_vietnamese_one_also_when_it_is_still_yesterday_in_utc() -> None:
    card = replace(CARD, valid_from=date(2026, 11, 21))
    assert seen(answered(card), datetime(2026, 11, 20, 17, 0, tzinfo=UTC)).validity is Validity.IN_FORCE
    assert seen(answered(card), datetime(2026, 11, 20, 16, 59, tzinfo=UTC)).validity is Validity.NOT_YET


@pytest.mark.parametrize(
    ("number", "percent"),
    [
        ("TE1019900000001", 100),
        ("CK2019900000001", 100),
        ("HT3019900000001", 95),
        ("GD4019900000001", 80),
        ("QN5019900000001", 100),
        ("GD9019900000001", None),
        ("0199000001", None),
        ("001083000001", None),
        (None, None),
    ],
)
def test_the_level_is_read_from_a_full_card_number_only(number: str | None, percent: int | None) -> None:
    coverage = seen(answered(replace(CARD, card_number=number)))
    assert coverage.benefit_percent == percent
    assert ("benefit_unknown" in warned(coverage)) == (percent is None)


def test_the_level_is_never_read_from_the_identity_card() -> None:
    identity = Identity(
        {
            FactName.PERSONAL_NUMBER: Fact("001199000001", Source.QR, Assurance.CLAIMED),
            FactName.INSURANCE_NUMBER: Fact("TE1019900000001", Source.QR, Assurance.CLAIMED),
        }
    )
    answer = answered(replace(CARD, card_number=None))
    assert assess(answer, VISIT_AT, identity, BASIC, RULES).benefit_percent is None


def test_a_card_that_ends_before_it_begins_is_neither_ended_nor_paid_by_oneself_but_unknown() -> None:
    coverage = seen(answered(replace(CARD, valid_from=date(2026, 12, 31), valid_to=date(2026, 1, 1))))
    assert (coverage.validity, coverage.route) == (Validity.UNKNOWN, None)
    assert "validity_reversed" in warned(coverage)
    assert not warned(coverage) & {"ended", "not_yet", "validity_unknown"}


@pytest.mark.parametrize("change", [{"valid_to": date(2026, 10, 1)}, {"valid_from": date(2026, 12, 1)}])
def test_a_card_that_is_not_in_force_leads_to_self_pay(change: dict[str, date]) -> None:
    coverage = seen(answered(replace(CARD, **change)))
    assert coverage.route is not None
    assert (coverage.route.code, coverage.route.pays_percent) == ("9", 0)
    assert warned(coverage) & {"ended", "not_yet"}


@pytest.mark.parametrize("outcome", list(InsuranceOutcome))
def test_every_outcome_without_a_card_gives_a_coverage_that_promises_nothing(outcome: InsuranceOutcome) -> None:
    coverage = seen(InsuranceAnswer(outcome, None))
    assert coverage.validity is Validity.UNKNOWN
    assert coverage.benefit_percent is None
    assert not coverage.history_known
    assert (coverage.route is not None) == (outcome is InsuranceOutcome.NOT_COVERED)
    assert coverage.warnings


@pytest.mark.parametrize(
    ("outcome", "key"),
    [
        (InsuranceOutcome.LATER, "not_answered"),
        (InsuranceOutcome.MISMATCH, "not_judged"),
        (InsuranceOutcome.CONFIGURATION, "not_judged"),
        (InsuranceOutcome.UNKNOWN, "not_judged"),
        (InsuranceOutcome.NOT_ASKED, "not_judged"),
    ],
)
def test_silence_is_told_apart_from_an_answer_that_leaves_it_open(outcome: InsuranceOutcome, key: str) -> None:
    told = warned(seen(InsuranceAnswer(outcome, None)))
    assert told & {"not_answered", "not_judged"} == {key}


def test_an_army_card_in_force_gets_a_route_and_the_eyes_of_staff() -> None:
    coverage = seen(answered(replace(CARD, card_number="QN5019900000001"), InsuranceOutcome.STAFF_CHECK))
    assert coverage.route is not None
    assert {"staff_check", "paper_card"} <= warned(coverage)


def test_a_child_below_six_without_a_card_is_shown_the_temporary_card() -> None:
    coverage = assess(InsuranceAnswer(InsuranceOutcome.NOT_COVERED, "050"), VISIT_AT, CHILD, BASIC, RULES)
    assert "child_without_card" in warned(coverage)
    silent = assess(InsuranceAnswer(InsuranceOutcome.LATER, None), VISIT_AT, CHILD, BASIC, RULES)
    assert "child_without_card" not in warned(silent)
    older = Identity({FactName.DATE_OF_BIRTH: Fact(PartialDate(2020, 3, 1), Source.QR, Assurance.CLAIMED)})
    coverage = assess(InsuranceAnswer(InsuranceOutcome.NOT_COVERED, "050"), VISIT_AT, older, BASIC, RULES)
    assert "child_without_card" not in warned(coverage)


def test_of_several_cards_the_one_in_force_with_the_highest_level_counts() -> None:
    old = replace(CARD, valid_to=date(2026, 12, 31))
    new = replace(CARD, card_number="HT3019900000001", valid_from=date(2026, 11, 1), valid_to=date(2027, 10, 31))
    coming = replace(new, card_number="TE1019900000001", valid_from=date(2026, 12, 1))
    coverage = seen(answered(old), other_cards=(coming, new))
    assert coverage.benefit_percent == 95
    assert coverage.valid_to == date(2027, 10, 31)
    assert "two_cards" in warned(coverage)
    assert "expiring" not in warned(coverage)


def test_a_card_that_ends_within_thirty_days_is_pointed_out() -> None:
    assert "expiring" in warned(seen(answered(replace(CARD, valid_to=VISIT_AT.date() + timedelta(days=30)))))
    assert "expiring" not in warned(seen(answered(replace(CARD, valid_to=VISIT_AT.date() + timedelta(days=31)))))


def test_a_second_visit_on_the_same_day_is_warned_of_before_recent_ones() -> None:
    history = (visited(timedelta(days=3)), visited(timedelta(hours=2)), visited(timedelta(days=100)))
    coverage = seen(replace(answered(), history=history))
    assert coverage.visits_today == (history[1],)
    assert coverage.recent_visits == (history[0], history[2])
    assert [key for key in coverage.warnings if "visit_" in key] == [
        CoverageWarning.VISIT_TODAY.value,
        CoverageWarning.VISIT_LATELY.value,
    ]


def test_visits_beyond_the_window_or_without_a_readable_beginning_are_not_shown() -> None:
    unreadable = replace(visited(timedelta(days=1)), admitted=None)
    coverage = seen(replace(answered(), history=(visited(timedelta(days=184)), unreadable)))
    assert (coverage.visits_today, coverage.recent_visits) == ((), ())
    assert "visit_lately" not in warned(coverage)


def test_a_stay_that_is_not_over_is_warned_of() -> None:
    staying = visited(timedelta(days=20), lasting=timedelta(days=25))
    assert "visit_not_over" in warned(seen(replace(answered(), history=(staying,))))


def test_a_history_nobody_could_ask_for_is_said_to_be_unknown_and_an_empty_one_is_not() -> None:
    assert "history_unknown" in warned(seen(replace(answered(), history=None)))
    assert "history_unknown" not in warned(seen(answered()))


@pytest.mark.parametrize(
    ("total", "five_years_on", "expected"),
    [
        (15_180_001, date(2025, 1, 1), {"copayment_over"}),
        (15_180_000, date(2025, 1, 1), {"copayment_maybe_over"}),
        (14_040_000, date(2025, 1, 1), set()),
        (15_180_001, date(2027, 1, 1), set()),
        (15_180_001, None, set()),
        (None, date(2025, 1, 1), set()),
    ],
)
def test_co_payments_free_the_holder_above_the_limit_and_after_five_years_only(
    total: int | None, five_years_on: date | None, expected: set[str]
) -> None:
    answer = replace(answered(replace(CARD, five_years_on=five_years_on)), copayment=CoPayment(total, 3))
    coverage = seen(answer)
    assert coverage.copayment_vnd == total
    assert {key for key in warned(coverage) if key.startswith("copayment")} == expected


def test_the_limit_is_that_of_the_visits_own_day() -> None:
    early = seen(answered(), datetime(2026, 6, 30, 2, tzinfo=UTC))
    assert early.copayment_limit_vnd == 6 * 2_340_000
    assert seen(answered(), datetime(2026, 7, 1, 2, tzinfo=UTC)).copayment_limit_vnd == 6 * 2_530_000


def test_a_clock_nobody_trusts_leaves_everything_about_the_day_unknown() -> None:
    coverage = seen(answered(replace(CARD, valid_to=date(2020, 1, 1))), clock_trusted=False)
    assert coverage.validity is Validity.UNKNOWN
    assert coverage.route is None
    assert coverage.five_years_reached is None
    assert coverage.copayment_limit_vnd is None
    assert coverage.benefit_percent == 80
    assert coverage.warnings[0] == CoverageWarning.CLOCK_DOUBTED.value
    assert "ended" not in warned(coverage)


def test_a_clock_behind_the_holders_own_history_is_not_believed_and_no_visit_is_lost() -> None:
    answer = replace(answered(), history=(visited(timedelta(hours=2)),))
    coverage = seen(answer, VISIT_AT - timedelta(days=900))
    assert coverage.validity is Validity.UNKNOWN
    assert "clock_doubted" in warned(coverage)
    assert coverage.recent_visits == answer.history


def test_a_facility_the_site_does_not_describe_gets_no_route_and_says_so() -> None:
    coverage = assess(answered(registered_elsewhere()), VISIT_AT, Identity(), Facility(HERE), RULES)
    assert coverage.route is None
    assert "route_unknown" in warned(coverage)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(CoverageError):
        seen(answered(), VISIT_AT.replace(tzinfo=None))


def test_nothing_personal_is_in_the_coverages_words_about_itself() -> None:
    coverage = seen(replace(answered(), history=(visited(timedelta(days=1)),)))
    assert "GD4019900000001" not in repr(coverage)
    assert "PastVisit" not in repr(coverage)


@pytest.mark.parametrize("code", config.languages())
def test_every_warning_validity_and_reason_has_a_sentence(code: str) -> None:
    texts = config.load_language(code)
    keys = [one.value for one in CoverageWarning] + [f"coverage.validity.{one.value}" for one in Validity]
    keys += [one.reason for one in RULES.routes] + ["coverage.route.not_insured"]
    assert [key for key in keys if not texts.get(key)] == []


DAYS = st.none() | st.dates(date(1990, 1, 1), date(2060, 1, 1))
CARDS = st.builds(
    InsuranceCard,
    st.none() | st.text(max_size=17) | st.from_regex(r"[A-Z]{2}[0-9]{13}", fullmatch=True),
    DAYS, DAYS, st.none() | st.text(max_size=5), st.none() | st.sampled_from(["K1", "K2"]), DAYS,
)  # fmt: skip


@given(
    st.builds(InsuranceAnswer, st.sampled_from(InsuranceOutcome), st.none() | st.text(max_size=8), st.none() | CARDS),
    st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),
)
def test_whatever_the_portal_says_the_coverage_is_whole_and_pays_at_most_all(
    answer: InsuranceAnswer, at: datetime
) -> None:
    coverage = seen(answer, at)
    pays = None if coverage.route is None else coverage.route.pays_percent
    assert pays is None or 0 <= pays <= 100
    assert list(coverage.warnings) == [one.value for one in CoverageWarning if one.value in coverage.warnings]
    if coverage.route is not None and coverage.route.code != "9":
        assert coverage.validity is Validity.IN_FORCE
