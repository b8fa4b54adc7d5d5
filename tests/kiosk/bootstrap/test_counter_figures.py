"""Boxes and papers are counted when a service is given: once, by where they came from, with nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from kiosk.bootstrap.counter_figures import BoxCounter, counter_figure, papers_spared, service_name
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.procedures import catalogue
from kiosk.domain.counter_figures import CounterFigure
from kiosk.domain.form import FieldKind, FilledField, FilledForm
from kiosk.domain.identity import Assurance, Source
from kiosk.domain.record import RecordFate
from kiosk.visit import Visit, VisitState

DAY = date(2026, 11, 21)
LABEL: Mapping[str, str] = {"vi": "Ô"}


def field(name: str, source: Source | None) -> FilledField:
    value = "" if source is None else "Đỗ Thị Uyên"
    return FilledField(name, LABEL, FieldKind.TEXT, value, source, Assurance.CLAIMED)


FORM = FilledForm(
    "thu",
    LABEL,
    tuple(
        field(f"o{place}", source)
        for place, source in enumerate((Source.QR, Source.QR, Source.DG13, Source.STAFF, Source.DESK, None))
    ),
)


def test_boxes_of_all_papers_of_an_entry_are_counted_by_where_they_came_from() -> None:
    figure = counter_figure("f1", [FORM, FORM], desk_id="Q1", service_id="2.000987", day=DAY)
    counts = (figure.by_code, figure.by_chip, figure.typed, figure.by_desk, figure.empty)
    assert counts == (4, 2, 2, 2, 2)
    assert (figure.papers_made, figure.papers_saved, figure.seconds) == (2, None, None)
    assert "Uyên" not in str(vars(figure))


def test_papers_spared_are_those_the_catalogue_says_nobody_needs_any_more() -> None:
    spares = [one for one in catalogue().procedures if one.not_needed]
    assert spares, "the catalogue names some"
    first = spares[0]
    assert papers_spared([first.code]) == len(first.not_needed)
    assert papers_spared([first.code, first.code, "9.999999"]) == len(first.not_needed)
    assert papers_spared(["9.999999"]) is None


@pytest.fixture
def noted() -> list[CounterFigure]:
    return []


@pytest.fixture
def counter(noted: list[CounterFigure]) -> BoxCounter:
    return BoxCounter(lambda: DAY, noted.append, desk_id="clinic-1", service_id="clinic-checkin")


def test_a_visit_is_counted_once_when_its_record_was_kept(counter: BoxCounter, noted: list[CounterFigure]) -> None:
    visit = Visit("v1", VisitState.REVIEWING, form=FORM)
    counter.visit_changed(visit)
    assert noted == []
    finished = replace(visit, state=VisitState.FINISHED, fate=RecordFate.WAITING)
    counter.visit_changed(finished)
    counter.visit_changed(replace(finished, fate=RecordFate.DELIVERED))
    assert [(one.figure_id, one.by_code, one.service_id, one.day) for one in noted] == [
        ("v1", 2, "clinic-checkin", DAY)
    ]
    counter.visit_changed(replace(finished, visit_id="v2"))
    assert len(noted) == 2


def test_a_visit_that_ends_without_a_form_is_not_counted(counter: BoxCounter, noted: list[CounterFigure]) -> None:
    counter.visit_changed(Visit("v1", VisitState.FINISHED))
    assert noted == []


def test_services_are_called_as_people_call_them() -> None:
    vietnamese = language("vi")
    assert service_name("1.001193", vietnamese) == "Đăng ký khai sinh"
    assert "khai sinh" in service_name("2.000987", vietnamese).casefold()
    assert service_name("clinic-checkin", vietnamese)
    assert service_name("ct01", vietnamese) == "Tờ khai thay đổi thông tin cư trú"
    assert service_name("9.999999", vietnamese) == ""
