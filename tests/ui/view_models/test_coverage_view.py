"""What the insurance means for this visit, as reception reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kiosk.domain.coverage import Coverage, RouteSuggestion, Validity
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome, PastVisit
from kiosk.insurance.coverage.warnings import CoverageWarning
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit
from ui.sample_visits import COVERAGE, COVERED, ELSEWHERE, ENDED, samples
from ui.view_models.coverage import coverage_view, grouped_card_number
from ui.view_models.insurance import insurance_view
from ui.view_models.look import Tone

UNKNOWN = Coverage(
    card_number=None,
    validity=Validity.UNKNOWN,
    valid_from=None,
    valid_to=None,
    facility_code=None,
    facility_name=None,
    registered_here=None,
    area_code=None,
    five_years_on=None,
    five_years_reached=None,
    benefit_percent=None,
    route=None,
)
REVIEW: Visit = samples()["04-reviewing-genuine"].visit


def rows(coverage: Coverage, language: Language) -> dict[str, tuple[str, bool]]:
    return {row.label: (row.value, row.known) for row in coverage_view(coverage, None, language).rows}


def test_what_nobody_knows_is_said_in_words_in_every_row(vietnamese: Language) -> None:
    assert set(rows(UNKNOWN, vietnamese).values()) == {("chưa rõ", False)}
    view = coverage_view(UNKNOWN, None, vietnamese)
    assert (view.route.name, view.route.pays) == ("", "")
    assert "Chưa gợi ý được" in view.route.reason
    assert "Chưa có lịch sử khám" in view.history.note


def test_known_rows_are_written_as_people_write_them(vietnamese: Language) -> None:
    written = rows(COVERAGE, vietnamese)
    assert written["Số thẻ"] == ("GD 4 01 0119 204 567", True)
    assert written["Giá trị"] == ("01/01/2026 – 31/12/2026", True)
    assert written["Nơi đăng ký KCB"] == ("01071 · tại đây", True)
    assert written["Mức hưởng"] == ("80%", True)
    assert written["Đã cùng chi trả"] == ("1.250.000 đ", True)
    (limit,) = [row.detail for row in coverage_view(COVERAGE, None, vietnamese).rows if row.detail]
    assert "15.180.000" in limit


def test_a_facility_elsewhere_is_named_when_its_name_is_known(vietnamese: Language) -> None:
    elsewhere = replace(COVERAGE, registered_here=False, facility_code="01999", facility_name="Phòng khám Ví Dụ")
    assert rows(elsewhere, vietnamese)["Nơi đăng ký KCB"] == ("01999 · Phòng khám Ví Dụ", True)


@pytest.mark.parametrize(
    ("number", "grouped"),
    [
        ("0119204567", "0119 204 567"),
        ("GD4010119204567", "GD 4 01 0119 204 567"),
        ("GD401011920456701", "GD 4 01 0119 204 567 01"),
        ("001192004567", "001192004567"),
        ("", ""),
    ],
)
def test_card_numbers_are_grouped_as_they_are_read_aloud(number: str, grouped: str) -> None:
    assert grouped_card_number(number) == grouped
    assert grouped.replace(" ", "") == number


def test_a_route_is_marked_as_a_suggestion_with_its_reason_and_what_it_pays(vietnamese: Language) -> None:
    route = coverage_view(COVERAGE, REVIEW.form, vietnamese).route
    assert route.mark.text == "Gợi ý"
    assert route.name.startswith("1.1 · Đúng nơi đăng ký")
    assert route.pays == "Quỹ chi trả theo đối tượng này: 80%"
    assert route.others[0] == "1.3 · Có phiếu chuyển cơ sở khám chữa bệnh"
    assert route.others_title == "Nếu có giấy tờ khác (2)"


def test_a_share_with_a_fraction_is_written_without_needless_noughts(vietnamese: Language) -> None:
    half = replace(COVERAGE, route=RouteSuggestion("1.13", "coverage.route.basic_50_to_70", (), Decimal("47.50")))
    assert "47.5%" in coverage_view(half, None, vietnamese).route.pays
    hundred = replace(COVERAGE, route=RouteSuggestion("1.2", "coverage.route.emergency", (), Decimal("1E+2")))
    assert "100%" in coverage_view(hundred, None, vietnamese).route.pays


def test_a_route_that_pays_nothing_says_so(vietnamese: Language) -> None:
    route = coverage_view(ENDED, None, vietnamese).route
    assert route.pays_nothing
    assert "quỹ không chi trả" in route.pays


def test_a_visit_of_today_is_told_with_hour_and_place_right_below_its_warning(vietnamese: Language) -> None:
    warnings = coverage_view(ELSEWHERE, None, vietnamese).warnings
    assert warnings[0].startswith("Hôm nay đã có lượt khám khác")
    assert warnings[1] == "• 07:40 tại cơ sở 01999"
    assert warnings[2].startswith("Thẻ sắp hết giá trị")


@pytest.mark.parametrize("warning", list(CoverageWarning))
def test_every_warning_is_told_somewhere(warning: CoverageWarning, vietnamese: Language) -> None:
    """In the callout, or beside the value or in the headline that it is about."""
    view = coverage_view(replace(COVERAGE, warnings=(warning.value,)), None, vietnamese)
    elsewhere = {
        CoverageWarning.NOT_COVERED,
        CoverageWarning.ENDED,
        CoverageWarning.NOT_YET,
        CoverageWarning.STAFF_CHECK,
        CoverageWarning.CHILD_WITHOUT_CARD,
        CoverageWarning.NOT_ANSWERED,
        CoverageWarning.NOT_JUDGED,
        CoverageWarning.VALIDITY_UNKNOWN,
        CoverageWarning.ROUTE_UNKNOWN,
        CoverageWarning.HISTORY_UNKNOWN,
        CoverageWarning.PAYS_NOTHING,
    }
    assert (vietnamese.say(warning.value) in view.warnings) is (warning not in elsewhere)


def test_a_diagnosis_is_in_no_repr_and_an_unknown_one_is_said(vietnamese: Language) -> None:
    view = coverage_view(COVERAGE, None, vietnamese)
    assert "Viêm họng" not in repr(view)
    assert [one.diagnosis for one in view.history.visits] == ["Viêm họng cấp", "chưa rõ"]
    assert view.history.visits[0].when == "03/11/2026"


def test_a_visit_without_time_or_place_is_shown_all_the_same(vietnamese: Language) -> None:
    odd = replace(COVERAGE, recent_visits=(PastVisit(None, None, None, None),))
    (visit,) = coverage_view(odd, None, vietnamese).history.visits
    assert (visit.when, visit.where) == ("chưa rõ", "cơ sở chưa rõ")


# The headline.


def headline(coverage: Coverage | None, answer: InsuranceAnswer, language: Language) -> tuple[str, str, Tone]:
    view = insurance_view(replace(REVIEW, coverage=coverage, insurance=answer), language)
    return view.headline.text, view.advice, view.headline.tone


def test_a_card_in_force_is_told_with_its_last_day(vietnamese: Language) -> None:
    assert headline(COVERAGE, COVERED, vietnamese) == ("Có bảo hiểm y tế", "Còn giá trị đến 31/12/2026", Tone.INFO)


@pytest.mark.parametrize("validity", [Validity.ENDED, Validity.NOT_YET])
def test_a_card_not_in_force_today_is_the_first_thing_said_whatever_the_portal_answered(
    validity: Validity, vietnamese: Language
) -> None:
    text, advice, tone = headline(replace(COVERAGE, validity=validity), COVERED, vietnamese)
    assert text == vietnamese.say(f"coverage.validity.{validity.value}")
    assert "tự chi trả" in advice
    assert tone is Tone.PROBLEM


def test_a_doubted_validity_is_never_calm(vietnamese: Language) -> None:
    text, advice, tone = headline(replace(COVERAGE, validity=Validity.UNKNOWN), COVERED, vietnamese)
    assert (text, tone) == ("Có bảo hiểm y tế", Tone.CAUTION)
    assert advice.startswith("Chưa rõ thẻ còn giá trị")


def test_without_a_card_no_list_of_unknowns_is_drawn(vietnamese: Language) -> None:
    later = InsuranceAnswer(InsuranceOutcome.LATER, None)
    assert insurance_view(replace(REVIEW, coverage=UNKNOWN, insurance=later), vietnamese).coverage is None


def test_times_of_visits_are_vietnamese(vietnamese: Language) -> None:
    late = PastVisit("01999", datetime(2026, 11, 20, 18, 30, tzinfo=UTC), None, None)
    view = coverage_view(replace(COVERAGE, recent_visits=(late,)), None, vietnamese)
    assert view.history.visits[0].when == date(2026, 11, 21).strftime("%d/%m/%Y")
