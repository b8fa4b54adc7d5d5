"""Corrections go out one at a time, and the confirmation after the last."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Assurance, Source
from kiosk.visit.events import Confirmed, FieldCorrected
from ui.sample_visits import COVERED, form
from ui.view_models.corrections import Corrections


def forms(count: int) -> list[FilledForm]:
    base = form(Source.QR, Assurance.CLAIMED, COVERED)
    return [replace(base, form_id=f"form-{number}") for number in range(count)]


def shown_once() -> tuple[Corrections, list[FilledForm]]:
    corrections, several = Corrections(), forms(4)
    assert corrections.shown(several[0]) is None
    return corrections, several


def test_a_correction_is_sent_at_once_when_nothing_is_under_way() -> None:
    corrections, _ = shown_once()
    assert corrections.correct("HO_TEN", "A") == FieldCorrected("HO_TEN", "A")


def test_a_second_correction_waits_for_the_answer_to_the_first() -> None:
    corrections, several = shown_once()
    corrections.correct("HO_TEN", "A")
    assert corrections.correct("SO_CCCD", "1") is None
    assert corrections.shown(several[1]) == FieldCorrected("SO_CCCD", "1")
    assert corrections.shown(several[2]) is None


def test_the_same_form_shown_again_is_no_answer() -> None:
    corrections, several = shown_once()
    corrections.correct("HO_TEN", "A")
    assert corrections.shown(several[0]) is None
    assert corrections.busy


def test_a_confirmation_follows_the_last_correction() -> None:
    corrections, several = shown_once()
    corrections.correct("HO_TEN", "A")
    corrections.correct("SO_CCCD", "1")
    assert corrections.then(Confirmed()) is None
    assert corrections.shown(several[1]) == FieldCorrected("SO_CCCD", "1")
    assert corrections.shown(several[2]) == Confirmed()


def test_another_correction_takes_the_confirmation_back() -> None:
    corrections, several = shown_once()
    corrections.correct("HO_TEN", "A")
    corrections.then(Confirmed())
    corrections.correct("HO_TEN", "B")
    assert corrections.shown(several[1]) == FieldCorrected("HO_TEN", "B")
    assert corrections.shown(several[2]) is None


def test_nothing_waits_after_the_visit_is_over() -> None:
    corrections, several = shown_once()
    corrections.correct("HO_TEN", "A")
    corrections.correct("SO_CCCD", "1")
    corrections.forget()
    assert corrections.shown(several[1]) is None
    assert not corrections.busy
