"""The form in the pictures is the form of the desk."""

from __future__ import annotations

from datetime import UTC, datetime

import config
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Assurance, Identity, Source
from kiosk.forms import DeskFacts, FormDefinition, fill
from ui.sample_visits import COVERED, form


def real_form() -> FilledForm:
    definition = FormDefinition.from_rows(config.load_form("bhyt-checkin"))
    return fill(
        definition, Identity(), COVERED, DeskFacts("01071", datetime(2026, 11, 21, 1, 14, tzinfo=UTC), "0193f0aa")
    )


def test_the_sample_form_has_the_boxes_of_the_real_one_in_its_order() -> None:
    sample, real = form(Source.DG13, Assurance.GENUINE_CHIP, COVERED), real_form()
    assert (sample.form_id, sample.title) == (real.form_id, real.title)
    for shown, meant in zip(sample.fields, real.fields, strict=True):
        assert (shown.name, shown.kind, shown.required, shown.editable) == (
            meant.name,
            meant.kind,
            meant.required,
            meant.editable,
        )
        assert dict(shown.label) == dict(meant.label)
        choices = {code: dict(label) for code, label in meant.choices}
        assert all(choices.get(code) == label for code, label in shown.choices), shown.name
        assert bool(shown.choices) == bool(choices)


def test_the_sample_wants_as_much_proof_as_the_service_does() -> None:
    service = config.load_desk("clinic-checkin").service("clinic-checkin")
    assert form(Source.QR, Assurance.CLAIMED, COVERED).wanted_assurance is Assurance[service.wanted_assurance.upper()]


def test_the_portals_answer_fills_the_sample_as_it_fills_the_real_form() -> None:
    sample, real = form(Source.DG13, Assurance.GENUINE_CHIP, COVERED), real_form()
    told = {one.name: one.value for one in real.fields if one.source is Source.PORTAL}
    assert {one.name: one.value for one in sample.fields if one.source is Source.PORTAL} == told
    assert sample.ready
